/** One record of an input: its value, or what is wrong with it. */
export type InputRecord = {
  readonly line: number;
  /** Its place in a JSON array that has several items on one line, from 1. */
  readonly item?: number | undefined;
} & ({ readonly value: unknown; readonly problem?: never } | { readonly value?: never; readonly problem: string });

/** A longer record is a mistake, such as an unclosed quote. In bytes of CSV, in characters of JSON. */
export const maxRecordSize = 1024 * 1024;

/** Why a column or a key is not sent, in the order of the notes. */
export const reasons = ["only the service sets it", "only JSON can contain it", "not a property"] as const;

/** What an input contains in addition to its records. Each is reported once. */
export interface InputNotes {
  /** What names the values. */
  readonly what: "column" | "key";
  /** Columns and keys that are not sent, and why. */
  readonly notSent: Map<string, (typeof reasons)[number]>;
  /** Columns and keys that `--map` specifies. */
  readonly mapped: Set<string>;
  /** Properties that a column or a key contains. */
  readonly found: Set<string>;
  /** The first line with invisible characters around a value. */
  invisibleIn?: number;
  /** Whether the input is one page of a longer list. */
  isPage?: true;
}

export function newNotes(what: InputNotes["what"]): InputNotes {
  return { what, notSent: new Map(), mapped: new Set(), found: new Set() };
}
