import { constants } from "node:fs";
import { access, open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "../../errors/redact.js";
import { CliFailure } from "../exit-codes.js";
import { formatOf, type Source } from "../input/source.js";

/**
 * Checks, before anything is sent, that a file can be written in place of what may be there.
 *
 * @param others Files that it must not replace.
 * @throws CliFailure when it cannot.
 */
export async function assertReplaceable(file: string, { format }: Source, others: readonly string[]): Promise<void> {
  const ending = formatOf(file);
  const isJson = format !== "csv";
  if (ending !== undefined && (isJson ? ending !== format : ending !== "csv"))
    throw new CliFailure("usage", `--failures ${file} gets the format of the input: let its name end in .${format}`);
  try {
    await access(dirname(file), constants.W_OK);
    const found = await stat(file).catch(() => undefined);
    if (found && !found.isFile()) throw new CliFailure("usage", `--failures ${file} is no regular file: name another`);
    for (const other of others) {
      const { dev, ino } = await stat(other).catch(() => ({ dev: 0, ino: 0 }));
      if (found && found.dev === dev && found.ino === ino)
        throw new CliFailure("usage", `--failures ${file} is the same file as ${other}: name another`);
    }
  } catch (error) {
    if (error instanceof CliFailure) throw error;
    throw cannotWrite(file, error);
  }
}

/**
 * Writes a file as a whole: until it is complete, what was there before stays.
 *
 * @throws CliFailure when it cannot be written.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    const handle = await open(temporary, "w");
    await handle
      .writeFile(text)
      .then(() => handle.sync())
      .finally(() => handle.close());
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw cannotWrite(file, error);
  }
}

function cannotWrite(file: string, error: unknown): CliFailure {
  return new CliFailure("environment", `--failures ${file} cannot be written (${errorCode(error) ?? String(error)})`);
}
