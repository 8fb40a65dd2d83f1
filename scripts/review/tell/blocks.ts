import { printable } from "../../contract/user-text.js";

/** Words that link to another place. */
interface Link {
  readonly text: string;
  readonly href: string;
}

/** Strings and links, one after the other. */
export type Phrase = readonly (string | Link)[];

/** Words of the report. A string can contain code between backticks; everything else in it is plain. */
export type Words = string | Phrase;

/** A piece of the report. */
export type Block =
  | { readonly kind: "verdict"; readonly passes: boolean; readonly text: string }
  | { readonly kind: "facts"; readonly rows: readonly (readonly [name: string, value: Words])[] }
  | { readonly kind: "heading"; readonly text: Words }
  | { readonly kind: "text"; readonly text: Words }
  | { readonly kind: "list"; readonly items: readonly Words[]; readonly ordered: boolean }
  /** At most four columns, so that a page in a narrow window shows them all. */
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly Words[])[] }
  | { readonly kind: "code"; readonly language: "diff" | "markdown"; readonly lines: readonly string[] }
  /** Closed at first unless it is `open`. */
  | { readonly kind: "fold"; readonly summary: string; readonly open: boolean; readonly blocks: readonly Block[] };

/** What the report says about one version of the API, or about the package. */
export interface Part {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Report {
  readonly title: string;
  /** The first screen. */
  readonly head: readonly Block[];
  readonly parts: readonly Part[];
}

export const heading = (words: Words): Block => ({ kind: "heading", text: words });
export const text = (words: Words): Block => ({ kind: "text", text: words });
export const bullets = (items: readonly Words[]): Block => ({ kind: "list", items, ordered: false });
export const steps = (items: readonly Words[]): Block => ({ kind: "list", items, ordered: true });
export const code = (language: "diff" | "markdown", lines: readonly string[]): Block => ({
  kind: "code",
  language,
  lines,
});
export const table = (head: readonly string[], rows: readonly (readonly Words[])[]): Block => ({
  kind: "table",
  head,
  rows,
});

/** `1 finding`, `2 findings`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** The summary says how many things are inside, so that a closed fold hides nothing. */
export function fold(summary: string, size: number, blocks: readonly Block[], open = false): Block {
  return { kind: "fold", summary: `${summary} (${size})`, open, blocks };
}

/** A fold of a table; none when the table has no rows. */
export function foldedTable(summary: string, head: readonly string[], rows: readonly (readonly Words[])[]): Block[] {
  return rows.length > 0 ? [fold(summary, rows.length, [table(head, rows)])] : [];
}

/** The first `most` items, and a last one that says how many are left out and where they are. */
export function atMost<Item>(most: number, items: readonly Item[], rest: (left: number) => Item): Item[] {
  return items.length <= most ? [...items] : [...items.slice(0, most), rest(items.length - most)];
}

/** Text in one line, without characters that a terminal or a browser might interpret as a command. */
export function oneLine(words: string): string {
  return printable(words.replace(/[\r\n]+/g, " "));
}
