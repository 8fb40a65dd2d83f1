import { type CsvError, type InfoRecord, parse } from "csv-parse";
import { type Property, setProperty } from "./columns.js";
import { type HeaderOptions, readHeader } from "./header.js";
import { delimiterOf, isWholeLine, readPreamble } from "./preamble.js";
import { type InputNotes, type InputRecord, maxRecordSize } from "./records.js";
import { trim } from "./trim.js";

interface Row {
  readonly record: readonly string[];
  readonly info: Pick<InfoRecord, "bytes" | "lines">;
}

/** White space that the parser removes around a value, and that people do not see. */
const unusualSpace = /[^\S \t\r\n]/g;
const chunkSize = 64 * 1024;
const problems: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote (") is opened here and never closed',
  CSV_MAX_RECORD_SIZE: `the record is longer than ${maxRecordSize} bytes: is a quote (") opened and not closed?`,
};
const strayQuote =
  'a quote (") stands within a value: put the whole value in quotes, and write "" for each quote within it';
const wholeLine =
  'the line is in quotes as a whole, which makes one value of it: remove the quotes around each such line and write " for each "" within it, or save the table as CSV again';

/** Values separated by commas, semicolons, tabs or bars, with a header line, as objects of the properties they hold. */
export async function* readCsv(text: string, options: HeaderOptions): AsyncGenerator<InputRecord> {
  const { start, lines, delimiter = delimiterOf(text, start) } = readPreamble(text);
  const bytes = Buffer.from(text.slice(start));
  let properties: readonly (Property | undefined)[] | undefined;
  let end = { bytes: 0, lines: 0 };
  try {
    for await (const { record, info } of readRows(bytes, delimiter === "\\t" ? "\t" : delimiter)) {
      // The parser counts up to the end of a record, whose cells may hold line feeds.
      const line = lines + info.lines - record.join("").split("\n").length + 1;
      const raw = bytes.toString("utf8", end.bytes, info.bytes);
      if (countOf(raw) > countOf(record.join(""))) options.notes.invisibleIn ??= line;
      end = info;
      const cells = toCells(record, line, options.notes);
      if (cells.length === 0) continue;
      if (properties) {
        yield { line, ...toRecord(cells, properties) };
        continue;
      }
      const header = readHeader(cells, options);
      const problem = isWholeLine(cells) ? wholeLine : header.problem;
      if (problem !== undefined) {
        yield { line, problem };
        return;
      }
      properties = header.properties;
    }
  } catch (error) {
    yield { line: lines + end.lines + 1, problem: problems[(error as CsvError).code] ?? strayQuote };
  }
}

/** The rows before a mistake come first; the parser's own stream drops them. */
async function* readRows(bytes: Buffer, delimiter: string): AsyncGenerator<Row> {
  const rows: Row[] = [];
  const parser = parse({
    delimiter,
    max_record_size: maxRecordSize,
    on_record: (record: string[], { bytes, lines }) => {
      rows.push({ record, info: { bytes, lines } });
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
  if (failure) throw failure;
}

/** Without the empty cells at the end: a delimiter too many means nothing, and neither does an emptied row. */
function toCells(record: readonly string[], line: number, notes: InputNotes): string[] {
  const cells = record.map((cell) => trim(cell, () => (notes.invisibleIn ??= line)));
  while (cells.at(-1) === "") cells.pop();
  return cells;
}

function toRecord(cells: readonly string[], properties: readonly (Property | undefined)[]) {
  if (properties.length > 1 && isWholeLine(cells)) return { problem: wholeLine };
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

function countOf(text: string): number {
  return text.match(unusualSpace)?.length ?? 0;
}
