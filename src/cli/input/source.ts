import { createReadStream, type Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { errorCode } from "../../errors/redact.js";
import { CliFailure } from "../exit-codes.js";
import type { CommandIo } from "../io.js";
import { assertText, decode } from "./decode.js";

export const formats = ["csv", "json", "jsonl"] as const;
export type Format = (typeof formats)[number];

/** An input as it was read once: what is checked is what is sent, even if the file is changed meanwhile. */
export interface Source {
  /** What messages call it. */
  readonly name: string;
  readonly text: string;
  readonly format: Format;
}

const standardInput = "standard input";
const maxSizeInMiB = 256;
const formatsByEnding: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".json": "json",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
};

/**
 * @param file Path of the file; `-` for standard input.
 * @throws CliFailure when it cannot be read or is no text.
 */
export async function readSource(io: CommandIo, file: string, format: Format | undefined): Promise<Source> {
  const name = file === "-" ? standardInput : file;
  const chosen = format ?? formatsByEnding[extname(file).toLowerCase()];
  if (!chosen && file === "-") throw unknownFormat(name);
  const bytes = await readBytes(io, file, name);
  assertText(name, bytes);
  if (!chosen) throw unknownFormat(name);
  const text = decode(name, bytes);
  // Within a value of CSV a line end is part of it; JSON has none there.
  return { name, text: chosen === "csv" ? text : text.replace(/\r\n?/g, "\n"), format: chosen };
}

function unknownFormat(name: string): CliFailure {
  return new CliFailure("usage", `say what ${name} is with --format: ${formats.join(", ")}`);
}

async function readBytes(io: CommandIo, file: string, name: string): Promise<Buffer> {
  try {
    if (file === "-") return await readAll(io.stdin, name);
    const stats = await stat(file);
    const kind = specialKindOf(stats);
    if (kind !== undefined) throw new CliFailure("usage", `${file} is ${kind}: name a file or a pipe`);
    assertSize(file, stats.size);
    return await readAll(createReadStream(file), name);
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure("usage", `${name} cannot be read (${errorCode(error) ?? String(error)})`);
  }
}

/** Files that have no end, or nothing to read. */
function specialKindOf(stats: Stats): string | undefined {
  if (stats.isFile() || stats.isFIFO()) return undefined;
  if (stats.isDirectory()) return "a folder";
  return stats.isSocket() ? "a socket" : "a device";
}

async function readAll(stream: Readable, name: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    assertSize(name, size);
  }
  return Buffer.concat(chunks);
}

function assertSize(name: string, size: number): void {
  if (size <= maxSizeInMiB * 1024 * 1024) return;
  throw new CliFailure("usage", `${name} is larger than ${maxSizeInMiB} MiB: split it`);
}
