import { describe, expect, it } from "@jest/globals";
import { filesOf } from "../../scripts/contract/versions.js";
import { readPage } from "../../scripts/review/read/page.js";
import { formatPageFacts, readPageFacts } from "../../scripts/review/read/page-facts.js";
import { edited } from "./contract.js";
import { conform, fixture, page, spec, unclaimed } from "./project.js";

const lines = page.split("\n");

interface Mutation {
  readonly what: string;
  readonly text: string;
}

function withLine(number: number, text: string): string {
  return lines.map((line, index) => (index === number - 1 ? text : line)).join("\n");
}

/** Every cell of every table, except the lines of dashes, with its text changed. */
const cells: readonly Mutation[] = lines.flatMap((line, index) => {
  if (!line.startsWith("|") || line.startsWith("|:")) return [];
  const parts = line.slice(1, -1).split("|");
  return parts.map((cell, at) => {
    const changed = parts.map((part, other) => (other === at ? `${part}Changed` : part));
    return {
      what: `cell ${at + 1} of line ${index + 1}, "${cell}"`,
      text: withLine(index + 1, `|${changed.join("|")}|`),
    };
  });
});

const requestEnd = ',\n  "endDateTime": "2026-12-31T10:00:00Z"\n}\n```\n\n### Response';

const blocks: readonly (readonly [what: string, line: string, changed: string])[] = [
  ["the title of the front matter", 'title: "Lend shelfRequests"', 'title: "Lend shelves"'],
  ["the heading", "# Lend shelfRequests", "# Lend more shelfRequests"],
  ["the namespace", "Namespace: example.library", "Namespace: example.archive"],
  ["the HTTP line", "POST /library/shelfRequests\n", "POST /library/shelfRequests/$ref\n"],
  ["the method of the HTTP line", "POST /library/shelfRequests\n", "PUT /library/shelfRequests\n"],
  ["the comment above the HTTP line", '{ "blockType": "ignored" }', '{ "blockType": "ignored", "name": "x" }'],
  ["the type of the body", "Send a [shelfRequest]", "Send a [shelfThing]"],
  ["the status of the response", "`201 Created`", "`200 OK`"],
  ["the type of the response", "with a [shelfRequest]", "with a [shelfThing]"],
  ["the comment above the request example", '"name": "lend_shelfrequest"', '"name": "lend"'],
  ["the address of the request example", "beta/library/shelfRequests", "beta/library/requests"],
  ["the stated Content-Length", "Content-length: 85", "Content-length: 89"],
  ["the media type of the request example", "Content-type: application/json", "Content-type: text/json"],
  ["a value of the request example", `"isUrgent": true${requestEnd}`, `"isUrgent": null${requestEnd}`],
  ["a member that leaves the request example", `true${requestEnd}`, "true\n}\n```\n\n### Response"],
  [
    "the type in the comment of the response example",
    ': "example.library.shelfRequest"',
    ': "example.library.shelfrequest"',
  ],
  ["the status line of the response example", "HTTP/1.1 201 Created", "HTTP/1.1 200 OK"],
  ["a value of the response example", '"id": "r1"', '"id": "r2"'],
  ["a body that is no JSON any more", '  "id": "r1",', '  "id": "r1"'],
];

