import { type Fault, startEmulator } from "access-package-resource-requests/emulator";
import { pageBody } from "../body.js";
import type { CreateSend } from "../peers/contenders/contender.js";
import { respond } from "../respond.js";

/** What one contender did with a fault. */
export interface FaultResult {
  readonly fault: string;
  /** How often the change was made. */
  readonly commits: number;
  /** What the caller learned: an outcome, or the name of an error that has none. */
  readonly reported: string;
}

/** The fault that the first request meets; the emulator injects no other. */
const faults: Readonly<Record<string, Fault>> = {
  "429, Retry-After: 1": { kind: "throttle", retryAfter: 1 },
  "429 without Retry-After": { kind: "throttle" },
  "503, Retry-After: 1, not done": { kind: "status", status: 503, retryAfter: 1 },
  "503 without Retry-After, not done": { kind: "status", status: 503 },
  "503 without Retry-After, but done": { kind: "status", status: 503, when: "after" },
  "504, not done": { kind: "status", status: 504 },
  "504, but done": { kind: "status", status: 504, when: "after" },
  "500, but done": { kind: "status", status: 500, when: "after" },
  "502 with HTML, but done": { kind: "status", status: 502, when: "after", content: "html" },
  "reset, not done": { kind: "reset" },
  "reset, but done": { kind: "reset", when: "after" },
  "reset after the headers, done": { kind: "resetAfterHeaders" },
  "201 cut short, done": { kind: "truncated" },
  "201 that is not JSON, done": { kind: "malformed" },
  "201 without a body, done": { kind: "status", status: 201, when: "after", content: "empty" },
  "401 with a claims challenge": { kind: "claims" },
};

const [file = ""] = process.argv.slice(2);
const { createSend } = (await import(new URL(`${file}.mjs`, import.meta.url).href)) as {
  readonly createSend: CreateSend;
};

async function meet([name, fault]: [string, Fault]): Promise<FaultResult> {
  const emulator = await startEmulator();
  emulator.faults.next(fault);
  const reported = await createSend(emulator.endpoint)(pageBody).then(
    (value) => (value === undefined || value === null || value === "" ? "success, no value" : "created"),
    ({ outcome, name = "error" }: { readonly outcome?: string; readonly name?: string }) => outcome ?? name,
  );
  await emulator.idle();
  const { length: commits } = emulator.commits;
  await emulator.close();
  return { fault: name, commits, reported };
}

respond(() => Promise.all(Object.entries(faults).map(meet)));
