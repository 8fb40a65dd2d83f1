import { CsvError, parse } from "csv-parse/sync";
import { withoutGuard } from "../output/delimited.js";
import { setProperty } from "./columns.js";
import { type Header, type HeaderOptions, readHeader } from "./header.js";
import { type InputRecord, maxRecordSize } from "./records.js";
import { trim } from "./trim.js";

/** The raw row starts with what is skipped before it. A row with a problem is the last one. */
type OnRow = (record: readonly string[], raw: string, problem?: string) => void;

const delimiters = [",", ";", "\t", "|"];
/** Excel writes `sep=;`, Export-Csv `#TYPE …` and the portal `version:v1.0`. A row of empty cells has delimiters only. */
const skipped = /^(?:"?sep=([^\w"]|\\t)"?\1*|"?#TYPE\b.*|"?version:v[\d.]+"?[\s,;|]*|[\s,;|]*)$/i;
const lineEnd = /\r\n|\n|\r/g;
const inWholeLine = /[",;\t|]+/;
/** Whitespace that the parser removes around a value without a note. */
const unusualSpace = /[^\S \t\r\n]/g;
const maxShownSize = 64 * 1024;
const strayQuote =
  'there is a quote (") within a value: put the whole value in quotes, and write "" for each quote within it';
const problems: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote (") is opened here and never closed',
  CSV_MAX_RECORD_SIZE: `the record is longer than ${maxRecordSize} bytes: is a quote (") opened and not closed?`,
};
const otherDelimiter = "the delimiter differs from that of the header: use the same in both";
const wholeLine =
  'the whole line is in quotes, which makes it one value: remove the quotes around each such line and write " for each "" within it, or save the table as CSV again';

/** Values separated by commas, semicolons, tabs or bars, with a header line, as objects with those properties. */
export function readCsv(text: string, options: HeaderOptions): InputRecord[] {
  const { notes } = options;
  const { start, lines, delimiter = delimiterOf(text, start) } = readPreamble(text);
  const records: InputRecord[] = [];
  let header: Header | undefined;
  let next = lines + 1;
  const isName = (name: string) => options.columns.find(name) !== undefined;
  const onRow: OnRow = (record, raw, problem) => {
    if (header?.problem !== undefined) return;
    const line = next + count(lineEnd, raw.slice(0, raw.search(/\S/)));
    next += count(lineEnd, raw);
    if (count(unusualSpace, raw) > count(unusualSpace, record.join(""))) notes.invisibleIn ??= line;
    const cells = record.map((cell) => withoutGuard(trim(cell, () => (notes.invisibleIn ??= line))));
    // An extra delimiter at the end means nothing, and neither does a row of empty cells.
    while (cells.at(-1) === "") cells.pop();
    if (problem !== undefined) records.push({ line, problem });
    if (cells.length === 0) return;
    if (header) records.push({ line, ...toRecord(cells, header, /^\s*"/.test(raw)) });
    else {
      const isHeader = isWholeLine(cells) && raw.includes('"') && cells[0]?.split(inWholeLine).some(isName);
      header = isHeader ? { properties: [], problem: wholeLine } : readHeader(cells, options);
      if (header.problem !== undefined) records.push({ line, problem: header.problem });
    }
  };
  forEachRow(text.slice(start), delimiter === "\\t" ? "\t" : delimiter, onRow);
  return records;
}

function forEachRow(text: string, delimiter: string, onRow: OnRow): void {
  const bytes = Buffer.from(text);
  let end = 0;
  try {
    parse(bytes, {
      delimiter,
      max_record_size: maxRecordSize,
      on_record: (record: string[], info) => {
        onRow(record, bytes.toString("utf8", end, info.bytes));
        end = info.bytes;
        return null;
      },
      // Concatenated files can mix them.
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    onRow([], bytes.toString("utf8", end, end + maxShownSize), problems[error.code] ?? strayQuote);
  }
}

function toRecord(cells: readonly string[], { properties }: Header, isQuoted: boolean) {
  if (properties.length > 1 && isWholeLine(cells)) return { problem: isQuoted ? wholeLine : otherDelimiter };
  if (cells.length > properties.length) {
    const counts = `the header has ${properties.length} columns and this line has ${cells.length}`;
    return { problem: `${counts}: put quotes around a value that contains a delimiter` };
  }
  const value = {};
  for (const [index, cell] of cells.entries()) {
    const property = properties[index];
    if (property && cell !== "") setProperty(value, property.path, cell);
  }
  return { value };
}

function count(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}

/**
 * The lines of a CSV before its header.
 *
 * @returns Where the header starts, the number of lines before it, and the delimiter that one of them specifies.
 */
function readPreamble(text: string) {
  let start = 0;
  let lines = 0;
  let delimiter: string | undefined;
  for (const end of text.matchAll(lineEnd)) {
    const found = skipped.exec(text.slice(start, end.index));
    if (!found) break;
    delimiter ??= found[1];
    start = end.index + end[0].length;
    lines += 1;
  }
  return { start, lines, delimiter };
}

/** The most frequent delimiter in the header: Excel's own depends on the country. */
function delimiterOf(text: string, start: number): string {
  const end = text.slice(start).search(/[\r\n]|$/);
  const header = text.slice(start, start + end).replace(/"(?:[^"]|"")*"/g, "");
  const counts = delimiters.map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}

/** Whether the only cell of a record contains a whole line with its delimiters. */
function isWholeLine(cells: readonly string[]): boolean {
  return cells.length === 1 && delimiters.some((mark) => cells[0]?.includes(mark));
}
