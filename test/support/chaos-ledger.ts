import type { CommitRecord, Fault, RecordedRequest } from "../../src/emulator/index.js";

/** What one call reported. */
export interface ReportedCall {
  /** The `client-request-id` of all its attempts. */
  readonly clientRequestId: string;
  readonly outcome: "created" | "notCreated" | "unknown";
  /** Details to print when the outcome is wrong. */
  readonly detail: string;
}

/** How many commits each outcome allows. */
const allowed = { created: [1], notCreated: [0], unknown: [0, 1] };

/** Describes every call whose outcome contradicts the commits of the emulator. */
export function contradictions(calls: readonly ReportedCall[], commits: readonly CommitRecord[]): string[] {
  const counts = new Map<string, number>();
  for (const { clientRequestId } of commits) counts.set(clientRequestId, (counts.get(clientRequestId) ?? 0) + 1);
  const wrong = calls.flatMap(({ clientRequestId, outcome, detail }) => {
    const count = counts.get(clientRequestId) ?? 0;
    counts.delete(clientRequestId);
    return allowed[outcome].includes(count) ? [] : [`${outcome}, but ${count} commits: ${detail}`];
  });
  return [...wrong, ...[...counts.keys()].map((id) => `committed without a call: ${id}`)];
}

/** Describes every repeated request that came earlier than the preceding refusal allows. */
export function earlyRepeats(requests: readonly RecordedRequest[]): string[] {
  const last = new Map<string, RecordedRequest>();
  return requests.flatMap((request) => {
    const { clientRequestId, time } = request;
    const before = last.get(clientRequestId);
    last.set(clientRequestId, request);
    if (before === undefined || time >= dueAt(before)) return [];
    return [`after ${time - before.time} ms: ${JSON.stringify(before.fault)}`];
  });
}

function dueAt({ time, fault }: RecordedRequest): number {
  const retryAfter = retryAfterOf(fault);
  if (retryAfter === undefined) return time;
  if (retryAfter instanceof Date) return Math.floor(retryAfter.getTime() / 1000) * 1000;
  // If the value is not a number, the client waits the base delay of its back-off, one second.
  return time + 1000 * (/^[\d.]+$/.test(String(retryAfter)) ? Number(retryAfter) : 1);
}

function retryAfterOf(fault: Fault | undefined) {
  return fault?.kind === "throttle" || fault?.kind === "status" ? fault.retryAfter : undefined;
}
