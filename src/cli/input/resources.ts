import type { ResourceToAdd } from "../../catalog/any-version.js";
import { keyOf } from "../../catalog/origin.js";
import { isObject } from "../../contract/is-object.js";
import { CliFailure } from "../exit-codes.js";
import { bodyOf, type ImportOptions } from "../options.js";
import { inQuotes } from "../output/text.js";
import { keyOfName } from "./columns.js";
import { readCsv } from "./csv.js";
import { missingIn } from "./header.js";
import { readJson, readJsonLines } from "./json.js";
import { toResourceRecord } from "./normalize.js";
import { forceHint, implausibilities } from "./plausible.js";
import { type InputNotes, type InputRecord, newNotes } from "./records.js";
import type { Source } from "./source.js";

export interface ResourceInput {
  readonly source: Source;
  readonly resources: readonly ResourceToAdd[];
  /** The line where each resource starts. */
  readonly lines: readonly number[];
  /** What a message calls the place of a resource. */
  readonly unit: "line" | "item";
  readonly notes: InputNotes;
}

/** Where a resource is: the number for a message, and what `--json` prints. */
export function placeOf({ lines, unit }: ResourceInput, index: number) {
  const line = Number(lines[index]);
  return unit === "line" ? { number: line, place: { line } } : { number: index + 1, place: { line, item: index + 1 } };
}

/** Each resource with its place, and that of the first earlier resource that is equal to it, if there is one. */
export function* withDuplicates(input: ResourceInput) {
  const first = new Map<string, number>();
  for (const [index, resource] of input.resources.entries()) {
    const { number, place } = placeOf(input, index);
    const key = keyOf(resource);
    const duplicateOf = first.get(key);
    if (duplicateOf === undefined) first.set(key, number);
    yield { resource, number, place, key, duplicateOf };
  }
}

type Properties = Record<string, unknown>;

/** Any other type is that of the group, application or site in the directory. */
const ownTypes: ReadonlySet<unknown> = new Set([
  undefined,
  "#microsoft.graph.accessPackageResource",
  "#microsoft.graph.customDataProvidedResource",
]);
/** A wrong format makes one problem per line, so a message shows no more than this. */
const maxProblems = 100;

/**
 * Reads and checks an input as a whole, before anything is sent.
 *
 * @throws CliFailure with the lines of all problems.
 */
export function readResources(source: Source, options: ImportOptions): ResourceInput {
  assertFormat(source);
  const { version } = options.api;
  const notes = newNotes(source.format === "csv" ? "column" : "key");
  const records = readRecords(source, options, notes);
  const resources: ResourceToAdd[] = [];
  const problems: string[] = [];
  let hint = "";
  for (const { line, item, value, problem } of records) {
    const where = item === undefined ? `${line}` : `${line}: item ${item}`;
    if (problem !== undefined) {
      problems.push(`${where}: ${problem}`);
      continue;
    }
    const { catalogId, ...resource }: Properties = { originSystem: options.originSystem, ...(value as Properties) };
    if (!ownTypes.has(resource["@odata.type"])) {
      delete resource["@odata.type"];
      notes.notSent.set("@odata.type", "not a property");
    }
    resources.push(resource as ResourceToAdd);
    const issues = [...catalogIssues(catalogId, options, notes), ...issuesOf(resource, options)];
    const doubts = options.force ? [] : implausibilities(resource, version.knownOriginSystems);
    if (doubts.length > 0 && issues.length === 0) hint = forceHint;
    // Not spread, because one resource can have more issues than a call accepts arguments.
    for (const each of [...issues, ...doubts]) problems.push(`${where}: ${each}`);
  }
  if (problems.length > 0) throw mistakesIn(source.name, problems, hint);
  if (records.length === 0) throw new CliFailure("usage", `${source.name} contains no resources`);
  const unit = records.some(({ item }) => item !== undefined) ? "item" : "line";
  return { source, resources, lines: records.map(({ line }) => line), unit, notes };
}

function catalogIssues(catalogId: unknown, { catalog }: ImportOptions, { notSent }: InputNotes): string[] {
  if (catalogId === undefined) return [];
  if (catalog === undefined) notSent.set("catalogId", "not a property");
  const id = typeof catalogId === "string" ? catalogId : JSON.stringify(catalogId);
  if (catalog === undefined || id.toLowerCase() === catalog.toLowerCase()) return [];
  const advice = "import it with that id as --catalog, or add --map catalogId= to ignore the id";
  return [`this is for the catalog ${inQuotes(id)}: ${advice}`];
}

/** @throws CliFailure when the text is obviously in another format. */
function assertFormat({ name, format, text }: Source): void {
  if (format === "csv" && /^\s*(?:\[\s*)?\{/.test(text))
    throw new CliFailure("usage", `${name} is JSON: use --format json`);
  if (format === "json" && /^\s*[^\s[{]/.test(text))
    throw new CliFailure("usage", `${name} does not start as JSON: remove what is before [ or {, or use --format csv`);
}

function mistakesIn(name: string, problems: readonly string[], hint: string): CliFailure {
  const shown = problems.slice(0, maxProblems).map((problem) => `\n  ${name}:${problem}`);
  const more = problems.length > maxProblems ? `\n  and ${problems.length - maxProblems} more` : "";
  return new CliFailure("usage", `nothing was sent, because the input has problems:${shown.join("")}${more}${hint}`);
}

function readRecords(
  { format, text }: Source,
  { api: { columns }, map = [], originSystem }: ImportOptions,
  notes: InputNotes,
): InputRecord[] {
  const options = {
    columns,
    map: new Map(
      map.map(([column, name]) => [
        keyOfName(column),
        name === "" ? undefined : columns.require(name, format === "csv"),
      ]),
    ),
    needed: originSystem === undefined ? ["originId", "originSystem"] : ["originId"],
    notes,
  };
  if (format === "csv") return readCsv(text, options);
  const read = format === "json" ? readJson(text, notes) : readJsonLines(text);
  const records = read.map((record) => ({ item: record.item, ...toResourceRecord(record, options) }));
  const first = read.find(({ value }) => isObject(value));
  const problem = missingIn(Object.keys(Object(first?.value)), options);
  if (!first || problem === undefined) return records;
  // Every object would have the same problem.
  return [{ line: first.line, problem }, ...records.filter((record) => record.problem !== undefined)];
}

function issuesOf(resource: Properties, options: ImportOptions): string[] {
  const { originSystem, originId } = resource;
  const { contract, operations } = options.api.version;
  const issues = contract.checkBody(bodyOf("Add", resource, options), operations.create);
  const others = issues.filter(
    // A missing origin is reported below, and a misspelt property does not keep a resource from being sent.
    ({ rule, pointer }) => rule !== "misspelt" && !(rule === "required" && /^\/\w+\/origin(Id|System)$/.test(pointer)),
  );
  return [
    ...(originSystem === undefined ? ["originSystem is missing: add it, or use --origin-system for all"] : []),
    ...(originId === undefined ? ["originId is missing"] : []),
    ...others.map(({ pointer, message }) => `${pointer.split("/").slice(2).join("/")}: ${message}`),
  ];
}
