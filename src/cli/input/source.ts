import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { errorCode } from "../../errors/redact.js";
import { CliFailure } from "../exit-codes.js";
import type { CommandIo } from "../io.js";

export const formats = ["csv", "json", "jsonl"] as const;
export type Format = (typeof formats)[number];

/** An input, read once: a file that changes later cannot make the command send something unchecked. */
export interface Source {
  /** Its name in messages. */
  readonly name: string;
  readonly text: string;
  readonly format: Format;
  /** Whether it starts with a byte order mark, which is not part of the text. */
  readonly hasMark: boolean;
}

const maxSizeInMiB = 256;
const otherEndings: Readonly<Record<string, Format>> = { tsv: "csv", ndjson: "jsonl" };
const marks = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/;
/** The first bytes of files that people mistake for CSV, one character per byte. */
const signatures: readonly (readonly [RegExp, string])[] = [
  [/^PK(?!\s)[^ -\xff]/, "an Excel workbook (.xlsx) or another ZIP file"],
  [/^\xd0\xcf/, "an Excel workbook (.xls, or one with a password)"],
  [/^%PDF/, "a PDF"],
  [/^\{\\rtf/, "an RTF document"],
  [/^[^ -\xff]\x8b/, "compressed with gzip"],
  [/^(?:\xef\xbb\xbf)?\s*<[!?a-z]/i, "HTML or XML"],
];

/**
 * @param file Path of the file; `-` for standard input.
 * @param accepted The formats that the command reads, for its message.
 * @throws CliFailure when it cannot be read or is not text.
 */
export async function readSource(
  io: CommandIo,
  file: string,
  format: Format | undefined,
  accepted: readonly Format[] = formats,
): Promise<Source> {
  const name = file === "-" ? "standard input" : file;
  const chosen = format ?? formatOf(file);
  const unknownFormat = new CliFailure(
    "usage",
    `the format of ${name} is unknown: specify --format ${accepted.join("|")}`,
  );
  if (!chosen && file === "-") throw unknownFormat;
  const bytes = await readBytes(io, file, name);
  const start = bytes.toString("latin1", 0, 256);
  const kind = signatures.find(([signature]) => signature.test(start))?.[1];
  if (kind !== undefined)
    throw new CliFailure("usage", `${name} is ${kind}: save it as CSV (in Excel, "CSV UTF-8") or as JSON`);
  if (!chosen) throw unknownFormat;
  const decoded = decode(name, bytes);
  // In CSV a line end can be part of a value. In JSON it cannot.
  const text = chosen === "csv" ? decoded : decoded.replace(/\r\n?/g, "\n");
  return { name, text, format: chosen, hasMark: marks.test(start) };
}

/** The format for the extension of a file name. */
export function formatOf(file: string): Format | undefined {
  const ending = extname(file).slice(1).toLowerCase();
  return otherEndings[ending] ?? formats.find((each) => each === ending);
}

async function readBytes(io: CommandIo, file: string, name: string): Promise<Buffer> {
  try {
    if (file === "-") return await readAll(io.stdin, name);
    const stats = await stat(file);
    // Devices and sockets may have no end.
    if (!stats.isFile() && !stats.isFIFO()) throw new CliFailure("usage", `${file} is neither a file nor a pipe`);
    return await readAll(createReadStream(file), name);
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    const code = errorCode(error) ?? String(error);
    throw new CliFailure("usage", `${name} ${code === "ENOENT" ? "does not exist" : `cannot be read (${code})`}`);
  }
}

async function readAll(stream: Readable, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > maxSizeInMiB * 1024 * 1024)
      throw new CliFailure("usage", `${name} is larger than ${maxSizeInMiB} MiB: split it into several files`);
  }
  return Buffer.concat(chunks);
}

/** The text of a file in UTF-8, or in UTF-16 with a byte order mark. The mark is removed. */
function decode(name: string, bytes: Buffer): string {
  try {
    const mark = bytes.toString("latin1", 0, 2);
    const encoding = mark === "\xff\xfe" ? "utf-16le" : mark === "\xfe\xff" ? "utf-16be" : "utf-8";
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // UTF-16 without a byte order mark reads as UTF-8 with zeros.
    if (!text.includes("\0")) return text.replace(/^\ufeff+/, "");
  } catch {
    // The error below covers this case as well.
  }
  const problem = "is neither UTF-8 nor UTF-16 with a byte order mark";
  throw new CliFailure("usage", `${name} ${problem}: save it as UTF-8 (in Excel, "CSV UTF-8")`);
}
