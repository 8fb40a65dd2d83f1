import type { Fault } from "access-package-resource-requests/emulator";

export interface FaultCase {
  readonly name: string;
  readonly fault: Fault;
}

/** What goes wrong once, with the first request; the service is well from then on. */
export const faultCases: readonly FaultCase[] = [
  { name: "429, Retry-After: 1", fault: { kind: "throttle", retryAfter: 1 } },
  { name: "429 without Retry-After", fault: { kind: "throttle" } },
  { name: "503, Retry-After: 1, not done", fault: { kind: "status", status: 503, retryAfter: 1 } },
  { name: "503 without Retry-After, not done", fault: { kind: "status", status: 503 } },
  { name: "503 without Retry-After, but done", fault: { kind: "status", status: 503, when: "after" } },
  { name: "504, not done", fault: { kind: "status", status: 504 } },
  { name: "504, but done", fault: { kind: "status", status: 504, when: "after" } },
  { name: "500, but done", fault: { kind: "status", status: 500, when: "after" } },
  { name: "502 with HTML, but done", fault: { kind: "status", status: 502, when: "after", content: "html" } },
  { name: "reset, not done", fault: { kind: "reset" } },
  { name: "reset, but done", fault: { kind: "reset", when: "after" } },
  { name: "reset after the headers, done", fault: { kind: "resetAfterHeaders" } },
  { name: "201 cut short, done", fault: { kind: "truncated" } },
  { name: "201 that is not JSON, done", fault: { kind: "malformed" } },
  { name: "201 without a body, done", fault: { kind: "status", status: 201, when: "after", content: "empty" } },
  { name: "401 with a claims challenge", fault: { kind: "claims" } },
];
