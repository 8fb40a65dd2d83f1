/** One check, which passes or fails. */
export interface Check {
  /** What is true when the check passes. */
  readonly name: string;
  /** Resolves to a note, such as a size, when the check passes. Rejects when it fails. */
  readonly run: () => Promise<string | undefined>;
}

/**
 * Runs the checks one after the other, because some measure time, and prints one line for each.
 *
 * @returns Whether all of them pass.
 */
export async function runChecks(checks: readonly Check[]): Promise<boolean> {
  let failed = 0;
  for (const { name, run } of checks) {
    const started = Date.now();
    const time = () => `(${((Date.now() - started) / 1000).toFixed(1)} s)`;
    try {
      const note = await run();
      console.log(`ok     ${name}${note ? `: ${note}` : ""} ${time()}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${name} ${time()}\n  ${(error as Error).message.replace(/\n(?=.)/g, "\n  ")}`);
    }
  }
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

/** The note for a figure that is within its limit. Throws when it is not. */
export function atMost(what: string, actual: number, limit: number): string {
  const figures = `${actual.toLocaleString("en")} ${what} (at most ${limit.toLocaleString("en")})`;
  if (actual > limit) throw new Error(figures);
  return figures;
}
