import { spawnSync } from "node:child_process";
import { steps } from "./steps.js";

let failed = 0;
for (const { name, command } of steps) {
  const started = Date.now();
  const [program = "", ...args] = command;
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (status === 0) continue;
  failed += 1;
  console.log(
    `  ${command.join(" ")}\n${stdout ?? ""}${stderr ?? ""}${error ? error.message : ""}`.replace(/\n(?=.)/g, "\n  "),
  );
}
console.log(`${steps.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
