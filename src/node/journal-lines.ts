import type { JournalState } from "../catalog/journal.js";

/** One line: keys, and their new state as an index into `states`. */
export interface ParsedEntry {
  readonly keys: readonly string[];
  readonly number: number;
}

/** The version of the format. */
const version = 1;
const headerStart = `{"journal":${version},`;

// An object, so that a new state does not compile before it is added here.
const known = {
  sending: true,
  added: true,
  accepted: true,
  alreadyPresent: true,
  validated: true,
  failed: true,
  unknown: true,
} satisfies Record<JournalState, true>;

export const states = Object.keys(known) as readonly JournalState[];

/** The first line of the journal of a catalog. */
export function headerOf(catalogId: string): string {
  return `${JSON.stringify({ journal: version, catalogId })}\n`;
}

/** Whether a file without a complete line may be a journal whose first line was cut off. */
export function startsLikeHeader(text: string): boolean {
  return text.startsWith(headerStart) || headerStart.startsWith(text);
}

/** The catalog in a first line. */
export function parseHeader(text: string): string | undefined {
  const { journal, catalogId } = parseObject(text);
  return journal === version && typeof catalogId === "string" ? catalogId : undefined;
}

export function parseEntry(text: string): ParsedEntry | undefined {
  const { sending, key, outcome } = parseObject(text);
  if (Array.isArray(sending)) return entry(sending, "sending");
  return outcome === "sending" ? undefined : entry([key], outcome);
}

function entry(keys: readonly unknown[], state: unknown): ParsedEntry | undefined {
  const number = states.indexOf(state as JournalState);
  return number >= 0 && keys.every((key) => typeof key === "string") ? { keys, number } : undefined;
}

function parseObject(text: string): Partial<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
