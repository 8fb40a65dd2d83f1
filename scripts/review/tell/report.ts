import { openQuestions, type Review } from "../judge/review.js";
import { bullets, type Part, type Report, text, type Words } from "./blocks.js";
import { firstScreen } from "./first-screen.js";
import { contractPart } from "./report-contract.js";
import { packagePart } from "./report-package.js";
import { nowhere, type Where } from "./where.js";

/** What only the owner of the service can answer. */
function questions({ contracts }: Review, { links }: Where): Part[] {
  const items = contracts.flatMap((contract) =>
    openQuestions(contract).map(({ question, file, line }): Words => {
      const at = links.now(file, line);
      return [`${contract.head.version}: ${question} (`, ...at, ")"];
    }),
  );
  if (items.length === 0) return [];
  const intro = text("Each keeps the version below 1.0. The ledger says what the contract does until it is answered.");
  return [{ title: `Open questions (${items.length})`, blocks: [intro, bullets(items)] }];
}

/** The review as a page: the first screen, a part for each version of the API, the package, the open questions. */
export function createReport(review: Review, where: Where = nowhere): Report {
  return {
    title: `Review of version ${review.head.packageVersion}`,
    head: firstScreen(review, where),
    parts: [
      ...review.contracts.map((contract) => contractPart(contract, review, where)),
      packagePart(review, where),
      ...questions(review, where),
    ],
  };
}
