import { Readable } from "node:stream";
import { type CsvError, type InfoRecord, parse } from "csv-parse";
import { findProperty, setProperty, type TextProperty } from "./columns.js";
import type { InputRecord } from "./records.js";

/** Which property each column holds, where its name does not say so; `undefined` for a column to leave out. */
export type ColumnMap = ReadonlyMap<string, TextProperty | undefined>;

export interface CsvOptions {
  /** By the column's name in lower case. */
  readonly map: ColumnMap;
  /** Properties that must have a column. */
  readonly needed: readonly TextProperty[];
  /** Called with the columns that nothing is known of. */
  readonly onIgnored?: (columns: readonly string[]) => void;
}

interface Row {
  readonly record: readonly string[];
  readonly info: Pick<InfoRecord, "lines">;
}

const chunkSize = 64 * 1024;

/** Comma-, semicolon- or tab-separated values with a header line, as objects of the properties the columns hold. */
export async function* readCsv(text: string, options: CsvOptions): AsyncGenerator<InputRecord> {
  const parser = Readable.from(chunks(text)).pipe(
    parse({
      delimiter: delimiterOf(text),
      info: true,
      // Files that were put together may mix them.
      record_delimiter: ["\r\n", "\n", "\r"],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }),
  );
  let header: Header | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<Row>) {
      // The parser counts up to the end of a record, whose cells may hold line feeds.
      const line = info.lines - record.join("").split("\n").length + 1;
      if (!header) {
        header = readHeader(record, options);
        if (header.problem !== undefined) {
          yield { line, problem: header.problem };
          return;
        }
      } else if (record.length > header.properties.length) {
        const [expected, found] = [header.properties.length, record.length];
        yield {
          line,
          problem: `the header has ${expected} columns, this line ${found}: put quotes around a value with a separator`,
        };
      } else {
        yield { line, value: toObject(record, header.properties) };
      }
    }
  } catch (error) {
    const { lines, message } = error as CsvError & { readonly lines: number };
    yield { line: lines, problem: message };
  }
}

interface Header {
  /** In the order of the columns. */
  readonly properties: readonly (TextProperty | undefined)[];
  readonly problem?: string;
}

function readHeader(names: readonly string[], options: CsvOptions): Header {
  const { map, onIgnored } = options;
  const properties = names.map((name) => {
    const key = name.toLowerCase();
    return map.has(key) ? map.get(key) : findProperty(name);
  });
  const problem = problemOf(names, properties, options);
  if (problem !== undefined) return { properties, problem };
  const ignored = names.filter((name, index) => !properties[index] && !map.has(name.toLowerCase()));
  if (ignored.length > 0) onIgnored?.(ignored);
  return { properties };
}

function problemOf(
  names: readonly string[],
  properties: Header["properties"],
  { map, needed }: CsvOptions,
): string | undefined {
  const used = properties.flatMap((property) => (property ? [property.name] : []));
  const twice = used.find((name, index) => used.indexOf(name) !== index);
  if (twice !== undefined) return `two columns hold ${twice}: leave one out with --map COLUMN=`;
  const strange = [...map.keys()].find((name) => !names.some((each) => each.toLowerCase() === name));
  if (strange !== undefined) return `there is no column ${strange}, which --map names`;
  const missing = needed.find(({ name }) => !used.includes(name));
  if (!missing) return undefined;
  return `no column holds ${missing.name}; the columns are ${names.join(", ")}. Say which it is with --map COLUMN=${missing.name}`;
}

function toObject(record: readonly string[], properties: Header["properties"]): Record<string, unknown> {
  const object = {};
  for (const [index, value] of record.entries()) {
    const property = properties[index];
    if (property && value !== "") setProperty(object, property, value);
  }
  return object;
}

/** Excel separates by what the country's numbers leave free. */
function delimiterOf(text: string): string {
  const header = text.slice(0, text.search(/[\r\n]|$/)).replace(/"(?:[^"]|"")*"/g, "");
  const counts = [",", ";", "\t"].map((mark) => ({ mark, count: header.split(mark).length }));
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).mark;
}

function* chunks(text: string): Generator<Buffer> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += chunkSize) yield bytes.subarray(start, start + chunkSize);
}
