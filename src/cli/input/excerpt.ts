import { listIn } from "./json.js";
import type { Source } from "./source.js";

/**
 * Returns the part of an input that contains only some of its records. The format and the columns stay the same.
 *
 * @param lines The line in which each record starts.
 * @param indexes The records to keep, in their order.
 */
export function excerptOf(
  { format, text, hasMark }: Source,
  lines: readonly number[],
  indexes: readonly number[],
): string {
  if (format === "json") {
    const value: unknown = JSON.parse(text);
    const items = listIn(value) ?? [value];
    return `${JSON.stringify(
      indexes.map((index) => items[index]),
      null,
      2,
    )}\n`;
  }
  const all = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const head = format === "csv" ? all.slice(0, Number(lines[0]) - 1) : [];
  const rows = indexes.map((index) => {
    const row = all.slice(Number(lines[index]) - 1, Number(lines[index + 1] ?? all.length + 1) - 1).join("");
    return /[\r\n]$/.test(row) ? row : `${row}\n`;
  });
  return (hasMark ? "\ufeff" : "") + [...head, ...rows].join("");
}
