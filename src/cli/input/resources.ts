import type { PublishedForm } from "../../bodies.js";
import type { ResourceOrigin, ResourceToAdd } from "../../catalog/types.js";
import { checkBody } from "../../check.js";
import { CliFailure } from "../exit-codes.js";
import { requireProperty, type TextProperty } from "./columns.js";
import { type ColumnMap, readCsv } from "./csv.js";
import { readJson, readJsonLines } from "./json.js";
import type { InputRecord } from "./records.js";
import type { Source } from "./source.js";

export interface ResourceInputOptions {
  readonly map: ColumnMap;
  /** Origin system of records that name none. */
  readonly originSystem: string | undefined;
  /** The body a resource is sent in. */
  readonly bodyOf: (resource: ResourceToAdd) => PublishedForm;
  readonly onIgnored: (columns: readonly string[]) => void;
}

/** An input that was found in order. */
export interface ResourceInput {
  /** The line each resource starts in, in the order of the resources. */
  readonly lines: readonly number[];
  /** The resources, read anew each time: of a long input they are never all in memory. */
  readonly read: () => AsyncGenerator<ResourceToAdd>;
}

/** So many mistakes are told; a wrong format makes one a line. */
const maxProblems = 100;

/**
 * Reads an input through, before anything is sent.
 *
 * @throws CliFailure naming the lines of all mistakes.
 */
export async function checkResources(source: Source, options: ResourceInputOptions): Promise<ResourceInput> {
  const lines: number[] = [];
  const problems: string[] = [];
  for await (const record of readRecords(source, options)) {
    const found = problemsOf(record, options);
    problems.push(...found.map((problem) => `${source.name}:${record.line}: ${problem}`));
    lines.push(record.line);
  }
  if (problems.length > 0) throw new CliFailure("usage", summary(problems));
  if (lines.length === 0) throw new CliFailure("usage", `${source.name} holds no resource`);
  return { lines, read: () => readResources(source, options) };
}

function summary(problems: readonly string[]): string {
  const more = problems.length - maxProblems;
  const told = problems.slice(0, maxProblems).map((problem) => `  ${problem}`);
  if (more > 0) told.push(`  and ${more} more`);
  return `nothing was sent, because the input has mistakes:\n${told.join("\n")}`;
}

async function* readResources(source: Source, options: ResourceInputOptions): AsyncGenerator<ResourceToAdd> {
  for await (const { value } of readRecords(source, { ...options, onIgnored: () => undefined })) {
    yield toResource(value as object, options);
  }
}

function readRecords(
  { format, text }: Source,
  { map, onIgnored, originSystem }: ResourceInputOptions,
): Iterable<InputRecord> | AsyncIterable<InputRecord> {
  if (format === "jsonl") return readJsonLines(text);
  if (format === "json") return readJson(text);
  const needed = [originProperty("originId")];
  if (originSystem === undefined) needed.push(originProperty("originSystem"));
  return readCsv(text, { map, needed, onIgnored });
}

/** Typed, so that a name the contract does not have does not compile. */
function originProperty(name: keyof ResourceOrigin): TextProperty {
  return requireProperty(name);
}

function toResource(value: object, { originSystem }: ResourceInputOptions): ResourceToAdd {
  return { ...(originSystem !== undefined && { originSystem }), ...value } as ResourceToAdd;
}

function problemsOf({ value, problem }: InputRecord, options: ResourceInputOptions): string[] {
  if (problem !== undefined) return [problem];
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return ["this is no resource: give a JSON object"];
  const resource = toResource(value, options);
  const origin = { originSystem: resource.originSystem, originId: resource.originId };
  const missing = Object.entries(origin).filter(
    ([, part]) => part === undefined || part === null || String(part) === "",
  );
  const issues = checkBody(options.bodyOf(resource), "createAccessPackageResourceRequest");
  return [
    ...missing.map(([name]) => `${name} is missing`),
    ...issues.map(({ pointer, message }) => `${pointer.split("/").slice(2).join("/")}: ${message}`),
  ];
}
