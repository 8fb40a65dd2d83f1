import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import Ajv from "ajv";
import { list } from "../../scripts/contract/json.js";
import { at, documentsOf, versions } from "./documents.js";

const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync("spec/ledger.schema.json", "utf8")));

describe("the schema of a ledger", () => {
  const [first] = list(documentsOf("beta").ledger["entries"]);
  const accepts = (change: object) => validate(JSON.parse(JSON.stringify({ entries: [{ ...at(first), ...change }] })));

  it("accepts an entry of ours", () => {
    expect(accepts({})).toBe(true);
  });

  it.each([
    ["an unknown class of evidence", { evidence: "hearsay" }],
    ["no evidence", { evidence: undefined }],
    ["no source of its evidence", { sources: [] }],
    ["no test", { test: undefined }],
    ["a test without a name", { test: "test/spec/ledger.test.ts" }],
    ["no decision", { decision: undefined }],
    ["an unknown status", { status: "maybe" }],
    ["an unknown member", { note: "see above" }],
    ["a row of no kind", { rows: ["requestType"] }],
  ])("refuses an entry with %s", (_, change) => {
    expect(accepts(change)).toBe(false);
  });
});

describe.each(versions)("the ledger of %s", (version) => {
  it("has the entries that the contract cites, and says why the contract does not cite the others", () => {
    const { ledger, namedEntries } = documentsOf(version);
    const inContract = list(ledger["entries"]).filter((entry) => !("outsideSpec" in at(entry)));
    expect(new Set(inContract.map((entry) => at(entry)["id"]))).toEqual(namedEntries());
  });
});
