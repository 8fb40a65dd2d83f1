import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { at, documentsOf, isNode, nodes, refPath, stringsOf, type Version, versions } from "./documents.js";
import { type Finding, lintDocuments } from "./lint.js";

const { spec } = documentsOf("beta");

interface Edit {
  /** Names that lead from `components.examples` to the value. */
  readonly path: readonly (string | number)[];
  /** The new value; `undefined` takes the member away. */
  readonly value: unknown;
  /** Part of what the rule on examples must say. */
  readonly message: string;
}

const edits: Readonly<Record<string, Edit>> = {
  "a request has an id": {
    path: ["pageRequest", "value", "id"],
    value: "1",
    message: "pageRequest/id must not be there",
  },
  "a response has no id": {
    path: ["pageResponse", "value", "id"],
    value: undefined,
    message: "pageResponse must have required property 'id'",
  },
  "a page-form request lacks what the page's table requires": {
    path: ["pageRequest", "value", "justification"],
    value: undefined,
    message: "pageRequest must have required property 'justification'",
  },
  "a request has a date in words": {
    path: ["pageRequest", "value", "expirationDateTime"],
    value: "New Year's Eve",
    message: "pageRequest/expirationDateTime must match format",
  },
  "a published-form request names no resource": {
    path: ["addGroup", "value", "accessPackageResource"],
    value: undefined,
    message: "addGroup must have required property 'accessPackageResource'",
  },
  "a request has a value of the wrong type": {
    path: ["addExternal", "value", "executeImmediately"],
    value: "yes please",
    message: "addExternal/executeImmediately must be boolean",
  },
  "a request has a misspelled property": {
    path: ["addSite", "value", "accessPackageResource", "orginId"],
    value: "x",
    message: "addSite/accessPackageResource must not have orginId",
  },
  "a request sends what the service decides, deep inside": {
    path: ["addApplication", "value", "accessPackageResource", "addedBy"],
    value: "me",
    message: "addApplication/accessPackageResource/addedBy must not be there",
  },
  "an error has no code": {
    path: ["unknownError", "value", "error", "code"],
    value: undefined,
    message: "unknownError/error must have required property 'code'",
  },
  "a batch has twenty-one members": {
    path: ["batchRequest", "value", "requests"],
    value: Array.from({ length: 21 }, (_, id) => ({ id: String(id), method: "GET", url: "/x" })),
    message: "batchRequest/requests must NOT have more than 20 items",
  },
};

type Holder = Record<string | number, unknown>;

function edit(root: unknown, { path, value }: Edit): void {
  const holder = path.slice(0, -1).reduce((node, name) => node[name] as Holder, root as Holder);
  const last = path.at(-1) ?? "";
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}

/** The contract with every edit made: they are on different places, so each must be found on its own. */
function withEdits(): unknown {
  const copy = structuredClone(spec);
  for (const one of Object.values(edits)) edit(at(copy, "components", "examples"), one);
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

const ruleset: unknown = parse(readFileSync("spec/rules/ruleset.yaml", "utf8"));

/** Rules of our own; the others only switch one of Spectral's. */
const rules = Object.entries(at(ruleset, "rules")).flatMap(([name, rule]) => (isNode(rule) ? [name] : []));

const fixture = (rule: string, kind: "good" | "bad") => `test/spec/fixtures/${rule}/${kind}.yaml`;

/** Lines of a fixture that end in the comment that asks for a finding. */
function markedLines(file: string): readonly number[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) => (line.endsWith("# finding") ? [index + 1] : []));
}

/** Name of the copy of a contract that excuses nothing. */
const unexcused = (version: Version) => `withoutExceptions-${version}`;

const fixtures = rules.flatMap((rule) => [fixture(rule, "good"), fixture(rule, "bad")]);
let findings: ReadonlyMap<string, readonly Finding[]> = new Map();

/** All in one run of Spectral, whose start takes most of its time. */
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

  it.each(Object.keys(edits))("fails when %s", (name) => {
    const expected = { rule: "examples-match-schema", message: expect.stringContaining(edits[name]?.message ?? "") };
    expect(findingsIn("edited")).toContainEqual(expect.objectContaining(expected));
  });

  it("fails for what was edited only", () => {
    const touched = new Set(Object.values(edits).map(({ path }) => String(path[0])));
    expect(new Set(findingsIn("edited").map(({ path }) => path[2]))).toEqual(touched);
  });

  it.each(exceptions)("of $version needs its exception from $rule at $name", ({ version, rule, pointer }) => {
    const places = findingsIn(unexcused(version))
      .filter((finding) => finding.rule === rule)
      .map(({ path }) => path.join("/"));
    expect(places.some((place) => place === pointer || place.startsWith(`${pointer}/`))).toBe(true);
  });

  it("breaks the rule on references in both of its halves", () => {
    const broken = findingsIn(unexcused("beta")).filter(({ rule }) => rule === "odata-ref-takes-reference");
    expect(broken.map(({ path }) => path)).toEqual([
      ["paths", refPath, "post", "requestBody"],
      ["paths", refPath, "post", "responses", "201"],
    ]);
  });

  it("is told where a reference leads nowhere, though a rule of ours cannot read on", () => {
    const broken = findingsIn("withBrokenReference").find(({ rule }) => rule === "invalid-ref");
    expect(broken?.line).toBeGreaterThan(1);
    expect(findingsIn("withBrokenReference")).toContainEqual(
      expect.objectContaining({
        rule: "examples-match-schema",
        message: expect.stringContaining("cannot read the document"),
      }),
    );
  });

  it.each(versions)("of %s gives every example a value of its own or a reference to one", (version) => {
    const named = [...nodes(documentsOf(version).spec)].flatMap(({ value }) => Object.values(at(value["examples"])));
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((one) => !isNode(one) || !("$ref" in one || "value" in one))).toEqual([]);
  });
});

describe("every rule of our own", () => {
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

  it.each(rules)("%s has a section whose message is one it prints", (rule) => {
    const message = /^\s*> (.+)/.exec(section(rule))?.[1];
    const printed = (findings.get(fixture(rule, "bad")) ?? []).filter((finding) => finding.rule === rule);
    expect(printed.map((finding) => finding.message)).toContain(message);
  });

  it("is listed at the top of the page, with nothing that is no rule", () => {
    const listed = [...page.matchAll(/^\| \[([a-z-]+)\]\(#\1\)/gm)];
    expect(listed.map(([, name]) => name)).toEqual(rules);
  });

  it("is the only owner of fixtures", () => {
    expect(readdirSync("test/spec/fixtures").sort()).toEqual([...rules].sort());
  });

  it("shows an exception in its good fixture when it knows exceptions, and only then", () => {
    const known = stringsOf(at(ruleset, "rules", "exceptions-are-in-the-ledger", "then", "functionOptions")["rules"]);
    const shown = rules.filter((rule) => readFileSync(fixture(rule, "good"), "utf8").includes(`${rule}: ledger:`));
    expect([...known].sort()).toEqual(shown.sort());
  });
});
