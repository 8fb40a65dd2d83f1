/** A piece of the report. Texts may hold code between backticks; everything else in them is plain. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "code"; readonly lines: readonly string[] }
  /** Closed at first; its summary says how many lines it has. */
  | { readonly kind: "fold"; readonly summary: string; readonly blocks: readonly Block[] };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The sections about one version of the API, or about the package. */
export interface Part {
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Report {
  readonly title: string;
  readonly head: readonly Block[];
  readonly parts: readonly Part[];
}

export const text = (words: string): Block => ({ kind: "text", text: words });
export const bullets = (items: readonly string[]): Block => ({ kind: "list", items });
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: "table",
  head,
  rows,
});

/** `1 finding`, `2 findings`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

export function fold(summary: string, lines: number, ...blocks: readonly Block[]): Block {
  return { kind: "fold", summary: `${summary}: ${count(lines, "line")}`, blocks };
}

/** A table, folded when it has more than `most` rows. */
export function longTable(
  summary: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  most = 0,
): Block[] {
  return rows.length <= most ? [table(head, rows)] : [fold(summary, rows.length, table(head, rows))];
}
