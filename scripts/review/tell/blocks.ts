/** A piece of the report. Texts may hold code between backticks; everything else in them is plain. */
export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: "code"; readonly lines: readonly string[] }
  /** Hidden until asked for; its summary says how much is hidden. */
  | { readonly kind: "fold"; readonly summary: string; readonly blocks: readonly Block[] };

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export interface Report {
  readonly title: string;
  readonly head: readonly Block[];
  readonly sections: readonly Section[];
}

export const text = (words: string): Block => ({ kind: "text", text: words });
export const bullets = (items: readonly string[]): Block => ({ kind: "list", items });
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: "table",
  head,
  rows,
});

export function fold(summary: string, lines: number, ...blocks: readonly Block[]): Block {
  return { kind: "fold", summary: `${summary}: ${lines} line${lines === 1 ? "" : "s"} hidden`, blocks };
}

/** A table that hides its rows when there are many. */
export function longTable(
  summary: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
  most = 0,
): Block[] {
  return rows.length <= most ? [table(head, rows)] : [fold(summary, rows.length, table(head, rows))];
}
