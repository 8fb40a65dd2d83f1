import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diffRows } from "../../../scripts/review/compare/diff.js";
import { judge } from "../../../scripts/review/judge/verdict.js";
import { rowsOf } from "../contract.js";
import { edits } from "../edits.js";
import { schemaEdits } from "../schemas.js";
import { differences } from "./differences.js";

interface Texts {
  readonly before: string;
  readonly after: string;
}

/** Whether a change breaks: only on the wire, because oasdiff knows neither types nor the ledger. */
function ours({ before, after }: Texts): boolean {
  return diffRows(rowsOf(before), rowsOf(after)).some((change) => judge(change, "0.1.0").wire === "breaking");
}

function theirs(program: string, folder: string, { before, after }: Texts): boolean {
  const [base, revision] = [join(folder, "before.yaml"), join(folder, "after.yaml")];
  writeFileSync(base, before);
  writeFileSync(revision, after);
  const { status, error, stderr } = spawnSync(
    program,
    ["breaking", "--flatten-allof", "--fail-on", "WARN", base, revision],
    {
      encoding: "utf8",
    },
  );
  if (error || status === null || status > 1) throw new Error(error?.message ?? `oasdiff exits ${status}: ${stderr}`);
  return status === 1;
}

/** Compares both verdicts on every edit. A difference without an explanation, or the reverse, fails. */
function compare(program: string, folder: string): number {
  let wrong = 0;
  const all = [...edits, ...schemaEdits];
  for (const edit of all) {
    const [here, there] = [ours(edit), theirs(program, folder, edit)];
    const why = differences[edit.edit];
    const words = { true: "breaking", false: "not breaking" };
    if (here === there && why === undefined) continue;
    const explained = here !== there && why !== undefined;
    if (!explained) wrong++;
    console.log(
      `${explained ? "explained  " : "UNEXPLAINED"} ${edit.edit}: ours ${words[`${here}`]}, oasdiff ${words[`${there}`]}. ${why ?? ""}`,
    );
  }
  console.log(`${all.length} edits, ${wrong} differences unexplained or explanations needless`);
  return wrong === 0 ? 0 : 1;
}

const folder = mkdtempSync(join(tmpdir(), "oasdiff-"));
try {
  process.exitCode = compare(process.argv[2] ?? "oasdiff", folder);
} catch (error) {
  process.exitCode = 5;
  console.error(error instanceof Error ? `${error.message}\nInstall oasdiff 1.36, or name its program.` : error);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
