import type { Review } from "../judge/review.js";
import type { Report } from "./blocks.js";
import { changeSections } from "./report-changes.js";
import { headBlocks } from "./report-head.js";
import { proofSections } from "./report-proof.js";

/** The review as a page: its head fits forty lines, its sections answer a reviewer's questions in their order. */
export function createReport(review: Review): Report {
  const title = `Review of ${String(review.head.rows.find(({ kind }) => kind === "info")?.facets["title"] ?? "the contract")} ${review.head.packageVersion}`;
  return { title, head: headBlocks(review), sections: [...changeSections(review), ...proofSections(review)] };
}
