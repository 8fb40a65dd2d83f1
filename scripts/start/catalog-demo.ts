import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
import type { Emulator } from "access-package-resource-requests/emulator";
import { heading } from "./print.js";

const commandLine = createRequire(import.meta.url).resolve("../../dist/cli.cjs");

/** Shows what is built on the operation: adds that may be repeated, many at once, and the same from a shell. */
export async function showCatalog(
  emulator: Emulator,
  credential: ConstructorParameters<typeof AccessPackageResourceRequestsClient>[0],
): Promise<void> {
  const client = new AccessPackageResourceRequestsClient(credential, {
    endpoint: emulator.endpoint,
    allowInsecureConnection: true,
  });
  const catalog = client.catalog(crypto.randomUUID());
  const group = { originSystem: "AadGroup", originId: crypto.randomUUID() };

  heading("catalog.addResource, twice");
  console.log((await catalog.addResource(group)).outcome);
  console.log((await catalog.addResource(group)).outcome);

  heading("catalog.addResources, 100 groups, some of which the service throttles");
  emulator.faults.next({ kind: "throttle", level: "member", retryAfter: 1 });
  const groups = Array.from({ length: 100 }, () => ({ originSystem: "AadGroup", originId: crypto.randomUUID() }));
  const outcomes = new Map<string, number>();
  for await (const { outcome } of catalog.addResources(groups)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  console.log(Object.fromEntries(outcomes));

  const words = ["find", "--catalog", catalog.id, "--endpoint", emulator.endpoint, group.originSystem, group.originId];
  heading(`access-package-resource-requests ${words.join(" ")}`);
  const { stdout } = await promisify(execFile)(process.execPath, [commandLine, ...words]);
  console.log(stdout.trimEnd());
}
