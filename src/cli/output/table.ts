import stringWidth from "string-width";
import { wrap } from "./text.js";

export interface Column {
  readonly title: string;
  /** In terminal columns. The last column takes the rest of the table's width, too. */
  readonly width: number;
}

const gap = 2;

/** A table whose rows can be printed one by one. A long cell continues in the next line. */
export class Table {
  readonly #columns: readonly Column[];

  /** @param width Width of the whole table, in terminal columns. */
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
        .map(({ width }, index) => {
          const text = wrapped[index]?.[line] ?? "";
          return text + " ".repeat(Math.max(0, width + gap - stringWidth(text)));
        })
        .join("")
        .trimEnd(),
    ).join("\n");
  }
}

/** Names and values, one pair per line, without values that are undefined or null. */
export function toDetails(values: Readonly<Record<string, unknown>>, width: number): string {
  const present = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
  const nameWidth = Math.max(...present.map(([name]) => name.length));
  const columns = [nameWidth, 20].map((each) => ({ title: "", width: each }));
  const table = new Table(columns, width);
  return present
    .map(([name, value]) => table.row([name, typeof value === "string" ? value : JSON.stringify(value)]))
    .join("\n");
}
