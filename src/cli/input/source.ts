import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { extname } from "node:path";
import { errorCode } from "../../redact.js";
import { CliFailure } from "../exit-codes.js";
import type { CommandIo } from "../io.js";

export const formats = ["csv", "json", "jsonl"] as const;
export type Format = (typeof formats)[number];

/** An input as it was read once: what is checked is what is sent, even if the file is changed meanwhile. */
export interface Source {
  /** What messages call it. */
  readonly name: string;
  readonly text: string;
  readonly format: Format;
  /** Tells it from every other input. */
  readonly fingerprint: string;
}

const maxSizeInMiB = 256;
const formatsByEnding: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".json": "json",
  ".jsonl": "jsonl",
  ".ndjson": "jsonl",
};

/** @param file Path of the file; `-` for standard input. */
export async function readSource(io: CommandIo, file: string, format: Format | undefined): Promise<Source> {
  const name = file === "-" ? "standard input" : file;
  const chosen = format ?? formatsByEnding[extname(file).toLowerCase()];
  if (!chosen) {
    throw new CliFailure("usage", `say what ${name} is with --format: ${formats.join(", ")}`);
  }
  const bytes = file === "-" ? await readAll(io) : await readRegular(file);
  const fingerprint = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  return { name, text: decode(name, bytes), format: chosen, fingerprint };
}

async function readAll(io: CommandIo): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of io.stdin) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    assertSize("standard input", size);
  }
  return Buffer.concat(chunks);
}

async function readRegular(file: string): Promise<Buffer> {
  try {
    assertSize(file, (await stat(file)).size);
    return await readFile(file);
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw new CliFailure("usage", `${file} cannot be read (${errorCode(error)})`);
  }
}

function assertSize(name: string, size: number): void {
  if (size <= maxSizeInMiB * 1024 * 1024) return;
  throw new CliFailure("usage", `${name} is larger than ${maxSizeInMiB} MiB: split it`);
}

/** A byte order mark says which encoding it is, and goes. */
function decode(name: string, bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new CliFailure("usage", `${name} is not UTF-8: save it as UTF-8 (in Excel, "CSV UTF-8")`);
  }
}
