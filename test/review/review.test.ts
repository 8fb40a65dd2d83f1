import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import { changelogLines } from "../../scripts/review/judge/changelog.js";
import { edited } from "./contract.js";
import { acceptance, atVersion, ledger, renamed, reviewOf, spec, withLedger, withSpec } from "./project.js";

const rules = (review: ReturnType<typeof reviewOf>): string[] => review.findings.map(({ rule }) => rule);

const longer = edited(spec, "description: The shelf.", "maxLength: 40\n          description: The shelf.");
const withoutUrgent = edited(spec, "shelfId, isUrgent, endDateTime]", "shelfId, endDateTime]");

describe("the version", () => {
  it("can stay if nothing changed", () => {
    expect(reviewOf({ after: {} })).toMatchObject({ findings: [], version: { bump: "none", needed: "0.3.0" } });
  });

  it.each([
    ["0.3.0", "0.2.0", "0.3.0"],
    ["0.3.1", "0.3.0", "0.4.0"],
    ["0.3.0", undefined, "0.4.0"],
  ])("of a break is, at a base with %s after the release %s, at least %s", (at, released, needed) => {
    const review = reviewOf({ before: atVersion(at), after: atVersion(at, renamed), released });
    expect(review.version.needed).toBe(needed);
    expect(rules(review)).toEqual(needed === at ? [] : ["version-too-small"]);
  });

  it("fails if it is too small, and reports the change that requires more", () => {
    const [finding] = reviewOf({ after: atVersion("0.3.1", renamed) }).findings;
    expect(finding).toMatchObject({
      rule: "version-too-small",
      message: expect.stringContaining(
        "Change operationId of operation `POST …/shelfRequests` from `lendShelfRequest` to `lendThing`",
      ),
    });
  });

  it("requires a major step from 1.0 on", () => {
    const settled = ledger.replace("status: open", "status: settled");
    const review = reviewOf({
      before: { ...atVersion("1.2.0"), ...withLedger(settled) },
      after: { ...atVersion("1.3.0", renamed), ...withLedger(settled) },
    });
    expect(review).toMatchObject({ version: { needed: "2.0.0" }, findings: [{ rule: "version-too-small" }] });
  });

  it("fails if package.json and the contract differ", () => {
    expect(rules(reviewOf({ after: { "package.json": '{ "version": "0.4.0" }' } }))).toEqual(["version-differs"]);
  });

  it("stays below 1.0 while a question is open", () => {
    expect(rules(reviewOf({ after: atVersion("1.0.0") }))).toEqual(["open-questions"]);
  });
});

describe("a scope that an operation requires", () => {
  const scope = "- oauth2: [Shelf.ReadWrite.All]";

  it.each([
    ["is not declared", scope, "- oauth2: [Shelf.ReadWrite.All, Shelf.Own]", "oauth2 Shelf.Own"],
    ["belongs to no scheme", scope, `${scope}\n  - key: []`, "key"],
  ])("is a finding if it %s", (_, from, to, name) => {
    const undeclared = withSpec(edited(spec, from, to));
    expect(reviewOf({ before: undeclared, after: undeclared }).findings).toMatchObject([
      {
        rule: "scope-undeclared",
        message: expect.stringContaining(`POST /library/shelfRequests requires ${name}, which`),
      },
    ]);
  });
});

