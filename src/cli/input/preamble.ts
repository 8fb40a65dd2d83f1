/** A CSV text behind the lines that come before its header. */
export interface Preamble {
  /** Where the header starts. */
  readonly start: number;
  /** How many lines come before it. */
  readonly lines: number;
  /** The delimiter that such a line names. */
  readonly delimiter: string | undefined;
}

/** `sep=;` is Excel's, `#TYPE …` is written by Export-Csv, `version:v1.0` by the portal; emptied rows keep delimiters. */
const skipped = /^(?:"?sep=([^\w"]|\\t)"?\1*|"?#TYPE\b.*|"?version:v[\d.]+"?[\s,;|]*|[\s,;|]*)$/i;

export function readPreamble(text: string): Preamble {
  let start = 0;
  let lines = 0;
  let delimiter: string | undefined;
  const lineEnd = /\r\n|\n|\r/g;
  for (let end = lineEnd.exec(text); end; end = lineEnd.exec(text)) {
    const found = skipped.exec(text.slice(start, end.index));
    if (!found) break;
    delimiter ??= found[1];
    start = lineEnd.lastIndex;
    lines += 1;
  }
  return { start, lines, delimiter };
}

const delimiters = [",", ";", "\t", "|"];

/** The delimiter that a header line has most of: Excel takes what the country's numbers leave free. */
export function delimiterOf(text: string, start: number): string {
  const end = text.slice(start).search(/[\r\n]|$/);
  const header = text.slice(start, start + end).replace(/"(?:[^"]|"")*"/g, "");
  const counts = delimiters.map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}

/** Whether a record's only cell holds a whole line, delimiters included. */
export function isWholeLine(cells: readonly string[]): boolean {
  return cells.length === 1 && delimiters.some((mark) => cells[0]?.includes(mark));
}
