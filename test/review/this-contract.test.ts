import { describe, expect, it } from "@jest/globals";
import { createReview } from "../../scripts/review/judge/review.js";
import { readRevision } from "../../scripts/review/read/revision.js";
import { workTree } from "../../scripts/review/read/snapshot.js";

const review = createReview({ head: readRevision(workTree(".")), today: "2026-11-24" });

describe("the contract of this repository", () => {
  it("passes its own review", () => {
    expect(review.findings).toEqual([]);
  });

  it("answers for every normative line of the page and for each of its own elements", () => {
    const claims = review.conformance?.claims;
    expect(claims?.page).toEqual({ covered: 18, total: 18 });
    expect(claims?.spec.covered).toBe(claims?.spec.total);
  });

  it.each([
    ["posts to another address than its HTTP line", "page-example-address", "ref-path"],
    ["answers references with an entity", "odata-reference-answer", "ref-answer"],
    ["asks for an id that is read-only", "page-property-read-only", "id-required"],
    ["lacks in its request what its table requires", "page-example-lacks", "example-against-table"],
    ["leaves its permissions open", "page-permission-open", "scopes-to-do"],
    ["has a placeholder for the request type", "page-example-value", "request-type-values"],
    ["knows one form of the body", "page-body-schema", "two-forms"],
    ["has a property that its table does not list", "page-example-more", "root-odata-type"],
  ])("explains why the page %s", (_, rule, entry) => {
    const explained = review.conformance?.explained.filter(({ contradiction }) => contradiction.rule === rule);
    expect(explained?.flatMap(({ entries }) => entries)).toContain(entry);
  });

  it("shows only examples that hold", () => {
    expect(review.examples.filter(({ valid }) => !valid)).toEqual([]);
    expect(review.examples.length).toBeGreaterThan(0);
  });
});