describe("a ledger entry", () => {
  const correction = ledger.replace("specSays: id is read-only.", "specSays: id is read-only, and always was.");
  const sendable = edited(spec, "          readOnly: true\n", "");

  it("that is new marks a change as a corrected description", () => {
    const review = reviewOf({
      before: withSpec(sendable),
      after: { ...atVersion("0.4.0"), ...withLedger(correction) },
    });
    expect(review.changes).toMatchObject([
      { verdict: { wire: "corrected", types: "breaking", bump: "minor" }, correctedBy: ["id-given"] },
    ]);
    expect(rules(review)).toEqual([]);
  });

  it("that existed before explains no change since then", () => {
    const review = reviewOf({ before: withSpec(sendable), after: atVersion("0.4.0") });
    expect(review.changes).toMatchObject([{ verdict: { wire: "breaking" } }]);
    expect(rules(review)).toEqual(["breaking-change"]);
  });

  it.each([
    ["evidence", "    evidence: self-contradiction\n", "", "ledger-schema"],
    ["a known class of evidence", "evidence: self-contradiction", "evidence: hearsay", "ledger-schema"],
    ["a test", "    test: test/ledger.test.ts#answers an id\n", "", "ledger-schema"],
    ["a test that exists", "#answers an id", "#answers no id", "ledger-test"],
    ["the whole name of its test", "#answers an id", "#answers an", "ledger-test"],
    ["rows that exist", "property:shelfRequest.id", "property:shelfRequest.di", "ledger-row"],
    ["a unique id", "- id: id-given", "- id: colour", "ledger-id-repeated"],
  ])("fails without %s", (_, from, to, rule) => {
    expect(rules(reviewOf({ after: withLedger(edited(ledger, from, to)) }))).toContain(rule);
  });

  it("is not requested for each element if the whole ledger is missing", () => {
    const review = reviewOf({ after: { "spec/beta/ledger.yaml": undefined } });
    expect(review.findings).toMatchObject([
      { rule: "ledger-missing", message: expect.stringMatching(/^spec\/beta\/ledger\.yaml is missing/) },
    ]);
  });

  it("that is no longer needed fails", () => {
    const agreed = `${ledger}  - {id: urgency, page: [42], pageSays: One thing., specSays: The same., evidence: inference, sources: [None at all], rows: ['property:shelfRequest.isUrgent'], decision: Keep it., status: settled, date: '2026-01-02', test: 'test/ledger.test.ts#keeps the name'}\n`;
    expect(reviewOf({ after: withLedger(agreed) }).findings).toMatchObject([
      { rule: "ledger-needless", message: expect.stringContaining("urgency") },
    ]);
  });
});

describe("a finding", () => {
  const broken = edited(spec, "{shelfId: upper, isUrgent: true", "{shelfId: upper, isUrgent: 'yes please'");
  const states = ({ findings }: ReturnType<typeof reviewOf>) => findings.map(({ rule, state }) => `${rule} ${state}`);

  it("is new if the base does not have it", () => {
    expect(states(reviewOf({ after: withSpec(broken) }))).toContain("example-invalid new");
  });

  it("is existing if the base has it, wherever its line was", () => {
    const moved = broken.replace("paths:\n", "\n\npaths:\n");
    const found = states(reviewOf({ before: withSpec(broken), after: withSpec(moved) }));
    expect(found).toContain("example-invalid existing");
    expect(found.filter((state) => state.endsWith("new"))).toEqual([]);
  });
});

