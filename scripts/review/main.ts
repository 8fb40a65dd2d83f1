import { readText } from "./output.js";
import { run } from "./run.js";

// No handler for SIGINT: the work is done in one go, so only its default ends the command at once, with 130.
process.exitCode = run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  read: readText,
  today: () => new Date().toISOString().slice(0, 10),
});
