import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startEmulator } from "access-package-resource-requests/emulator";
import { CommandFailure } from "../command.js";
import { Screen } from "./screen.js";

const columns = 106;
const groups = 600;
/** Where in the run the picture of the progress is taken: enough of the bar to see, and enough left to do. */
const share = 0.6;
const catalog = { id: "b1bf1a0c-6a3e-4f0e-9d0b-5a8f3a5f7d21", displayName: "Marketing" };
const command = ["import", "groups.csv", "--catalog-name", catalog.displayName, "--journal", "groups.journal"];

/** Makes a process with pipes draw as on a terminal, with both of its outputs in the order of their writes. */
const terminal = `
for (const stream of [process.stdout, process.stderr]) Object.assign(stream, { isTTY: true, columns: ${columns} });
process.stderr.write = process.stdout.write.bind(process.stdout);`;

/** What the terminal shows during an import and at its end. */
interface ImportRun {
  readonly progress: string;
  readonly summary: string;
}

/** A list of groups, one of them twice. */
function groupFile(): string {
  const ids = Array.from(
    { length: groups },
    (_, index) => `5d0e7c3a-0000-4000-8000-${String(index).padStart(12, "0")}`,
  );
  return ["originSystem,originId", ...ids, ids.at(-1) ?? ""]
    .map((line, index) => (index > 0 ? `AadGroup,${line}` : line))
    .join("\n");
}

/** Imports groups into an emulator that throttles and refuses one of them, as a user would on a terminal. */
export async function runImport(): Promise<ImportRun> {
  const emulator = await startEmulator({ catalogs: [catalog], throttle: { ratePerSecond: 120, burst: 60 } });
  const folder = mkdtempSync(join(tmpdir(), "pictures-"));
  try {
    emulator.faults.next({ kind: "status", status: 403, code: "CallerNotResourceOwner", level: "member" });
    writeFileSync(join(folder, "groups.csv"), groupFile());
    return await watch([...command, "--endpoint", emulator.endpoint], folder);
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
}

async function watch(args: readonly string[], cwd: string): Promise<ImportRun> {
  const screen = new Screen();
  screen.write(`$ npx access-package-resource-requests ${command.join(" ")}\n`);
  const seen: string[] = [];
  const show = (output: Buffer) => {
    screen.write(output.toString());
    seen.push(screen.text);
  };
  const preload = `data:text/javascript,${encodeURIComponent(terminal)}`;
  const child = spawn(process.execPath, ["--import", preload, resolve("dist/cli.cjs"), ...args], { cwd });
  child.stdout.on("data", show);
  // What Node itself reports.
  child.stderr.on("data", show);
  const [code] = await once(child, "close");
  // The exit code is 1, because one group is refused.
  if (code !== 1) throw new CommandFailure("findings", `The import exited with ${code}:\n${screen.text}`);
  return { progress: seen[Math.floor(seen.length * share)] ?? "", summary: screen.text };
}
