import { version } from "../../package.json";

const argv = process.argv.slice(2);

async function main(): Promise<void> {
  // The commands load the whole SDK, which takes longer than starting Node.
  const [{ processIo }, { run }] = await Promise.all([import("./io.js"), import("./run.js")]);
  process.exitCode = await run(argv, processIo());
}

if (argv.length === 1 && argv[0] === "--version") process.stdout.write(`${version}\n`);
else void main();
