import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { at, isNode, stringsOf } from "./documents.js";
import { type Finding, lintFiles } from "./lint.js";

const ruleset: unknown = parse(readFileSync("spec/rules/ruleset.yaml", "utf8"));

/** Rules of our own; the others only switch one of Spectral's. */
const rules = Object.entries(at(ruleset, "rules")).flatMap(([name, rule]) => (isNode(rule) ? [name] : []));

const fixture = (rule: string, kind: "good" | "bad") => `test/spec/fixtures/${rule}/${kind}.yaml`;

/** Lines of a fixture that end in the comment that asks for a finding. */
function markedLines(file: string): readonly number[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, index) => (line.endsWith("# finding") ? [index + 1] : []));
}

describe("every rule of our own", () => {
  let findings: ReadonlyMap<string, readonly Finding[]>;

  beforeAll(async () => {
    findings = await lintFiles(rules.flatMap((rule) => [fixture(rule, "good"), fixture(rule, "bad")]));
  });

  const linesOf = (rule: string, file: string) => {
    const found = (findings.get(file) ?? []).filter((finding) => finding.rule === rule);
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
