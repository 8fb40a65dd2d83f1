import { exitCodes, standardOutput } from "../command.js";
import { run } from "./run.js";

// Each file is replaced as a whole, so a signal leaves the reports either old or new.
process.once("SIGINT", () => process.exit(exitCodes.interrupted));

process.exitCode = await run(process.argv.slice(2), {
  ...standardOutput(),
  today: () => new Date().toISOString().slice(0, 10),
  env: process.env,
  hasColor: process.stdout.isTTY === true && process.stdout.hasColors(),
});
