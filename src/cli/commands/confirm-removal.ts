import { createInterface } from "node:readline/promises";
import { CliFailure } from "../exit-codes.js";
import { type CommandIo, interruptible } from "../io.js";
import { escapeUnprintable } from "../output/text.js";

/**
 * Asks a user at a terminal. A script is not asked.
 *
 * @throws CliFailure unless the user agrees.
 */
export async function confirmRemoval(question: string, io: CommandIo): Promise<void> {
  if (!io.stdin.isTTY || !io.stderr.isTTY) return;
  io.stderr.write(`${escapeUnprintable(question)} [y/N] `);
  await interruptible(io, async ({ stop }) => {
    // With `terminal`, readline would read Ctrl-C as a key, and no signal would arrive.
    const lines = createInterface({ input: io.stdin, terminal: false, signal: stop });
    const { value }: IteratorResult<string, undefined> = await lines[Symbol.asyncIterator]().next();
    // Otherwise the process waits for the terminal, and never ends.
    lines.close();
    // Only the Enter key ends the line of the question.
    if (value === undefined) io.stderr.write("\n");
    if (!/^\s*y(?:es)?\s*$/i.test(value ?? ""))
      throw new CliFailure(stop.aborted ? "interrupted" : "failed", "nothing was removed");
  });
}
