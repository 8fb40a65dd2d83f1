import { cpSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Check } from "../checks.js";
import type { Consumer } from "./consumer.js";

/** A Node or a Bun that runs consumers. */
export interface Runtime {
  readonly name: "Node" | "Bun";
  readonly version: string;
  /** Path of its program. */
  readonly program: string;
}

/** Checks the use of the package. */
export function runtimeChecks(consumer: Consumer, { name, version, program }: Runtime): readonly Check[] {
  const check = (what: string, use: () => Promise<unknown>): Check => ({
    name: `${what} on ${name} ${version}`,
    run: async () => void (await use()),
  });
  const script = (what: string, file: string) => check(what, () => consumer.run(program, file));
  // Bun has an undici of its own.
  const nodeChecks = [
    script("rejects the import of ./undici where undici is missing", "no-undici.mjs"),
    check("works in a jest test in CommonJS mode", () => runJest(consumer, program)),
  ];
  return [
    script("works as ES modules", "esm.mjs"),
    script("works as CommonJS", "cjs.cjs"),
    script("asks for @azure/identity where it is missing", "no-credential.mjs"),
    script("recognises the errors of another copy", "two-copies.mjs"),
    check("starts its command line", () => runCommandLine(consumer, program)),
    ...(name === "Node" ? nodeChecks : []),
  ];
}

/** Uses a copy of `@azure/identity` that needs no sign-in. */
async function runJest(consumer: Consumer, node: string): Promise<void> {
  const identity = join(consumer.folder, "node_modules/@azure/identity");
  cpSync(join(consumer.folder, "identity"), identity, { recursive: true });
  try {
    await consumer.run(node, resolve("node_modules/jest/bin/jest.js"), "--config", "jest.json", "--ci");
  } finally {
    rmSync(identity, { recursive: true });
  }
}

async function runCommandLine(consumer: Consumer, node: string): Promise<void> {
  const help = await consumer.run(node, "node_modules/access-package-resource-requests/dist/cli.cjs", "--help");
  if (!help.includes("Usage: access-package-resource-requests"))
    throw new Error(`--help printed no help, but:\n${help}`);
}
