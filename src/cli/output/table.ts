import stringWidth from "string-width";
import { wrap } from "./text.js";

export interface Column {
  readonly title: string;
  /** Width when the table has no space left over, in terminal columns. */
  readonly width: number;
  /** Share of the space left over. Default: 0; for the last column, what the others leave. */
  readonly share?: number;
}

const gap = 2;
/** A column does not shrink below this width. */
const leastWidth = 8;

/** A table whose rows can be printed one by one. A long cell continues on the next line. */
export class Table {
  readonly #columns: readonly Column[];
  readonly #isWrapped: boolean;

  /** @param width Width of the whole table, in terminal columns; `Infinity` for no wrapping. */
  constructor(columns: readonly Column[], width: number) {
    this.#isWrapped = Number.isFinite(width);
    const taken = columns.reduce((sum, column) => sum + column.width + gap, -gap);
    const rest = this.#isWrapped ? width - taken : 0;
    const ofLast = columns.slice(0, -1).reduce((left, { share = 0 }) => left - share, 1);
    this.#columns = columns.map((column, index) => {
      const share = column.share ?? (index === columns.length - 1 ? ofLast : 0);
      const least = Math.min(column.width, leastWidth);
      return { ...column, width: Math.max(least, column.width + Math.floor(rest * share)) };
    });
  }

  get header(): string {
    return this.row(this.#columns.map(({ title }) => title));
  }

  row(cells: readonly string[]): string {
    const wrapped = this.#columns.map(({ width }, index) =>
      wrap(cells[index] ?? "", this.#isWrapped ? width : Number.POSITIVE_INFINITY),
    );
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, line) =>
      this.#columns
        .map(({ width }, index) => {
          const text = wrapped[index]?.[line] ?? "";
          return text + " ".repeat(Math.max(gap, width + gap - stringWidth(text)));
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
  const columns = [nameWidth, leastWidth].map((each) => ({ title: "", width: each }));
  const table = new Table(columns, width);
  return present
    .map(([name, value]) => table.row([name, typeof value === "string" ? value : JSON.stringify(value)]))
    .join("\n");
}
