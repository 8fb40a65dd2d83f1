import { type Command, Option } from "commander";
import type { ValidationIssue } from "../../contract/issue.js";
import type { Api } from "../api-versions.js";
import type { Context } from "../context.js";
import { CliFailure, type ExitCode, exitCodes } from "../exit-codes.js";
import { helpEnd } from "../help.js";
import { readJson, readJsonLines } from "../input/json.js";
import type { InputRecord } from "../input/records.js";
import { type Format, readSource } from "../input/source.js";
import { addApiVersionOption, addOutputOptions, nonEmpty, type OutputOptions } from "../options.js";
import { Table } from "../output/table.js";

interface CheckOptions extends OutputOptions {
  readonly api: Api;
  readonly format?: Exclude<Format, "csv">;
  readonly byRef?: true;
}

const accepted = ["json", "jsonl"] as const;
const columns = [
  { title: "LINE", width: 6 },
  { title: "WHERE", width: 30 },
  { title: "WHAT", width: 40 },
];

export function defineCheck(program: Command, context: Context): void {
  addApiVersionOption(addOutputOptions(program.command("check")), context)
    .summary("check request bodies against the contract")
    .description(
      "Checks request bodies against the contract of the version: required and read-only properties, and JSON types. A name that is probably misspelt is a warning, which does not affect the exit code. Nothing is sent. The file contains one body, a JSON array of bodies, or JSON Lines.",
    )
    .argument("<file>", "path of the file; - for standard input", nonEmpty)
    .addOption(new Option("--format <name>", "format of the file (default: from its extension)").choices(accepted))
    .option("--by-ref", "check for the /$ref path of beta, which accepts only the page form")
    .addHelpText("after", helpEnd("check bodies.jsonl", "check body.json --by-ref --json"))
    .action(async (file: string, options: CheckOptions) => context.finish(await check(file, options, context)));
}

async function check(file: string, options: CheckOptions, { io, output }: Context): Promise<ExitCode> {
  const source = await readSource(io, file, options.format, accepted);
  if (source.format === "csv")
    throw new CliFailure("usage", "check reads JSON and JSON Lines, not CSV; import reads CSV");
  const { contract, operations } = options.api.version;
  const operationId = options.byRef ? operations.createByRef : operations.create;
  if (operationId === undefined) throw new CliFailure("usage", "--by-ref belongs to beta; v1.0 does not have it");
  const table = new Table(columns, output.tableWidth);
  const records = source.format === "json" ? readJson(source.text) : readJsonLines(source.text);
  if (records.length === 0) throw new CliFailure("usage", `${source.name} contains no body`);
  let broken = 0;
  let doubtful = 0;
  for (const record of records) {
    const issues = issuesOf(record, (body) => contract.checkBody(body, operationId));
    if (issues.length === 0) continue;
    if (broken + doubtful === 0 && !options.json) await output.print(table.header);
    if (issues.some(({ rule }) => rule !== "misspelt")) broken += 1;
    else doubtful += 1;
    for (const issue of issues)
      await (options.json ? output.printJson(issue) : output.print(table.row(cellsOf(issue))));
  }
  if (!options.quiet)
    output.note(
      `${records.length} checked, ${broken} with issues${doubtful > 0 ? `, ${doubtful} with warnings only` : ""}`,
    );
  return broken === 0 ? exitCodes.ok : exitCodes.failed;
}

/** What `--json` prints. The pointer is a JSON pointer; it is empty for the body itself. */
type LineIssue = { readonly line: number; readonly item?: number | undefined; readonly form?: string } & (
  | ValidationIssue
  | { readonly pointer: string; readonly rule: "syntax"; readonly message: string }
);

function issuesOf(
  { line, item, value, problem }: InputRecord,
  checkBody: (body: unknown) => ValidationIssue[],
): LineIssue[] {
  if (problem !== undefined) return [{ line, item, pointer: "", rule: "syntax", message: problem }];
  return checkBody(value).map((issue) => ({ line, item, ...issue }));
}

function cellsOf({ line, item, pointer, rule, form, message }: LineIssue): string[] {
  const text = rule === "misspelt" ? `warning: ${message}` : message;
  return [
    item === undefined ? String(line) : `item ${item}`,
    pointer || "(body)",
    form === undefined ? text : `${text} (${form} form)`,
  ];
}
