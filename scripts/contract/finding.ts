import { fingerprint } from "./json.js";

/** One thing that is wrong, with the place and the cure. */
export interface Finding {
  /** 12 hexadecimal digits that stay the same when lines move. */
  readonly fingerprint: string;
  readonly rule: string;
  /** Was it there in the base revision already? */
  readonly state: "new" | "existing";
  readonly file: string;
  readonly line: number;
  /** JSON pointer in `file`. */
  readonly pointer: string;
  /** Line of the documentation page, where the finding is about the page. */
  readonly pageLine?: number;
  readonly message: string;
  readonly fix: string;
}

export type Spot = Pick<Finding, "file" | "line" | "pointer" | "pageLine">;

/** @param subject What it is about, in words that hold in every revision: by them the same finding is known again. */
export function makeFinding(rule: string, subject: string, at: Spot, message: string, fix: string): Finding {
  return { fingerprint: fingerprint(rule, subject), rule, state: "new", ...at, message, fix };
}

/** Marks the findings that the base revision has too. */
export function markExisting(findings: readonly Finding[], base: readonly Finding[]): Finding[] {
  const known = new Set(base.map((finding) => finding.fingerprint));
  return findings.map((finding) => ({ ...finding, state: known.has(finding.fingerprint) ? "existing" : "new" }));
}
