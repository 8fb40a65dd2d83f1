import { run } from "./run.js";

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => interruption.abort());
// Whoever runs the command, the files get the same permissions.
process.umask(0o022);
run(process.argv.slice(2), {
  root: process.cwd(),
  signal: interruption.signal,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
