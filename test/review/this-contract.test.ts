import { describe, expect, it } from "@jest/globals";
import { createReview } from "../../scripts/review/judge/review.js";
import { readRevision } from "../../scripts/review/read/revision.js";
import { workTree } from "../../scripts/review/read/snapshot.js";

const review = createReview({ head: readRevision(workTree(".")), today: "2026-11-24" });
const contracts = review.contracts.map((contract) => ({ version: contract.head.version, contract }));
const beta = contracts.find(({ version }) => version === "beta")?.contract;

describe.each(contracts)("the contract of $version", ({ contract }) => {
  it("passes its own review", () => {
    expect(contract.findings).toEqual([]);
  });

  it("has a source for every normative line of the page and for each of its own elements", () => {
    for (const coverage of [contract.conformance?.claims.page, contract.conformance?.claims.spec]) {
      expect(coverage?.total).toBeGreaterThan(0);
      expect(coverage?.covered).toBe(coverage?.total);
    }
  });

  it("has examples, and all of them match their schemas", () => {
    expect(contract.examples.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(contract.examples.length).toBeGreaterThan(0);
  });
});

describe("a oneOf of a reference and null", () => {
  it.each([
    ["beta", "accessPackageResource", "accessPackageResource"],
    ["v1.0", "resource", "accessPackageResource"],
    ["v1.0", "catalog", "accessPackageCatalog"],
  ])("is a nullable reference: in %s, accessPackageResourceRequest.%s", (version, property, type) => {
    const { rows } = contracts.find((one) => one.version === version)?.contract.head ?? { rows: [] };
    const row = rows.find(({ name }) => name === `accessPackageResourceRequest.${property}`);
    expect(row?.facets).toMatchObject({ type, nullable: true });
  });
});

describe("the package", () => {
  it("passes its own review", () => {
    expect(review.package.findings).toEqual([]);
  });
});

describe("the ledger of beta", () => {
  it.each([
    ["posts to another address than its HTTP line", "page-example-address", "ref-path"],
    ["returns an entity for a POST to references", "odata-reference-response", "ref-response"],
    ["requires an id that is read-only", "page-property-read-only", "id-required"],
    ["omits from its request what its table requires", "page-example-lacks", "example-against-table"],
    ["does not name its permissions", "page-permission-open", "scopes-to-do"],
    ["has a placeholder for the request type", "page-example-value", "request-type-values"],
    ["knows one form of the body", "page-body-schema", "two-forms"],
    ["has a property that its table does not list", "page-example-more", "root-odata-type"],
  ])("explains why the page %s", (_, rule, entry) => {
    const explained = beta?.conformance?.explained.filter((one) => one.rule === rule);
    expect(explained?.flatMap(({ entries }) => entries)).toContain(entry);
  });
});
