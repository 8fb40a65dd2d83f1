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

/** What a journal belongs to. */
export interface Owner {
  readonly catalogId: string;
  /** Absent in a file of a version that did not record it. */
  readonly service: string | undefined;
}

/** The first line of a journal. */
export function headerOf({ catalogId, service }: Owner): string {
  return `${JSON.stringify({ journal: version, catalogId, service })}\n`;
}

/** Whether a file without a complete line may be a journal whose first line was cut off. */
export function startsLikeHeader(text: string): boolean {
  return text.startsWith(headerStart) || headerStart.startsWith(text);
}

export function parseHeader(text: string): Owner | undefined {
  const { journal, catalogId, service } = parseObject(text);
  if (journal !== version || typeof catalogId !== "string") return undefined;
  return { catalogId, service: typeof service === "string" ? service : undefined };
}

/** Whether the first line is in a later version of the format. */
export function isNewer(text: string): boolean {
  return Number(parseObject(text)["journal"]) > version;
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
