import { type ContractReview, findingsOf, openQuestions, type Review } from "../judge/review.js";
import { type Block, bullets, count, type Report, table, text } from "./blocks.js";
import { contractPart, isBreaking } from "./report-contract.js";
import { packagePart } from "./report-package.js";

const mostQuestions = 14;

function verdict(review: Review): string {
  const { base, wire, types, version } = review;
  const findings = findingsOf(review);
  const state = findings.length === 0 ? "Passes" : `Fails with ${count(findings.length, "finding")}`;
  if (!base) return `${state}. There is no release to compare with, so the whole contract is new.`;
  return `${state}. Compared with \`${base.snapshot.name}\`: wire ${wire}, types ${types}, version at least \`${version.needed}\` (it is \`${version.packageVersion}\`).`;
}

/** One row for each number, one column for each version of the API. */
function counts(review: Review): Block {
  const one = (contract: ContractReview): readonly (readonly [name: string, value: string])[] => {
    const { changes, conformance, examples, findings, accepted } = contract;
    const fresh = findings.filter(({ state }) => state === "new").length;
    return [
      ["changes", `${changes.length}, ${changes.filter(isBreaking).length} of them breaking`],
      ["findings", `${fresh} new, ${findings.length - fresh} existing, ${accepted.length} accepted`],
      [
        "departures from the page",
        conformance ? `${conformance.explained.length} explained, ${conformance.unexplained} not` : "no page",
      ],
      ["page lines cited", ratio(conformance?.claims.page)],
      ["contract elements with a source", ratio(conformance?.claims.spec)],
      ["valid examples", `${examples.filter(({ problem }) => problem === undefined).length} of ${examples.length}`],
      ["open questions", String(openQuestions(contract).length)],
    ];
  };
  const columns = review.contracts.map(one);
  const names = columns[0]?.map(([name]) => name) ?? [];
  const rows = names.map((name, index) => [name, ...columns.map((column) => column[index]?.[1] ?? "")]);
  return table(["", ...review.contracts.map(({ head }) => head.version)], rows);
}

function ratio(coverage: { readonly covered: number; readonly total: number } | undefined): string {
  return coverage ? `${coverage.covered} of ${coverage.total}` : "no page";
}

function questions({ contracts }: Review): Block[] {
  const all = contracts.flatMap((contract) =>
    openQuestions(contract).map(({ id, specSays }) => {
      const words = specSays.length > 140 ? `${specSays.slice(0, 137)}…` : specSays;
      return `${contract.head.version} \`${id}\`: ${words}`;
    }),
  );
  const more = all.length - mostQuestions;
  const rest = more > 0 ? [`${more} more, in ${contracts.map(({ head }) => head.files.ledger).join(", ")}`] : [];
  if (all.length === 0) return [text("No question is open.")];
  return [
    text("Open questions, which keep the version below 1.0:"),
    bullets([...all.slice(0, mostQuestions), ...rest]),
  ];
}

/** The review as a page: a head of at most 40 lines, then a part for each version of the API, then the package. */
export function createReport(review: Review): Report {
  return {
    title: `Review of version ${review.head.packageVersion}`,
    head: [text(verdict(review)), counts(review), ...questions(review)],
    parts: [...review.contracts.map((contract) => contractPart(contract, review)), packagePart(review)],
  };
}