describe("an acceptance", () => {
  const files = atVersion("0.4.0", longer);
  const [breaking] = reviewOf({ after: files }).findings;
  const fingerprint = breaking?.fingerprint ?? "";
  const accept = (fields: Readonly<Record<string, string>>, id = fingerprint) =>
    reviewOf({ after: { ...files, "spec/beta/acceptances.yaml": acceptance(id, fields) } });

  it("is needed for what breaks on the wire", () => {
    expect(breaking).toMatchObject({ rule: "breaking-change", file: "spec/beta/openapi.yaml" });
  });

  it("lets that pass and lists it as new", () => {
    const review = accept({});
    expect(rules(review)).toEqual([]);
    expect(review).toMatchObject({
      accepted: [{ fingerprint }],
      acceptances: { added: [{ who: "A. Reader" }], carried: [], dropped: [] },
    });
  });

  it.each([
    ["has no reason", { reason: "" }],
    ["has an unknown reason class", { reasonClass: "Whatever" }],
    ["has no person", { who: "" }],
    ["expired", { expires: "2026-05-31" }],
    ["has no date", { date: "" }],
  ])("fails if it %s", (_, fields) => {
    expect(rules(accept(fields))).toContain("acceptance");
  });

  it("fails if it matches no change and no finding", () => {
    expect(rules(accept({}, "000000000000"))).toEqual(["breaking-change", "acceptance"]);
  });

  it.each([
    ["passes until the next release", "0.2.0", []],
    ["fails if the base is a release, which no longer needs it", undefined, ["acceptance"]],
  ])("that the base has, of a change that is merged, %s", (_, released, expected) => {
    const merged = { ...files, "spec/beta/acceptances.yaml": acceptance(fingerprint) };
    expect(rules(reviewOf({ before: merged, after: merged, released }))).toEqual(expected);
  });

  it("is listed as carried or dropped, depending on the base", () => {
    const carried = reviewOf({
      before: { "spec/beta/acceptances.yaml": acceptance(fingerprint) },
      after: { ...files, "spec/beta/acceptances.yaml": acceptance(fingerprint) },
    });
    const dropped = reviewOf({ before: { "spec/beta/acceptances.yaml": acceptance(fingerprint) }, after: {} });
    expect([carried.acceptances.carried.length, dropped.acceptances.dropped.length]).toEqual([1, 1]);
  });
});

describe("the generated code", () => {
  const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
  const client = "generated/beta/client.ts";
  const tree = (code: string, spec = "s1", jar = "j1"): Record<string, string> => ({
    [client]: code,
    "generated/lock.json": JSON.stringify({
      specifications: { "spec/beta/openapi.yaml": { sha256: spec, normalizedSha256: spec } },
      templates: {},
      options: {},
      tools: {},
      jarSha256: jar,
      output: { files: { "beta/client.ts": sha256(code) } },
    }),
  });
  const before = tree("one\n");

  it.each([
    ["the specification", tree("two\n", "s2"), ["spec"], []],
    ["the generator", tree("two\n", "s1", "j2"), ["generator"], []],
    ["hand", { ...before, [client]: "two\n" }, ["hand"], ["generated-by-hand"]],
    [
      "hand, although the specification changed too",
      { ...tree("two\n", "s2"), [client]: "three\n" },
      ["hand"],
      ["generated-by-hand"],
    ],
    [
      "the specification and the generator in one changeset",
      tree("two\n", "s2", "j2"),
      ["spec", "generator"],
      ["mixed-causes"],
    ],
  ])("is reported with its cause if it changes by %s", (_, after, causes, expected) => {
    const review = reviewOf({ before, after });
    expect(review.generated.changes).toMatchObject([{ file: client, causes }]);
    expect(rules(review)).toEqual(expected);
  });
});

describe("the changelog", () => {
  it("describes each field in words, with what breaks first and marked", () => {
    const after = edited(longer, "description: Of the thing.", "description: Of the thing itself.");
    expect(changelogLines(reviewOf({ after: atVersion("0.4.0", after) }).changes)).toEqual([
      "- ⚠️ Add maxLength `40` to property `shelfRequest.shelfId`.",
      "- Reword the description of property `shelfRequest.colour`.",
    ]);
  });

  it("does not count the parts of what is removed", () => {
    const changes = reviewOf({ after: atVersion("0.4.0", renamed) }).changes.map((judged) => ({
      ...judged,
      change: { ...judged.change, change: "removed" as const, contains: 25 },
    }));
    expect(changelogLines(changes)).toEqual(["- ⚠️ Remove operation `POST …/shelfRequests`."]);
  });

  it("says so if only the description was wrong", () => {
    const noted = edited(
      ledger,
      "rows: ['property:shelfRequest.colour']",
      "rows: ['property:shelfRequest.colour', 'property:shelfRequest.isUrgent']",
    );
    const [line] = changelogLines(reviewOf({ after: { ...withSpec(withoutUrgent), ...withLedger(noted) } }).changes);
    expect(line).toBe(
      "- ⚠️ Change property `shelfRequest.isUrgent` to be optional. The service did not change: the description was wrong.",
    );
  });
});
