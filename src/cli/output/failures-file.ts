import { constants } from "node:fs";
import { access, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { errorCode } from "../../errors/redact.js";
import { CliFailure } from "../exit-codes.js";
import { listIn } from "../input/json.js";
import type { ResourceInput } from "../input/resources.js";
import { formatOf, type Source } from "../input/source.js";

/**
 * Checks before anything is sent that the file can be written, even if it exists.
 *
 * @param others Files that it must not replace.
 * @throws CliFailure when it cannot.
 */
export async function assertReplaceable(file: string, { format }: Source, others: readonly string[]): Promise<void> {
  const refuse = (problem: string) => {
    throw new CliFailure("usage", `--failures ${file} ${problem}`);
  };
  if ((formatOf(file) ?? format) !== format) refuse(`has the format of the input, so its name must end in .${format}`);
  await access(dirname(file), constants.W_OK).catch((error) => cannotWrite(file, error));
  const found = await stat(file).catch(() => undefined);
  if (found && !found.isFile()) refuse("is not a regular file: choose another");
  for (const other of others) {
    if ((await identityOf(file)) === (await identityOf(other))) refuse(`is the same file as ${other}: choose another`);
  }
}

/** What all names of a file have in common, even if the file does not exist yet. */
async function identityOf(file: string): Promise<string> {
  const found = await stat(file).catch(() => undefined);
  if (found) return `${found.dev} ${found.ino}`;
  const target = await readlink(file).catch(() => "");
  const path = resolve(dirname(file), target || basename(file));
  return join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path));
}

/**
 * Replaces a file atomically: the old content stays until the new content is complete.
 *
 * @throws CliFailure when it cannot be written.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text, { flush: true });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    cannotWrite(file, error);
  }
}

function cannotWrite(file: string, error: unknown): never {
  throw new CliFailure("environment", `--failures ${file} cannot be written (${errorCode(error) ?? String(error)})`);
}

/**
 * Returns the part of an input that contains only some of its records. The format and the columns stay the same.
 *
 * @param indexes The records to keep, in their order.
 */
export function excerptOf({ source, lines }: ResourceInput, indexes: readonly number[]): string {
  const { format, text, hasMark } = source;
  if (format === "json") {
    const value: unknown = JSON.parse(text);
    const items = listIn(value) ?? [value];
    return `${JSON.stringify(
      indexes.map((index) => items[index]),
      null,
      2,
    )}\n`;
  }
  const all = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const head = format === "csv" ? all.slice(0, Number(lines[0]) - 1) : [];
  const rows = indexes.map((index) => {
    const row = all.slice(Number(lines[index]) - 1, Number(lines[index + 1] ?? all.length + 1) - 1).join("");
    return /[\r\n]$/.test(row) ? row : `${row}\n`;
  });
  return (hasMark ? "\ufeff" : "") + [...head, ...rows].join("");
}
