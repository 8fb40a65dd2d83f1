import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createCommand, exitCodeOf, exitCodes, standardOutput } from "../command.js";

const folder = "scripts/api-report";
const command = createCommand(
  "npm run api-report --",
  "Writes the public types of each built entry point to generated/api.",
  `\nEach entry point has a configuration of api-extractor in ${folder}. They share base.json.\nExit codes: 0 written or fresh, 2 usage, 3 not built, or a report is stale.`,
  standardOutput(),
).option("--check", "write nothing; fail when a report is stale");

try {
  const { check } = command.parse().opts<{ check?: true }>();
  const configurations = readdirSync(folder).filter((name) => name.endsWith(".json") && name !== "base.json");
  const isFresh = configurations.map((name) => {
    const args = ["run", ...(check ? [] : ["--local"]), "--config", join(folder, name)];
    return spawnSync("api-extractor", args, { stdio: "inherit", shell: process.platform === "win32" }).status === 0;
  });
  if (isFresh.includes(false)) {
    console.error(
      "A report is stale: run `npm run build && npm run api-report`, and review the change of generated/api.",
    );
    process.exitCode = exitCodes.stale;
  }
} catch (error) {
  process.exitCode = exitCodeOf(error, "The report", console.error);
}
