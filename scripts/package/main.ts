import { type Check, runChecks } from "../checks.js";
import { createCommand, exitCodeOf, exitCodes, standardOutput } from "../command.js";
import { run } from "../program.js";
import { bundleChecks } from "./bundle-checks.js";
import { Consumer } from "./consumer.js";
import { packPackage } from "./pack.js";
import { type Runtime, runtimeChecks } from "./runtime-checks.js";
import { commandLineStartUpCheck, startUpCheck } from "./start-up-check.js";
import support from "./support.json" with { type: "json" };
import { tarballChecks } from "./tarball-checks.js";
import { typeChecks } from "./type-checks.js";

const command = createCommand(
  "npm run check:package --",
  "Packs the package, installs the tarball into an empty project and uses it there in every supported way.",
  "\nExit codes: 0 every check passed, 1 a check failed, 2 usage, 5 the package could not be packed or installed.",
  standardOutput(),
).option(
  "--matrix",
  "check every Node, Bun and TypeScript version in scripts/package/support.json, which npx downloads",
);

async function quick(tarball: string, consumer: Consumer): Promise<readonly Check[]> {
  const here: Runtime = { name: "Node", version: process.versions.node, program: process.execPath };
  return [
    ...tarballChecks(tarball, consumer),
    ...runtimeChecks(consumer, here),
    ...typeChecks(consumer, "5.9", [process.execPath, `${process.cwd()}/node_modules/typescript/bin/tsc`]),
    ...bundleChecks(consumer),
    startUpCheck(consumer),
    commandLineStartUpCheck(consumer),
  ];
}

async function everywhere(consumer: Consumer): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const version of support.node) checks.push(...runtimeChecks(consumer, await fetchRuntime("Node", version)));
  for (const version of support.bun) checks.push(...runtimeChecks(consumer, await fetchRuntime("Bun", version)));
  for (const version of support.typescript) {
    checks.push(...typeChecks(consumer, version, ["npx", "-y", "-p", `typescript@${version}`, "tsc"]));
  }
  return checks;
}

async function fetchRuntime(name: Runtime["name"], range: string): Promise<Runtime> {
  const command = name.toLowerCase();
  const program = (
    await run("npx", ["-y", "-p", `${command}@${range}`, "-c", `${command} -p process.execPath`])
  ).trim();
  return { name, program, version: (await run(program, ["-p", `process.versions.${command}`])).trim() };
}

try {
  const { matrix } = command.parse().opts<{ matrix?: true }>();
  const tarball = await packPackage();
  const consumer = await Consumer.install(tarball);
  try {
    const allPass = await runChecks(matrix ? await everywhere(consumer) : await quick(tarball, consumer));
    process.exitCode = allPass ? exitCodes.ok : exitCodes.findings;
  } finally {
    consumer.remove();
  }
} catch (error) {
  process.exitCode = exitCodeOf(error, "the check", (message) => console.error(`check:package: ${message}`));
}
