import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { isObject, type Json, strings } from "../../scripts/contract/json.js";
import { at, documentsOf, nodes, refPath, type Version, versions } from "./documents.js";
import { type Finding, lintDocuments } from "./lint.js";

const { spec } = documentsOf("beta");

const batch = Array.from({ length: 21 }, (_, id) => ({ id: String(id), method: "GET", url: "/x" }));

/** Edits of the examples: the place below `components.examples`, the new value, and what the rule on examples must report. */
const edits: readonly (readonly [what: string, place: string, value: unknown, message: string])[] = [
  ["a request has an id", "pageRequest.value.id", "1", "pageRequest/id must be absent"],
  ["a response has no id", "pageResponse.value.id", undefined, "pageResponse must have required property 'id'"],
  [
    "a page-form request lacks what the page's table requires",
    "pageRequest.value.justification",
    undefined,
    "pageRequest must have required property 'justification'",
  ],
  [
    "a request has a date in words",
    "pageRequest.value.expirationDateTime",
    "New Year's Eve",
    "pageRequest/expirationDateTime must match format",
  ],
  [
    "a published-form request has no resource",
    "addGroup.value.accessPackageResource",
    undefined,
    "addGroup must have required property 'accessPackageResource'",
  ],
  [
    "a request has a value of the wrong type",
    "addExternal.value.executeImmediately",
    "yes please",
    "addExternal/executeImmediately must be boolean",
  ],
  [
    "a request has a misspelled property",
    "addSite.value.accessPackageResource.orginId",
    "x",
    "addSite/accessPackageResource must not have orginId",
  ],
  [
    "a request sends what the service decides, deep inside",
    "addApplication.value.accessPackageResource.addedBy",
    "me",
    "addApplication/accessPackageResource/addedBy must be absent",
  ],
  [
    "an error has no code",
    "unknownError.value.error.code",
    undefined,
    "unknownError/error must have required property 'code'",
  ],
  [
    "a batch has twenty-one members",
    "batchRequest.value.requests",
    batch,
    "batchRequest/requests must NOT have more than 20 items",
  ],
];

type Holder = Record<string, unknown>;

/** The contract with all edits. They are in different places, so each must be found separately. */
function withEdits(): unknown {
  const copy = structuredClone(spec);
  for (const [, place, value] of edits) {
    const [last = "", ...above] = place.split(".").reverse();
    const holder = at(copy, "components", "examples", ...above.reverse()) as Holder;
    if (value === undefined) delete holder[last];
    else holder[last] = value;
  }
  return copy;
}

function withoutExceptions(version: Version): unknown {
  const copy = structuredClone(documentsOf(version).spec);
  for (const { value } of nodes(copy)) delete (value as Holder)["x-rule-exceptions"];
  return copy;
}

function withBrokenReference(): unknown {
  const copy = structuredClone(spec);
  (at(copy, "components", "schemas", "accessPackageResourceRequest") as Holder)["allOf"] = [
    { $ref: "#/components/schemas/nothing" },
  ];
  return copy;
}

const exceptions = versions.flatMap((version) =>
  [...nodes(documentsOf(version).spec)].flatMap(({ path, value }) =>
    Object.keys(at(value["x-rule-exceptions"])).map((rule) => ({
      version,
      rule,
      pointer: path.join("/"),
      name: path.at(-1),
    })),
  ),
);

const ruleset = parse(readFileSync("spec/rules/ruleset.yaml", "utf8")) as Json;

/** This project's own rules; the others only configure one of Spectral's. */
const rules = Object.entries(at(ruleset, "rules")).flatMap(([name, rule]) => (isObject(rule) ? [name] : []));

const fixture = (rule: string, kind: "good" | "bad") => `test/spec/fixtures/${rule}/${kind}.yaml`;

/** Lines of a fixture that end with the comment that expects a finding. */
function markedLines(file: string): readonly number[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) => (line.endsWith("# finding") ? [index + 1] : []));
}

/** Name of the copy of a contract without exceptions. */
const unexcused = (version: Version) => `withoutExceptions-${version}`;

const fixtures = rules.flatMap((rule) => [fixture(rule, "good"), fixture(rule, "bad")]);
let findings: ReadonlyMap<string, readonly Finding[]> = new Map();

/** All in one run of Spectral, because starting it takes most of the time. */
beforeAll(async () => {
  const documents = {
    edited: withEdits(),
    ...Object.fromEntries(versions.map((version) => [unexcused(version), withoutExceptions(version)])),
    withBrokenReference: withBrokenReference(),
  };
  const specifications = versions.map((version) => documentsOf(version).specFile);
  findings = await lintDocuments(documents, ...specifications, ...fixtures);
});

