/** One thing that must hold for the packed package. */
export interface Check {
  readonly name: string;
  /** Resolves to what is worth knowing, such as a size; rejects when it does not hold. */
  readonly run: () => Promise<string | undefined>;
}

/** Runs the checks one after the other, because some measure time. */
export async function runChecks(checks: readonly Check[]): Promise<boolean> {
  let failed = 0;
  for (const { name, run } of checks) {
    try {
      const note = await run();
      console.log(`ok     ${name}${note ? `: ${note}` : ""}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${name}\n  ${(error as Error).message.replace(/\n(?=.)/g, "\n  ")}`);
    }
  }
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

/** The note of a figure that keeps its limit. */
export function atMost(what: string, actual: number, limit: number): string {
  const figures = `${what} ${Math.round(actual).toLocaleString("en")} of at most ${limit.toLocaleString("en")}`;
  if (actual > limit) throw new Error(figures);
  return figures;
}
