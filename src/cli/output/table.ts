import { widthOf, wrap } from "./text.js";

export interface Column {
  readonly title: string;
  /** In terminal columns; of the last column the least, which it may exceed up to the edge. */
  readonly width: number;
}

const gap = 2;

/** A table whose rows can be printed one by one. Long cells go on in the next line, so that nothing is left out. */
export class Table {
  readonly #columns: readonly Column[];

  /** @param width Columns the whole table may take. */
  constructor(columns: readonly Column[], width: number) {
    const taken = columns.reduce((sum, column) => sum + column.width + gap, -gap);
    this.#columns = columns.map((column, index) =>
      index === columns.length - 1 ? { ...column, width: column.width + Math.max(0, width - taken) } : column,
    );
  }

  get header(): string {
    return this.row(this.#columns.map(({ title }) => title));
  }

  row(cells: readonly string[]): string {
    const wrapped = this.#columns.map(({ width }, index) => wrap(cells[index] ?? "", width));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      this.#columns
        .map(({ width }, index) => pad(wrapped[index]?.[line] ?? "", width + gap))
        .join("")
        .trimEnd(),
    ).join("\n");
  }
}

/** Names and values, one below the other. */
export function toDetails(values: Readonly<Record<string, unknown>>, width: number): string {
  const present = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  const nameWidth = Math.max(...present.map(([name]) => widthOf(name)));
  const table = new Table(
    [
      { title: "", width: nameWidth },
      { title: "", width: 20 },
    ],
    width,
  );
  return present
    .map(([name, value]) => table.row([name, typeof value === "string" ? value : JSON.stringify(value)]))
    .join("\n");
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}
