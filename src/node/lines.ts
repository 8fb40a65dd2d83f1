import type { FileHandle } from "node:fs/promises";

const chunkSize = 64 * 1024;
const lineFeed = 0x0a;
/** A journal has no longer line. */
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
  /** The pieces of a line whose end is not read yet. */
  let pieces: Buffer[] = [];
  let position = 0;
  let length = 0;
  let number = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(chunkSize);
    const { bytesRead } = await file.read(chunk, 0, chunkSize, position);
    if (bytesRead === 0) return { length, rest: Buffer.concat(pieces).toString() };
    const data = chunk.subarray(0, bytesRead);
    let start = 0;
    for (let end = data.indexOf(lineFeed); end >= 0; end = data.indexOf(lineFeed, start)) {
      number += 1;
      const last = data.subarray(start, end);
      onLine((pieces.length === 0 ? last : Buffer.concat([...pieces, last])).toString(), number);
      pieces = [];
      start = end + 1;
      length = position + start;
    }
    if (start < bytesRead) pieces.push(data.subarray(start));
    position += bytesRead;
    if (position - length > maxLineLength) onLine(Buffer.concat(pieces).toString(), number + 1);
  }
}