describe("conformance", () => {
  it("finds nothing on the confirmed page", () => {
    expect(conform({ page }).findings).toEqual([]);
  });

  it("finds nothing if the page is not given", () => {
    expect(conform()).toMatchObject({ findings: [], pageRead: false });
  });

  it("covers every normative line and every element", () => {
    const { claims } = conform();
    expect(claims.page).toEqual({ covered: 13, total: 13 });
    expect(claims.spec.covered).toBe(claims.spec.total);
  });

  it.each(cells)("gives exactly one finding with both lines if $what is changed", ({ text }) => {
    const { findings } = conform({ page: text });
    expect(findings).toMatchObject([{ rule: "page-changed" }]);
    expect(findings[0]?.pageLine).toBe(lines.findIndex((line, index) => line !== text.split("\n")[index]) + 1);
    expect(findings[0]?.line).toBeGreaterThan(1);
  });

  it.each(
    lines
      .flatMap((line, index) => (/^\|(?!:)/.test(line) ? [{ line, number: index + 1 }] : []))
      .filter(({ number }) => /^\|(?!:)/.test(lines[number - 2] ?? "") || /^\|:/.test(lines[number - 2] ?? "")),
  )("gives exactly one finding if row $number is removed", ({ number }) => {
    const { findings } = conform({ page: lines.filter((_, index) => index !== number - 1).join("\n") });
    expect(findings).toMatchObject([{ rule: "page-changed", pageLine: number }]);
  });

  it.each(blocks)("gives exactly one finding with both lines if %s is changed", (_, from, to) => {
    const { findings } = conform({ page: edited(page, from, to) });
    expect(findings).toMatchObject([{ rule: "page-changed", file: expect.stringMatching(/^spec\//) }]);
    expect(findings[0]?.pageLine).toBeGreaterThan(0);
    expect(findings[0]?.line).toBeGreaterThan(0);
  });

  it.each([
    ["a byte changes that states nothing", "This address", "That address"],
    ["lines only move", "## Permissions", "\n## Permissions"],
  ])("gives exactly one finding if %s", (_, from, to) => {
    expect(conform({ page: edited(page, from, to) }).findings).toMatchObject([{ rule: "page-hash" }]);
  });

  it("reports what a change to the page would contradict", () => {
    const [finding] = conform({ page: edited(page, "`201 Created`", "`200 OK`") }).findings;
    expect(finding?.message).toContain("As a result: The page responds with 200; the specification responds with 201.");
  });

  it("keeps a confirmed page through writing and reading", () => {
    const read = readPage(page);
    const files = filesOf("beta");
    expect(readPageFacts(formatPageFacts(read, files), files.page).rows).toEqual(read.rows);
  });

  it("keeps no sentence of the page", () => {
    for (const sentence of ["These properties are required", "Whether it must be quick", "A request puts"])
      expect(fixture("spec/beta/page.yaml")).not.toContain(sentence);
  });

  it.each([
    ["page-property-type", 43, "type: boolean", "type: string"],
    ["page-property-required", 43, "shelfId, isUrgent, endDateTime]", "shelfId, endDateTime]"],
    ["page-operation", 25, "/library/shelfRequests:", "/library/requests:"],
  ])("finds a contradiction that no entry explains: %s", (rule, pageLine, from, to) => {
    const { findings } = conform({ spec: edited(spec, from, to) });
    expect(findings).toContainEqual(expect.objectContaining({ rule, pageLine }));
  });

  it("finds a line of the page that the contract does not state", () => {
    expect(conform({ spec: unclaimed }).findings).toMatchObject([{ rule: "claim-missing", pageLine: 42 }]);
  });

  it("finds a line of the page that two elements state", () => {
    expect(conform({ spec: edited(spec, "x-source: [handbook,", "x-source: ['page:42',") }).findings).toMatchObject([
      { rule: "claim-repeated", pageLine: 42 },
    ]);
  });

  it.each(["page:900", "ledger:nowhere", "leaflet"])("finds that the source %s points nowhere", (source) => {
    const lost = edited(spec, "x-source: [handbook,", `x-source: ['${source}',`);
    expect(conform({ spec: lost }).findings.map(({ rule }) => rule)).toEqual(["source-unknown"]);
  });

  it("keeps the fingerprint of a finding if its lines move", () => {
    const wrong = edited(spec, "type: boolean", "type: string");
    const moved = edited(wrong, "paths:\n", "\n\n\npaths:\n");
    const [before, after] = [wrong, moved].map((text) => conform({ spec: text }).findings[0]);
    expect(after?.line).toBe((before?.line ?? 0) + 3);
    expect(after?.fingerprint).toBe(before?.fingerprint);
  });
});
