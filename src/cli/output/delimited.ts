import { trim } from "../input/trim.js";
import { escapeUnprintable } from "./text.js";

/** A spreadsheet runs a cell that starts like this as a formula, unless a single quote precedes it. */
const formula = /^'*[=+@-]/;
const guard = /^'(?='*[=+@-])/;
const special = /["\r\n\t,;|]/;

/** Returns a row of values in the format of RFC 4180, which `import` reads. */
export function toDelimited(cells: readonly string[], delimiter: string): string {
  return cells.map(toCell).join(delimiter);
}

function toCell(value: string): string {
  const trimmed = escapeUnprintable(trim(value), "\r\n\t");
  const text = formula.test(trimmed) ? `'${trimmed}` : trimmed;
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The value of a cell, without the single quote that keeps it from being a formula. */
export function withoutGuard(cell: string): string {
  return cell.replace(guard, "");
}
