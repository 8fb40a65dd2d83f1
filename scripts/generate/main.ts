import { standardOutput } from "../command.js";
import { run } from "./run.js";

const interruption = new AbortController();
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => interruption.abort());
// The files get the same permissions for every user.
process.umask(0o022);
process.exitCode = await run(process.argv.slice(2), {
  ...standardOutput(),
  root: process.cwd(),
  signal: interruption.signal,
});
