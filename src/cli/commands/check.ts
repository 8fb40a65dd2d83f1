import { type Command, Option } from "commander";
import type { ValidationIssue } from "../../contract/issue.js";
import { beta } from "../../versions/beta/version.js";
import type { Context } from "../context.js";
import { CliFailure, type ExitCode, exitCodes } from "../exit-codes.js";
import { helpEnd } from "../help.js";
import { readJson, readJsonLines } from "../input/json.js";
import type { InputRecord } from "../input/records.js";
import { type Format, readSource } from "../input/source.js";
import { addOutputOptions, filled, type OutputOptions } from "../options.js";
import { Table } from "../output/table.js";

type CheckOptions = OutputOptions & { readonly format?: Exclude<Format, "csv">; readonly byRef?: true };

const columns = [
  { title: "LINE", width: 6 },
  { title: "WHERE", width: 30 },
  { title: "WHAT", width: 40 },
];

export function defineCheck(program: Command, context: Context): void {
  addOutputOptions(program.command("check"))
    .summary("check request bodies against the contract")
    .description(
      "Checks bodies of createAccessPackageResourceRequest against the contract: required and read-only properties, and JSON types. Nothing is sent. The file contains one body, a JSON array of bodies, or JSON Lines.",
    )
    .argument("<file>", "the file; - for standard input", filled)
    .addOption(new Option("--format <name>", "format of the file (default: by its ending)").choices(["json", "jsonl"]))
    .option("--by-ref", "check for the path with /$ref, which takes the page form only")
    .addHelpText("after", helpEnd("check bodies.jsonl", "check body.json --by-ref --json"))
    .action(async (file: string, options: CheckOptions) => context.finish(await check(file, options, context)));
}

async function check(file: string, options: CheckOptions, { io, output }: Context): Promise<ExitCode> {
  const source = await readSource(io, file, options.format);
  if (source.format === "csv")
    throw new CliFailure("usage", "check reads JSON and JSON Lines, and no CSV; import reads CSV");
  const operationId = options.byRef ? "createAccessPackageResourceRequestByRef" : "createAccessPackageResourceRequest";
  const table = new Table(columns, output.width);
  const records = source.format === "json" ? readJson(source.text) : readJsonLines(source.text);
  if (records.length === 0) throw new CliFailure("usage", `${source.name} contains no body`);
  let broken = 0;
  for (const record of records) {
    const issues = issuesOf(record, operationId);
    if (issues.length === 0) continue;
    broken += 1;
    if (broken === 1 && !options.json) await output.print(table.header);
    for (const issue of issues)
      await (options.json ? output.printJson(issue) : output.print(table.row(cellsOf(issue))));
  }
  if (!options.quiet) output.note(`${records.length} bodies checked, ${broken} with issues`);
  return broken === 0 ? exitCodes.ok : exitCodes.failed;
}

/** What `--json` prints. The pointer is a JSON pointer; it is empty for the body itself. */
type LineIssue = { readonly line: number; readonly form?: string } & (
  | ValidationIssue
  | { readonly pointer: string; readonly rule: "syntax"; readonly message: string }
);

function issuesOf({ line, value, problem }: InputRecord, operationId: string): LineIssue[] {
  if (problem !== undefined) return [{ line, pointer: "", rule: "syntax", message: problem }];
  return beta.contract.checkBody(value, operationId).map((issue) => ({ line, ...issue }));
}

function cellsOf({ line, pointer, form, message }: LineIssue): string[] {
  return [String(line), pointer || "(body)", form === undefined ? message : `${message} (${form} form)`];
}
