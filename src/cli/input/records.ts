/** One record of an input: its value, or what is wrong with it. */
export type InputRecord = { readonly line: number } & (
  | { readonly value: unknown; readonly problem?: never }
  | { readonly value?: never; readonly problem: string }
);

/** A longer record is a mistake, such as an unclosed quote. In bytes of CSV, in characters of JSON. */
export const maxRecordSize = 1024 * 1024;

/** What an input contains in addition to its records. Each is reported once. */
export interface InputNotes {
  /** What names the values. */
  readonly what: "column" | "key";
  /** Columns and keys that are not the name of a property. */
  readonly ignored: Set<string>;
  /** Columns and keys of properties that only the service sets. */
  readonly setByService: Set<string>;
  /** Columns of properties that a cell cannot contain. */
  readonly onlyInJson: Set<string>;
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
  return {
    what,
    ignored: new Set(),
    setByService: new Set(),
    onlyInJson: new Set(),
    mapped: new Set(),
    found: new Set(),
  };
}
