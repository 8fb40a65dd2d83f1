const delimiters = [",", ";", "\t", "|"];
/** Excel writes `sep=;`, Export-Csv `#TYPE …` and the portal `version:v1.0`. A row of empty cells has delimiters only. */
const skipped = /^(?:"?sep=([^\w"]|\\t)"?\1*|"?#TYPE\b.*|"?version:v[\d.]+"?[\s,;|]*|[\s,;|]*)$/i;

/**
 * The lines of a CSV before its header.
 *
 * @returns Where the header starts, the number of lines before it, and the delimiter that one of them names.
 */
export function readPreamble(text: string) {
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

/** The delimiter that is most frequent in the header: Excel's own depends on the country. */
export function delimiterOf(text: string, start: number): string {
  const end = text.slice(start).search(/[\r\n]|$/);
  const header = text.slice(start, start + end).replace(/"(?:[^"]|"")*"/g, "");
  const counts = delimiters.map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}

/** Whether the only cell of a record contains a whole line with its delimiters. */
export function isWholeLine(cells: readonly string[]): boolean {
  return cells.length === 1 && delimiters.some((mark) => cells[0]?.includes(mark));
}
