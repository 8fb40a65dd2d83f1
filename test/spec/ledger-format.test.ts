import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import Ajv from "ajv";
import { readRows } from "../../scripts/contract/rows/read.js";
import { readYaml } from "../../scripts/contract/yaml.js";
import { at, documentsOf, type Entry, listOf, type Node, versions } from "./documents.js";

const validate = new Ajv({ allErrors: true }).compile(JSON.parse(readFileSync("spec/ledger.schema.json", "utf8")));

/** A ledger with its first entry changed: a member that is undefined is removed. */
function withFirst(ledger: Node, change: Node): unknown {
  const [first, ...others] = listOf(ledger["entries"]);
  return JSON.parse(JSON.stringify({ entries: [{ ...at(first), ...change }, ...others] }));
}

/** What is wrong with a reference to a test, if anything. */
function testProblem({ test }: Entry): string | undefined {
  const [file = "", name = ""] = test.split("#", 2);
  let source: string;
  try {
    source = readFileSync(file, "utf8");
  } catch {
    return `${file} does not exist`;
  }
  return source.includes(`it(${JSON.stringify(name)}`) ? undefined : `${file} has no test "${name}"`;
}

describe.each(versions)("the ledger of %s", (version) => {
  const { entries, ledger, namedEntries, specFile } = documentsOf(version);

  it("has the form of its schema", () => {
    validate(ledger);
    expect(validate.errors).toBeNull();
  });

  it.each([
    ["an unknown class of evidence", { evidence: "hearsay" }],
    ["no evidence", { evidence: undefined }],
    ["no source of its evidence", { sources: [] }],
    ["no test", { test: undefined }],
    ["a test without a name", { test: "test/spec/ledger.test.ts" }],
    ["no decision", { decision: undefined }],
    ["an unknown status", { status: "maybe" }],
    ["a member nobody knows", { note: "see above" }],
    ["a row of no kind", { rows: ["requestType"] }],
  ])("is refused when an entry has %s", (_, change) => {
    expect(validate(withFirst(ledger, change))).toBe(false);
  });

  it("has every id once", () => {
    const ids = entries().map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it("names a test that exists for every entry", () => {
    expect(entries().map(testProblem).filter(Boolean)).toEqual([]);
  });

  it("notices a test that does not exist", () => {
    const [first] = entries();
    expect(testProblem({ ...(first as Entry), test: "test/spec/ledger.test.ts#is not there" })).toContain(
      "has no test",
    );
    expect(testProblem({ ...(first as Entry), test: "test/spec/absent.test.ts#x" })).toContain("does not exist");
  });

  it("has an entry for every ledger source of the contract", () => {
    const ids = new Set(entries().map(({ id }) => id));
    expect([...namedEntries()].filter((id) => !ids.has(id))).toEqual([]);
  });

  it("is named by the contract, or says why not, entry by entry", () => {
    const named = namedEntries();
    expect(
      entries()
        .filter(({ id, outsideSpec }) => named.has(id) === outsideSpec)
        .map(({ id }) => id),
    ).toEqual([]);
  });

  it("explains only rows that the contract has", () => {
    const keys = new Set(readRows(readYaml(readFileSync(specFile, "utf8"), specFile)).map(({ key }) => key));
    expect(entries().flatMap(({ rows }) => rows.filter((row) => !keys.has(row)))).toEqual([]);
  });
});
