import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../scripts/drift/run.js";
import { captureOutput } from "../support/output.js";
import { temporaryFolder } from "../support/temporary-folder.js";

export interface Edit {
  readonly from: string;
  readonly to: string;
}

export interface Result {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

const fixtures = join(__dirname, "fixtures");

/** A fixture after one edit. Throws unless `from` occurs in it exactly once. */
export function edited(name: "model.xml" | "spec.yaml", edit?: Edit): string {
  const text = readFileSync(join(fixtures, name), "utf8");
  if (edit === undefined) return text;
  if (text.split(edit.from).length !== 2) throw new Error(`${name} has not exactly one "${edit.from}"`);
  return text.replace(edit.from, () => edit.to);
}

/** Runs the command and returns what it printed. */
export async function capture(args: readonly string[]): Promise<Result> {
  const { printed, ...output } = captureOutput();
  const exitCode = await run(args, output);
  return { exitCode, ...printed };
}

/** Runs the command on the fixtures, with some of them edited or replaced. */
export async function drift(
  texts: { model?: Edit | string | Buffer; spec?: Edit | string; ledger?: string } = {},
  ...args: string[]
): Promise<Result> {
  const folder = temporaryFolder("drift");
  const { model, spec, ledger = "entries: []" } = texts;
  const written: Record<string, string | Buffer> = {
    "model.xml": typeof model === "string" || Buffer.isBuffer(model) ? model : edited("model.xml", model),
    "spec.yaml": typeof spec === "string" ? spec : edited("spec.yaml", spec),
    "ledger.yaml": ledger,
  };
  for (const [name, text] of Object.entries(written)) writeFileSync(join(folder, name), text);
  return capture([...filesIn(folder), "--metadata", join(folder, "model.xml"), ...args]);
}

/** The flags that name the spec and the ledger of a folder. */
function filesIn(folder: string): string[] {
  return ["--spec", join(folder, "spec.yaml"), "--ledger", join(folder, "ledger.yaml")];
}

/** The differences in short form, as `key kind: service / spec`. */
export async function differences(texts: Parameters<typeof drift>[0]): Promise<string[]> {
  const { out } = await drift(texts, "--json");
  const { differences: list } = JSON.parse(out) as { differences: Record<string, string | null>[] };
  return list.map(({ key, kind, service, spec }) => `${key} ${kind}: ${service} / ${spec}`);
}
