import type { CommitRecord } from "../../src/emulator/index.js";

/** What one call reported. */
export interface ReportedCall {
  /** The `client-request-id` of all its attempts. */
  readonly clientRequestId: string;
  readonly outcome: "created" | "notCreated" | "unknown";
  /** What tells more about it when it was wrong. */
  readonly detail: string;
}

/** How many commits each outcome allows. */
const allowed = { created: [1], notCreated: [0], unknown: [0, 1] };

/** Every call whose outcome does not agree with what the emulator committed, in words; none when all is well. */
export function contradictions(calls: readonly ReportedCall[], commits: readonly CommitRecord[]): string[] {
  const counts = new Map<string, number>();
  for (const { clientRequestId } of commits) counts.set(clientRequestId, (counts.get(clientRequestId) ?? 0) + 1);
  const wrong = calls.flatMap(({ clientRequestId, outcome, detail }) => {
    const count = counts.get(clientRequestId) ?? 0;
    counts.delete(clientRequestId);
    return allowed[outcome].includes(count) ? [] : [`${outcome}, but ${count} commits: ${detail}`];
  });
  return [...wrong, ...[...counts.keys()].map((id) => `committed, but nobody called: ${id}`)];
}
