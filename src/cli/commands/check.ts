import { type Command, Option } from "commander";
import { checkBody, type OperationId } from "../../contract/check.js";
import type { Context } from "../context.js";
import { CliFailure, type ExitCode, exitCodes } from "../exit-codes.js";
import { examples, exitCodeHelp } from "../help.js";
import { readJson, readJsonLines } from "../input/json.js";
import type { InputRecord } from "../input/records.js";
import { type Format, readSource } from "../input/source.js";
import { filled, type OutputOptions, withOutput } from "../options.js";
import { Table } from "../output/table.js";
import { toJsonLine } from "../output/text.js";

interface CheckOptions extends OutputOptions {
  readonly format?: Exclude<Format, "csv">;
  readonly byRef?: true;
}

const columns = [
  { title: "LINE", width: 6 },
  { title: "WHERE", width: 30 },
  { title: "WHAT", width: 40 },
];

export function defineCheck(program: Command, context: Context): void {
  withOutput(program.command("check"))
    .summary("check request bodies against the contract")
    .description(
      "Checks bodies of createAccessPackageResourceRequest against the contract: required and read-only properties and JSON types. Nothing is sent. The file holds one body, a JSON array of them, or JSON Lines.",
    )
    .argument("<file>", "the file; - for standard input", filled)
    .addOption(new Option("--format <name>", "what the file is (default: by its ending)").choices(["json", "jsonl"]))
    .option("--by-ref", "check for the address with /$ref, which takes the page form only")
    .addHelpText("after", examples("check bodies.jsonl", "check body.json --by-ref --json") + exitCodeHelp)
    .action(async (file: string, options: CheckOptions) => context.finish(await check(file, options, context)));
}

async function check(file: string, options: CheckOptions, { io, output }: Context): Promise<ExitCode> {
  const source = await readSource(io, file, options.format);
  if (source.format === "csv") throw new CliFailure("usage", "bodies are JSON or JSON Lines; `import` reads CSV");
  const operationId = options.byRef ? "createAccessPackageResourceRequestByRef" : "createAccessPackageResourceRequest";
  const table = new Table(columns, output.width);
  let bodies = 0;
  let broken = 0;
  for (const record of source.format === "json" ? readJson(source.text) : readJsonLines(source.text)) {
    bodies += 1;
    const issues = issuesOf(record, operationId);
    if (issues.length === 0) continue;
    broken += 1;
    if (broken === 1 && !options.json) await output.print(table.header);
    for (const issue of issues) await output.print(options.json ? toJsonLine(issue) : table.row(cellsOf(issue)));
  }
  if (bodies === 0) throw new CliFailure("usage", `${source.name} holds no body`);
  const verdict = broken === 0 ? "all keep the contract" : `${broken} break the contract`;
  if (!options.quiet) output.note(`${bodies} bodies: ${verdict}`);
  return broken === 0 ? exitCodes.ok : exitCodes.failed;
}

/** What `--json` prints. */
interface LineIssue {
  readonly line: number;
  /** JSON pointer; empty for the body itself. */
  readonly pointer: string;
  readonly rule: "required" | "readOnly" | "type" | "syntax";
  readonly form?: "published" | "page";
  readonly message: string;
}

function issuesOf({ line, value, problem }: InputRecord, operationId: OperationId): LineIssue[] {
  if (problem !== undefined) return [{ line, pointer: "", rule: "syntax", message: problem }];
  return checkBody(value, operationId).map((issue) => ({ line, ...issue }));
}

function cellsOf({ line, pointer, form, message }: LineIssue): string[] {
  return [
    String(line),
    pointer === "" ? "(body)" : pointer,
    form === undefined ? message : `${message} (${form} form)`,
  ];
}
