import type { ResourceOrigin, ResourceToAdd } from "../../catalog/types.js";
import type { PublishedForm } from "../../contract/bodies.js";
import { checkBody } from "../../contract/check.js";
import { CliFailure } from "../exit-codes.js";
import { type Property, requireProperty } from "./columns.js";
import { readCsv } from "./csv.js";
import { type ColumnMap, unusedOf } from "./header.js";
import { readJson, readJsonLines } from "./json.js";
import { toResourceRecord } from "./objects.js";
import { forceHint, implausibilities } from "./plausible.js";
import { type InputNotes, type InputRecord, newNotes } from "./records.js";
import type { Source } from "./source.js";

export interface ResourceInputOptions {
  readonly map: ColumnMap;
  /** Origin system of records that name none. */
  readonly originSystem: string | undefined;
  /** Whether values pass that the service cannot know. */
  readonly force: boolean;
  /** The body a resource is sent in. */
  readonly bodyOf: (resource: ResourceToAdd) => PublishedForm;
  /** Called once, when there is no mistake. */
  readonly onNotes: (notes: InputNotes) => void;
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
  assertFormat(source);
  const lines: number[] = [];
  const problems = new Problems(source.name);
  const notes = newNotes();
  for await (const record of readRecords(source, options, notes)) {
    problems.add(record, options);
    lines.push(record.line);
  }
  if (source.format !== "csv" && lines.length > 0) problems.addGeneral(lines[0], unusedOf(options.map, notes));
  problems.assertNone();
  options.onNotes(notes);
  if (lines.length === 0) throw new CliFailure("usage", `${source.name} holds no resource`);
  return { lines, read: () => readResources(source, options) };
}

/** @throws CliFailure when JSON was taken for CSV, or something else for JSON. */
function assertFormat({ name, format, text }: Source): void {
  if (format === "csv" && /^\s*(?:\[\s*)?\{/.test(text))
    throw new CliFailure("usage", `${name} is JSON: say --format json`);
  if (format !== "json" || !/^\s*[^\s[{]/.test(text)) return;
  throw new CliFailure("usage", `${name} does not begin as JSON: remove what is before [ or {, or say --format csv`);
}

/** What is wrong with an input, told all at once. */
class Problems {
  readonly #name: string;
  readonly #told: string[] = [];
  readonly #general = new Set<string>();
  #more = 0;
  #hasResource = false;
  #canForce = false;

  constructor(name: string) {
    this.#name = name;
  }

  add(record: InputRecord, options: ResourceInputOptions): void {
    const { line, value, problem } = record;
    if (problem !== undefined) {
      if (record.isGeneral && !this.#hasResource) this.addGeneral(line, problem);
      else this.#tell(line, problem);
      return;
    }
    this.#hasResource = true;
    const resource = toResource(value as object, options);
    const issues = issuesOf(resource, options);
    const doubts = issues.length > 0 || options.force ? [] : implausibilities({ ...resource });
    for (const each of [...issues, ...doubts]) this.#tell(line, each);
    this.#canForce ||= doubts.length > 0;
  }

  addGeneral(line: number | undefined, problem: string | undefined): void {
    // The keys that follow may differ from object to object.
    const [what = ""] = problem?.split(";") ?? [];
    if (problem === undefined || this.#general.has(what)) return;
    this.#general.add(what);
    this.#tell(line, problem);
  }

  #tell(line: number | undefined, problem: string): void {
    if (this.#told.length < maxProblems) this.#told.push(`  ${this.#name}:${line}: ${problem}`);
    else this.#more += 1;
  }

  /** @throws CliFailure when there is one. */
  assertNone(): void {
    if (this.#told.length === 0) return;
    const more = this.#more > 0 ? `\n  and ${this.#more} more` : "";
    const hint = this.#canForce ? forceHint : "";
    const told = this.#told.join("\n");
    throw new CliFailure("usage", `nothing was sent, because the input has mistakes:\n${told}${more}${hint}`);
  }
}

async function* readResources(source: Source, options: ResourceInputOptions): AsyncGenerator<ResourceToAdd> {
  for await (const { value } of readRecords(source, options, newNotes())) yield toResource(value as object, options);
}

async function* readRecords(
  { format, text }: Source,
  { map, originSystem }: ResourceInputOptions,
  notes: InputNotes,
): AsyncGenerator<InputRecord> {
  const needed = [originProperty("originId")];
  if (originSystem === undefined) needed.push(originProperty("originSystem"));
  const options = { map, needed, notes };
  if (format === "csv") yield* readCsv(text, options);
  else
    for (const record of format === "json" ? readJson(text, notes) : readJsonLines(text))
      yield toResourceRecord(record, options);
}

/** Typed, so that a name the contract does not have does not compile. */
function originProperty(name: keyof ResourceOrigin): Property {
  return requireProperty(name);
}

function toResource(value: object, { originSystem }: ResourceInputOptions): ResourceToAdd {
  return { ...(originSystem !== undefined && { originSystem }), ...value } as ResourceToAdd;
}

function issuesOf(resource: ResourceToAdd, { bodyOf }: ResourceInputOptions): string[] {
  const origin = { originSystem: resource.originSystem, originId: resource.originId };
  const missing = Object.entries(origin).filter(([, part]) => part === undefined);
  const issues = checkBody(bodyOf(resource), "createAccessPackageResourceRequest");
  return [
    ...missing.map(
      ([name]) => `${name} is missing${name === "originSystem" ? ": give it, or for all by --origin-system" : ""}`,
    ),
    ...issues.map(({ pointer, message }) => `${pointer.split("/").slice(2).join("/")}: ${message}`),
  ];
}
