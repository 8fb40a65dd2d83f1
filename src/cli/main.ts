import { version } from "../../package.json";

const argv = process.argv.slice(2);
const { stdout, stderr } = process;

async function main(): Promise<void> {
  // The commands load the whole SDK, which takes longer than starting Node.
  const [{ processIo }, { run }] = await Promise.all([import("./io.js"), import("./run.js")]);
  const code = await run(argv, processIo());
  await Promise.all([stdout, stderr].map((stream) => new Promise((resolve) => stream.write("", resolve))));
  // Otherwise the socket of a credential that was interrupted keeps the process alive.
  process.exit(code);
}

/** A reader that has left is not a failure. */
function onError({ code }: NodeJS.ErrnoException): void {
  if (code === "EPIPE") return;
  stderr.write(`error: standard output cannot be written (${code})\n`);
  // As in exit-codes.ts, which loads too much.
  process.exitCode = 5;
}

if (argv.length === 1 && argv[0] === "--version") stdout.on("error", onError).write(`${version}\n`);
else void main();
