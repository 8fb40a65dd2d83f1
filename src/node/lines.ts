import type { FileHandle } from "node:fs/promises";

const chunkSize = 64 * 1024;
const lineFeed = 0x0a;
/** A longer line is none of a journal's: the file is something else. */
const maxLineLength = 16 * 1024 * 1024;

export interface ReadLines {
  /** Length of the complete lines, in bytes. */
  readonly length: number;
  /** What follows the last line feed. */
  readonly rest: string;
}

/**
 * Reads a file from its start, in chunks.
 *
 * @param onLine Called with each complete line and its number, from 1.
 */
export async function readLines(file: FileHandle, onLine: (text: string, number: number) => void): Promise<ReadLines> {
  const chunk = Buffer.allocUnsafe(chunkSize);
  let pending = Buffer.alloc(0);
  let length = 0;
  let number = 0;
  for (;;) {
    const { bytesRead } = await file.read(chunk, 0, chunkSize, length + pending.length);
    if (bytesRead === 0) return { length, rest: pending.toString() };
    const data = Buffer.concat([pending, chunk.subarray(0, bytesRead)]);
    let start = 0;
    for (let end = data.indexOf(lineFeed); end >= 0; end = data.indexOf(lineFeed, start)) {
      number += 1;
      onLine(data.toString("utf8", start, end), number);
      start = end + 1;
    }
    length += start;
    pending = data.subarray(start);
    if (pending.length > maxLineLength) onLine(pending.toString(), number + 1);
  }
}
