import { fingerprint } from "./json.js";

/** One thing that is wrong, where it is, and how to fix it. */
export interface Finding {
  /** 12 hexadecimal digits that stay the same when lines move. */
  readonly fingerprint: string;
  readonly rule: string;
  /** `existing`: the base revision has it too. */
  readonly state: "new" | "existing";
  readonly file: string;
  readonly line: number;
  /** JSON pointer in `file`. */
  readonly pointer: string;
  /** Line of the documentation page, when the finding is about the page. */
  readonly pageLine?: number;
  readonly message: string;
  readonly fix: string;
}

type Spot = Pick<Finding, "file" | "line" | "pointer" | "pageLine">;

/** @param subject What the finding is about, in words that are the same in every revision: they are fingerprinted. */
export function makeFinding(rule: string, subject: string, at: Spot, message: string, fix: string): Finding {
  return { fingerprint: fingerprint(rule, subject), rule, state: "new", ...at, message, fix };
}

/** Marks the findings that the base revision has too. */
export function markExisting(findings: readonly Finding[], base: readonly Finding[]): Finding[] {
  const known = new Set(base.map((finding) => finding.fingerprint));
  return findings.map((finding) => ({ ...finding, state: known.has(finding.fingerprint) ? "existing" : "new" }));
}
