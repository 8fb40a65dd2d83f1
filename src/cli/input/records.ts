/** One record of an input: its value, or what is wrong with it. */
export type InputRecord = { readonly line: number } & (
  | { readonly value: unknown; readonly problem?: never }
  | {
      readonly problem: string;
      /** Whether it is a mistake of the input as a whole, which is told once. */
      readonly isGeneral?: true;
      readonly value?: never;
    }
);

/** A longer record is a mistake, such as a quote that is not closed. In bytes of CSV, in characters of JSON. */
export const maxRecordSize = 1024 * 1024;

/** What an input holds besides its records, told once. */
export interface InputNotes {
  /** Columns and keys that no property has the name of. */
  readonly ignored: Set<string>;
  /** Those that only the service sets. */
  readonly setByService: Set<string>;
  /** Those that `--map` names. */
  readonly mapped: Set<string>;
  /** The first line that had invisible characters around a value. */
  invisibleIn?: number;
  /** Whether the input is one page of a longer list. */
  isPage?: true;
}

export function newNotes(): InputNotes {
  return { ignored: new Set(), setByService: new Set(), mapped: new Set() };
}
