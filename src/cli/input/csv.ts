import { type CsvError, parse } from "csv-parse";
import { type Property, setProperty } from "./columns.js";
import { type HeaderOptions, readHeader } from "./header.js";
import { delimiterOf, isWholeLine, readPreamble } from "./preamble.js";
import { type InputNotes, type InputRecord, maxRecordSize } from "./records.js";
import { trim } from "./trim.js";

interface Row {
  readonly record: readonly string[];
  /** The row as it stands in the text, with what is skipped before it. */
  readonly raw: string;
  /** What is wrong with the row, which is the last one then. */
  readonly problem?: string;
}

const lineEnd = /\r\n|\n|\r/g;
/** White space that the parser removes around a value, and that people do not see. */
const unusualSpace = /[^\S \t\r\n]/g;
const chunkSize = 64 * 1024;
const problems: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote (") is opened here and never closed',
  CSV_MAX_RECORD_SIZE: `the record is longer than ${maxRecordSize} bytes: is a quote (") opened and not closed?`,
};
const strayQuote =
  'a quote (") stands within a value: put the whole value in quotes, and write "" for each quote within it';
const otherDelimiter = "the line is separated by another mark than the header: write them alike";
const wholeLine =
  'the line is in quotes as a whole, which makes one value of it: remove the quotes around each such line and write " for each "" within it, or save the table as CSV again';

/** Values separated by commas, semicolons, tabs or bars, with a header line, as objects of the properties they hold. */
export async function* readCsv(text: string, options: HeaderOptions): AsyncGenerator<InputRecord> {
  const { start, lines, delimiter = delimiterOf(text, start) } = readPreamble(text);
  let properties: readonly (Property | undefined)[] | undefined;
  let next = lines + 1;
  for await (const { record, raw, problem } of readRows(text.slice(start), delimiter === "\\t" ? "\t" : delimiter)) {
    const line = next + count(lineEnd, raw.slice(0, raw.search(/\S/)));
    next += count(lineEnd, raw);
    if (count(unusualSpace, raw) > count(unusualSpace, record.join(""))) options.notes.invisibleIn ??= line;
    const cells = toCells(record, line, options.notes);
    if (problem !== undefined) yield { line, problem };
    if (cells.length === 0) continue;
    if (properties) {
      yield { line, ...toRecord(cells, properties, /^\s*"/.test(raw)) };
      continue;
    }
    const header = readHeader(cells, options);
    const headerProblem = isWholeLine(cells) && raw.includes('"') ? wholeLine : header.problem;
    if (headerProblem !== undefined) {
      yield { line, problem: headerProblem };
      return;
    }
    properties = header.properties;
  }
}

/** The rows before a mistake come first; the parser's own stream drops them. */
async function* readRows(text: string, delimiter: string): AsyncGenerator<Row> {
  const bytes = Buffer.from(text);
  const rows: Row[] = [];
  let end = 0;
  const parser = parse({
    delimiter,
    max_record_size: maxRecordSize,
    on_record: (record: string[], info) => {
      rows.push({ record, raw: bytes.toString("utf8", end, info.bytes) });
      end = info.bytes;
      return null;
    },
    // Files that were put together may mix them.
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  });
  let failure: unknown;
  parser.on("error", () => undefined).resume();
  for (let start = 0; start < bytes.length && !failure; start += chunkSize) {
    const chunk = bytes.subarray(start, start + chunkSize);
    await new Promise<void>((resolve) => {
      const onDone = (error?: Error | null) => {
        failure = error;
        resolve();
      };
      if (start + chunkSize < bytes.length) parser.write(chunk, onDone);
      else parser.end(chunk, onDone);
    });
    yield* rows.splice(0);
  }
  if (!failure) return;
  const problem = problems[(failure as CsvError).code] ?? strayQuote;
  yield { record: [], raw: bytes.toString("utf8", end, end + chunkSize), problem };
}

/** Without the empty cells at the end: a delimiter too many means nothing, and neither does an emptied row. */
function toCells(record: readonly string[], line: number, notes: InputNotes): string[] {
  const cells = record.map((cell) => trim(cell, () => (notes.invisibleIn ??= line)));
  while (cells.at(-1) === "") cells.pop();
  return cells;
}

function toRecord(cells: readonly string[], properties: readonly (Property | undefined)[], isQuoted: boolean) {
  if (properties.length > 1 && isWholeLine(cells)) return { problem: isQuoted ? wholeLine : otherDelimiter };
  if (cells.length > properties.length) {
    const [expected, found] = [properties.length, cells.length];
    return {
      problem: `the header has ${expected} columns, this line ${found}: put quotes around a value with a delimiter`,
    };
  }
  const value = {};
  for (const [index, cell] of cells.entries()) {
    const property = properties[index];
    if (property && cell !== "") setProperty(value, property, cell);
  }
  return { value };
}

function count(pattern: RegExp, text: string): number {
  return text.match(pattern)?.length ?? 0;
}
