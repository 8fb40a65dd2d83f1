import { readFileSync, statSync } from "node:fs";
import { type Document, LineCounter, parseDocument } from "yaml";
import { CommandFailure } from "../command.js";

const defaultMaxBytes = 16 * 1024 * 1024;
/** Far deeper than any contract, and shallow enough for recursive readers. */
const maxLevels = 100;

interface Limits {
  /** Larger files are refused. Default: 16 MiB. */
  readonly maxBytes?: number;
  /** Default: false. */
  readonly mayBeEmpty?: boolean;
}

/**
 * Reads a text file that a user specifies.
 *
 * @throws CommandFailure when it is not a regular file of UTF-8 text within the limits.
 */
export function readUserText(file: string, { maxBytes = defaultMaxBytes, mayBeEmpty = false }: Limits = {}): string {
  const text = decode(file, readRegular(file, maxBytes));
  if (!mayBeEmpty && text.trim() === "") throw unusable(file, "is empty");
  return text;
}

function readRegular(file: string, maxBytes: number): Buffer {
  try {
    const stats = statSync(file);
    // A pipe or a device may never end.
    if (!stats.isFile()) throw unusable(file, "is not a regular file: save its content to one");
    if (stats.size > maxBytes) throw unusable(file, `is larger than the limit of ${maxBytes} bytes`);
    return readFileSync(file);
  } catch (cause) {
    if (cause instanceof CommandFailure) throw cause;
    throw unusable(file, cause);
  }
}

function decode(file: string, bytes: Buffer): string {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!text.includes("\0")) return text;
  } catch {
    // The error is thrown below.
  }
  throw unusable(file, "is not UTF-8 text");
}

/**
 * A YAML document and its value, which is undefined when the document has errors.
 *
 * @param file Name of the file in messages.
 * @throws CommandFailure when its aliases expand too far, or it is nested too deeply.
 */
export function readDocument(text: string, file: string, lineCounter = new LineCounter()) {
  const document = parseDocument(text, { lineCounter });
  const overflow = document.errors.some(({ message }) => message.includes("call stack"));
  const value: unknown = document.errors.length === 0 ? contentOf(document, file) : undefined;
  if (overflow || isDeeperThan(maxLevels, value)) {
    throw unusable(file, `is nested more than ${maxLevels} levels deep, or one of its aliases refers to itself`);
  }
  return { document, value };
}

function contentOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    throw unusable(file, cause);
  }
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(levels - 1, inner));
}

function unusable(file: string, problem: unknown): CommandFailure {
  // `instanceof` does not work for errors from another realm.
  const words = typeof problem === "string" ? problem : `cannot be read: ${(problem as Error).message}`;
  return new CommandFailure("usage", `${file} ${words}`, { cause: problem });
}

/**
 * Text from a file or a server without its control, format and line-separating characters,
 * so that it can neither move the cursor of a terminal nor reverse the reading order.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
}
