import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Check } from "./check.js";
import type { Consumer } from "./consumer.js";

/** A Node to run consumers with. */
export interface Runtime {
  readonly version: string;
  /** Path of its program. */
  readonly node: string;
}

/** What must hold when the package is used. */
export function runtimeChecks(consumer: Consumer, { version, node }: Runtime): readonly Check[] {
  const script = (name: string, file: string): Check => ({
    name: `${name}, Node ${version}`,
    run: async () => void (await consumer.run(node, file)),
  });
  return [
    script("ES modules", "esm.mjs"),
    script("CommonJS", "cjs.cjs"),
    script("no default credential installed", "no-credential.mjs"),
    script("copies recognise each other's errors", "two-copies.mjs"),
    { name: `jest in CommonJS mode, Node ${version}`, run: async () => void (await runJest(consumer, node)) },
    { name: `command line, Node ${version}`, run: async () => void (await runCommandLine(consumer, node)) },
  ];
}

/** With a stand-in for `@azure/identity`, which nobody has signed in to. */
async function runJest(consumer: Consumer, node: string): Promise<void> {
  const stub = join(consumer.folder, "node_modules/@azure/identity");
  mkdirSync(stub, { recursive: true });
  writeFileSync(join(stub, "package.json"), '{ "name": "@azure/identity", "version": "4.0.0", "main": "index.js" }');
  const token = "{ token: 'from-the-stub', expiresOnTimestamp: Number.POSITIVE_INFINITY }";
  writeFileSync(
    join(stub, "index.js"),
    `exports.DefaultAzureCredential = class { async getToken() { return ${token}; } };`,
  );
  writeFileSync(
    join(consumer.folder, "jest.json"),
    '{ "testMatch": ["**/*.test.cjs"], "transform": {}, "moduleFileExtensions": ["js", "cjs"] }',
  );
  try {
    await consumer.run(node, resolve("node_modules/jest/bin/jest.js"), "--config", "jest.json", "--ci");
  } finally {
    rmSync(join(consumer.folder, "node_modules/@azure"), { recursive: true });
  }
}

async function runCommandLine(consumer: Consumer, node: string): Promise<void> {
  const help = await consumer.run(node, "node_modules/access-package-resource-requests/dist/cli.cjs", "--help");
  if (!help.includes("Usage: access-package-resource-requests")) throw new Error(`no help, but:\n${help}`);
}
