import type { Review } from "../judge/review.js";
import { type Block, bullets, table, text } from "./blocks.js";

const mostQuestions = 14;

function verdictWords({ base, findings, wire, types, version }: Review): string {
  const state =
    findings.length === 0 ? "Passes" : `Fails with ${findings.length} finding${findings.length === 1 ? "" : "s"}`;
  if (!base) return `${state}. There is no release to compare with: the whole contract is new.`;
  return `${state}. Against \`${base.snapshot.name}\`: wire ${wire}, types ${types}, version at least \`${version.needed}\` (it is \`${version.packageVersion}\`).`;
}

function counts(review: Review): string[][] {
  const { changes, findings, conformance, examples, openQuestions, generated } = review;
  const fresh = findings.filter(({ state }) => state === "new").length;
  const breaking = changes.filter(({ verdict }) => verdict.wire === "breaking" || verdict.types === "breaking").length;
  const coverage = conformance
    ? `page ${conformance.claims.page.covered}/${conformance.claims.page.total}, contract ${conformance.claims.spec.covered}/${conformance.claims.spec.total}`
    : "unknown";
  return [
    ["changes", `${changes.length}, ${breaking} of them breaking`],
    [
      "findings",
      `${findings.length}: ${fresh} new, ${findings.length - fresh} existing; ${review.accepted.length} accepted`,
    ],
    [
      "departures from the page",
      conformance ? `${conformance.explained.length} explained, ${conformance.unexplained} not` : "unknown",
    ],
    ["traced", coverage],
    ["examples", `${examples.filter(({ valid }) => valid).length} of ${examples.length} hold`],
    ["generated files changed", String(generated.changes.length)],
    ["open questions", String(openQuestions.length)],
  ];
}

/** Verdict, version, counts and open questions: what a reviewer reads first, in under forty lines. */
export function headBlocks(review: Review): Block[] {
  const questions = review.openQuestions
    .slice(0, mostQuestions)
    .map(({ id, specSays }) => `\`${id}\`: ${specSays.length > 140 ? `${specSays.slice(0, 137)}…` : specSays}`);
  const more = review.openQuestions.length - questions.length;
  const rest = more > 0 ? [`${more} more, all in spec/beta/ledger.yaml`] : [];
  const open =
    questions.length > 0
      ? [text("Open questions, which keep the version below 1.0:"), bullets([...questions, ...rest])]
      : [text("No question is open.")];
  return [text(verdictWords(review)), table(["what", "how many"], counts(review)), ...open];
}
