import { describe, expect, it } from "@jest/globals";
import type { CommitRecord, Fault, RecordedRequest } from "../../src/emulator/index.js";
import { contradictions, earlyRepeats, type ReportedCall } from "../support/chaos-ledger.js";

const commit = { clientRequestId: "one" } as CommitRecord;

function contradiction(outcome: ReportedCall["outcome"], commits: number): string[] {
  const calls = [{ clientRequestId: "one", outcome, detail: "why" }];
  return contradictions(calls, Array<CommitRecord>(commits).fill(commit));
}

describe("the comparison of reported outcomes with commits", () => {
  it.each([
    ["created", 0],
    ["created", 2],
    ["notCreated", 1],
    ["unknown", 2],
  ] as const)("finds %s with %i commits", (outcome, commits) => {
    expect(contradiction(outcome, commits)).toEqual([`${outcome}, but ${commits} commits: why`]);
  });

  it("finds a commit that belongs to no call", () => {
    expect(contradictions([], [commit])).toEqual(["committed without a call: one"]);
  });
});

describe("the comparison of repeats with Retry-After", () => {
  const waits = (fault: Fault, waitInMs: number) => {
    const [first, second] = [1_000_000, 1_000_000 + waitInMs].map((time) => ({ clientRequestId: "one", time }));
    return earlyRepeats([{ ...first, fault }, second] as RecordedRequest[]);
  };

  it.each<[Fault, number]>([
    [{ kind: "throttle", retryAfter: 2 }, 2000],
    [{ kind: "throttle", retryAfter: "1.5" }, 1500],
    [{ kind: "throttle", retryAfter: "+2" }, 1000],
    [{ kind: "throttle", retryAfter: new Date(1_003_000) }, 3000],
    [{ kind: "status", status: 503, retryAfter: 1 }, 1000],
    [{ kind: "throttle" }, 0],
  ])("%j allows a repeat after %i ms, but not earlier", (fault, waitInMs) => {
    expect(waits(fault, waitInMs)).toEqual([]);
    expect(waits(fault, waitInMs - 1)).toHaveLength(1);
  });
});
