import { exitCodes, standardOutput } from "../command.js";
import { run } from "./run.js";

// Files are written whole and in one go, so that at any moment a signal is let in, the reports are old or new.
process.once("SIGINT", () => process.exit(exitCodes.interrupted));

process.exitCode = await run(process.argv.slice(2), {
  ...standardOutput,
  today: () => new Date().toISOString().slice(0, 10),
});