const findingsIn = (document: string) => findings.get(document) ?? [];

describe("the contract", () => {
  it.each(versions)("of %s passes its own rules without a finding", (version) => {
    expect(findingsIn(documentsOf(version).specFile)).toEqual([]);
  });

  it.each(edits)("fails when %s", (_what, _place, _value, message) => {
    const expected = { rule: "examples-match-schema", message: expect.stringContaining(message) };
    expect(findingsIn("edited")).toContainEqual(expect.objectContaining(expected));
  });

  it("fails only for what was edited", () => {
    const touched = new Set(edits.map(([, place]) => place.split(".")[0]));
    expect(new Set(findingsIn("edited").map(({ path }) => path[2]))).toEqual(touched);
  });

  it.each(exceptions)("of $version needs its exception from $rule at $name", ({ version, rule, pointer }) => {
    const places = findingsIn(unexcused(version))
      .filter((finding) => finding.rule === rule)
      .map(({ path }) => path.join("/"));
    expect(places.some((place) => place === pointer || place.startsWith(`${pointer}/`))).toBe(true);
  });

  it("breaks both halves of the rule on references", () => {
    const broken = findingsIn(unexcused("beta")).filter(({ rule }) => rule === "odata-ref-takes-reference");
    expect(broken.map(({ path }) => path)).toEqual([
      ["paths", refPath, "post", "requestBody"],
      ["paths", refPath, "post", "responses", "201"],
    ]);
  });

  it("gets a finding where a reference points nowhere, although a rule of ours cannot follow it", () => {
    const broken = findingsIn("withBrokenReference").find(({ rule }) => rule === "invalid-ref");
    expect(broken?.line).toBeGreaterThan(1);
    expect(findingsIn("withBrokenReference")).toContainEqual(
      expect.objectContaining({
        rule: "examples-match-schema",
        message: expect.stringContaining("cannot read the document"),
      }),
    );
  });

  it.each(versions)("of %s gives every example its own value or a reference to one", (version) => {
    const named = [...nodes(documentsOf(version).spec)].flatMap(({ value }) => Object.values(at(value["examples"])));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((one) => !isObject(one) || !("$ref" in one || "value" in one))).toEqual([]);
  });
});

describe("every rule of this project", () => {
  const linesOf = (rule: string, file: string) => {
    const found = findingsIn(file).filter((finding) => finding.rule === rule);
    return found.map(({ line }) => line).sort((one, other) => one - other);
  };

  it.each(rules)("%s finds nothing in its good fixture", (rule) => {
    expect(linesOf(rule, fixture(rule, "good"))).toEqual([]);
  });

  it.each(rules)("%s finds every marked line of its bad fixture and no other", (rule) => {
    const marked = markedLines(fixture(rule, "bad"));
    expect(marked.length).toBeGreaterThan(0);
    expect(linesOf(rule, fixture(rule, "bad"))).toEqual(marked);
  });

  const page = readFileSync("spec/rules/README.md", "utf8");
  const section = (rule: string) => page.split(`\n## ${rule}\n`)[1]?.split(/^## /m)[0] ?? "";

  it.each(rules)("%s has a section that says why, how to fix it, what it does to the code, and shows both", (rule) => {
    const parts = section(rule).split(/^\*\*(.+?)\*\*/m);
    expect(parts.filter((_, index) => index % 2 === 1)).toEqual([
      "How to fix.",
      "Effect on the generated code.",
      "Bad",
      "Good",
    ]);
    expect(parts.map((part) => part.trim())).not.toContain("");
  });

  it.each(rules)("%s has a section with a message that it prints", (rule) => {
    const message = /^\s*> (.+)/.exec(section(rule))?.[1];
    const printed = (findings.get(fixture(rule, "bad")) ?? []).filter((finding) => finding.rule === rule);
    expect(printed.map((finding) => finding.message)).toContain(message);
  });

  it("is listed at the top of the page, with nothing that is not a rule", () => {
    const listed = [...page.matchAll(/^\| \[([a-z-]+)\]\(#\1\)/gm)];
    expect(listed.map(([, name]) => name)).toEqual(rules);
  });

  it("is the only owner of fixtures", () => {
    expect(readdirSync("test/spec/fixtures").sort()).toEqual([...rules].sort());
  });

  it("shows an exception in its good fixture if, and only if, it allows exceptions", () => {
    const known = strings(at(ruleset, "rules", "exceptions-are-in-the-ledger", "then", "functionOptions")["rules"]);
    const shown = rules.filter((rule) => readFileSync(fixture(rule, "good"), "utf8").includes(`${rule}: ledger:`));
    expect([...known].sort()).toEqual(shown.sort());
  });
});
