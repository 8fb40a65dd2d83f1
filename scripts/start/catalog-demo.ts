import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import type { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
import type { Emulator } from "access-package-resource-requests/emulator";
import { heading } from "./print.js";

const commandLine = createRequire(import.meta.url).resolve("../../dist/cli.cjs");
const newGroup = () => ({ originSystem: "AadGroup", originId: crypto.randomUUID() });

/** Shows what is built on the operation: adds that can be repeated, many at once, and the command line. */
export async function showCatalog(emulator: Emulator, client: AccessPackageResourceRequestsClient): Promise<void> {
  const catalog = client.catalog(crypto.randomUUID());
  const group = newGroup();

  heading("catalog.addResource, twice");
  console.log((await catalog.addResource(group)).outcome);
  console.log((await catalog.addResource(group)).outcome);

  heading("catalog.addResources, 100 groups, some of which the service throttles");
  emulator.faults.next({ kind: "throttle", level: "member", retryAfter: 1 });
  const outcomes: Record<string, number> = {};
  for await (const { outcome } of catalog.addResources(Array.from({ length: 100 }, newGroup))) {
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  console.log(outcomes);

  const words = ["find", "--catalog", catalog.id, "--endpoint", emulator.endpoint, group.originSystem, group.originId];
  heading(`access-package-resource-requests ${words.join(" ")}`);
  const { stdout } = await promisify(execFile)(process.execPath, [commandLine, ...words]);
  console.log(stdout.trimEnd());
}
