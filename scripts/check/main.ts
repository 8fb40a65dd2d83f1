import { runChecks } from "../checks.js";
import { run } from "../program.js";
import { lastTag } from "../review/read/snapshot.js";

const release = lastTag(process.cwd());
const compared = release === undefined ? "no release tag: only the rules were checked" : `compared with ${release}`;

/** What must be true apart from the tests, and the npm script that checks it. The others read what the build writes. */
const scripts = {
  "The package builds": "build",
  "Format and lint rules are followed (Biome)": "lint",
  "No file, export or dependency is unused (knip)": "unused",
  "The code compiles (tsc)": "typecheck",
  "The type tests compile (tsc)": "test:types",
  "The specification passes lint (Spectral)": "lint:spec",
  "Everything public is documented (typedoc)": "docs",
  "The report of the public surface is fresh (api-extractor)": "api-report -- --check",
  "generated/ is fresh according to its hashes": "generate -- --check --quick",
  "The packed package works": "check:package",
  [`The review has no findings (${compared})`]: "review -- --quiet",
};

const checks = Object.entries(scripts).map(([name, script]) => ({
  name,
  run: async () => void (await run("npm", ["run", "--silent", ...script.split(" ")])),
}));
process.exitCode = (await runChecks(checks)) ? 0 : 1;
