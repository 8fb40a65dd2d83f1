import { describe, expect, it } from "@jest/globals";
import type { CommitRecord } from "../../src/emulator/index.js";
import { contradictions, type ReportedCall } from "../support/chaos-ledger.js";

const commit = { clientRequestId: "one" } as CommitRecord;

function contradiction(outcome: ReportedCall["outcome"], commits: number): string[] {
  const calls = [{ clientRequestId: "one", outcome, detail: "why" }];
  return contradictions(calls, Array<CommitRecord>(commits).fill(commit));
}

describe("the comparison of reported outcomes with commits", () => {
  it.each([
    ["created", 1],
    ["notCreated", 0],
    ["unknown", 0],
    ["unknown", 1],
  ] as const)("accepts %s with %i commits", (outcome, commits) => {
    expect(contradiction(outcome, commits)).toEqual([]);
  });

  it.each([
    ["created", 0],
    ["created", 2],
    ["notCreated", 1],
    ["unknown", 2],
  ] as const)("finds %s with %i commits", (outcome, commits) => {
    expect(contradiction(outcome, commits)).toEqual([`${outcome}, but ${commits} commits: why`]);
  });

  it("finds a commit that belongs to no call", () => {
    expect(contradictions([], [commit])).toEqual(["committed, but nobody called: one"]);
  });
});
