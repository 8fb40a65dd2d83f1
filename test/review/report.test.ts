import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import Ajv from "ajv";
import { annotations } from "../../scripts/review/tell/annotations.js";
import { toJson } from "../../scripts/review/tell/json-report.js";
import { renderHtml } from "../../scripts/review/tell/render-html.js";
import { escapeMarkdown, renderMarkdown } from "../../scripts/review/tell/render-markdown.js";
import { renderText } from "../../scripts/review/tell/render-text.js";
import { createReport } from "../../scripts/review/tell/report.js";
import { linksFrom, nowhere } from "../../scripts/review/tell/where.js";
import { edited } from "./contract.js";
import { atVersion, renamed, reviewOf, spec } from "./project.js";

/** Edits of every kind that the report shows differently. */
const edits: readonly (readonly [from: string, to: string])[] = [
  ["operationId: lendShelfRequest", "operationId: lendThing"],
  ["        '201':", "        '200':"],
  [
    "isUrgent, endDateTime]\n      properties:",
    "isUrgent, owner]\n      properties:\n        owner: {type: string, description: Whose., x-source: [handbook, 'ledger:colour']}",
  ],
  ["          type: boolean", "          nullable: true\n          type: boolean"],
  ["value: {id: r1, shelfId: upper, isUrgent: true", "value: {id: r1, shelfId: upper, isUrgent: yes please"],
  ["        colour:", "        colours:"],
];

const markdownOf = (review: ReturnType<typeof reviewOf>): string => renderMarkdown(createReport(review));
const goldenOf = (name: string, text: string) => {
  const review = reviewOf({ after: atVersion("0.4.0", text) });
  return { name, review, markdown: markdownOf(review) };
};
const passing = goldenOf("that passes", edited(spec, "description: The shelf.", "description: Id of the shelf."));
const failing = goldenOf(
  "that fails",
  edits.reduce((text, [from, to]) => edited(text, from, to), spec),
);
const golden = [passing, failing];

const hostile = edited(spec, "operationId: lendShelfRequest", "operationId: 'lend<script>alert(1)</script>'");
const broken = reviewOf({ after: atVersion("0.3.1", hostile) });
const html = renderHtml(createReport(broken));

describe("the Markdown report", () => {
  it.each(golden)("reads as agreed: one $name", ({ markdown }) => {
    expect(markdown).toMatchSnapshot();
  });

  it.each(golden)("has the verdict, the version and the next step in its first 40 lines: one $name", (one) => {
    const [first = ""] = one.markdown.split("\n## beta: Lend shelfRequests\n");
    expect(first.split("\n").length).toBeLessThanOrEqual(40);
    expect(first).toMatch(one === passing ? /^\*\*✅ Passes/m : /^\*\*❌ Fails with \d+ findings/m);
    expect(first).toContain(`needs \`${one.review.version.needed}\` or later; package.json has \`0.4.0\``);
    expect(first).toContain("#### What to do next");
  });

  it("has no table with more than four columns", () => {
    const widths = failing.markdown.match(/^\| ---.*$/gm)?.map((line) => line.split("|").length - 2) ?? [];
    expect(Math.max(...widths)).toBe(4);
  });

  it("keeps its first screen short if much breaks, and counts what it omits", () => {
    const properties = Array.from({ length: 30 }, (_, index) => `        p${index}: {type: string, description: D.}\n`);
    const before = edited(spec, "        colour:\n", `${properties.join("")}        colour:\n`);
    const review = reviewOf({ before: atVersion("0.3.0", before), after: atVersion("0.4.0") });
    const text = renderText(createReport(review), false);
    expect(text.split("\n").length).toBeLessThanOrEqual(40);
    expect(text).toContain("  - 24 more below");
  });

  it("ends with the open questions, each with its line in the ledger", () => {
    const [, questions] = passing.markdown.split("## Open questions (1)");
    expect(questions).toContain("- beta: Which colours may a thing have? ([spec/beta/ledger.yaml:24](");
  });

  it("has a fold for each reviewer's question, in order", () => {
    expect(markdownOf(broken).match(/^##? .*|<summary>.*(?=<)/gm)).toMatchSnapshot();
  });

  it("shows at most 100 lines of a generated file that changed", () => {
    const code = Array.from({ length: 1000 }, (_, index) => `line ${index}`).join("\n");
    const review = reviewOf({ before: { "README.md": "" }, after: { "generated/beta/client.ts": code } });
    expect(markdownOf(review)).toMatch(/\+line 98\n… 902 more lines\n/);
  });

  it("does not let a line of a file end its code block", () => {
    const text = edited(spec, "description: The shelf.", "description: '````'");
    expect(markdownOf(reviewOf({ after: atVersion("0.4.0", text) }))).toMatch(/\n`{5}diff\n.*\n.*````.*\n`{5}\n/);
  });

  it("does not treat text as markup", () => {
    expect(escapeMarkdown("<b>*x*</b> | [y](z) `a|<b>` \u001b[2J")).toBe(
      "&lt;b&gt;\\*x\\*&lt;/b&gt; \\| \\[y\\](z) `a\\|<b>` \\[2J",
    );
  });
});

describe("a change in the report", () => {
  it.each([
    ["renamed path", "/library/shelf", "/library/", ["- POST /library/shelfRequests", "+ POST /library/Requests"]],
    [
      "type that changes",
      "          type: boolean",
      "          type: string",
      ["- { isUrgent: boolean }", "+ { isUrgent: string }"],
    ],
  ])("shows how a program changes after a breaking change: a %s", (_, from, to, lines) => {
    const markdown = markdownOf(reviewOf({ after: atVersion("0.4.0", edited(spec, from, to)) }));
    const [, steps = ""] = markdown.split("How to change a program:");
    expect(steps).toContain(lines.join("\n"));
  });
});

describe("the links of the report", () => {
  const places = { prefix: "sdk/", toProject: "../..", base: "b".repeat(40) };
  const github = { GITHUB_SERVER_URL: "https://git.example", GITHUB_REPOSITORY: "a/b", GITHUB_SHA: "c".repeat(40) };

  it("are relative to the folder of the report if the address of the repository is unknown", () => {
    const links = linksFrom({ ...places, env: {} });
    expect(links.now("spec/a b.yaml", 3)).toEqual([{ text: "spec/a b.yaml:3", href: "../../spec/a%20b.yaml#L3" }]);
    expect(links.before("spec/a.yaml", 3)).toEqual(["spec/a.yaml:3 of the base"]);
  });

  it("point to the commits of the run on GitHub Actions", () => {
    const links = linksFrom({ ...places, env: github });
    const blob = "https://git.example/a/b/blob";
    expect(links.now("x.yaml", 3)).toMatchObject([{ href: `${blob}/${"c".repeat(40)}/sdk/x.yaml#L3` }]);
    expect(links.before("x.yaml", 3)).toMatchObject([{ href: `${blob}/${"b".repeat(40)}/sdk/x.yaml#L3` }]);
  });
});

describe("the annotations", () => {
  it("have an error for each finding, at its file and line", () => {
    const lines = annotations(broken, "sdk/").split("\n");
    expect(lines[0]).toMatch(
      /^::error file=sdk\/package\.json,line=1,title=version-too-small::Version 0\.3\.1 is too low/,
    );
  });

  it("are at the parent of a removed element, which no longer has a line", () => {
    const colour = spec.slice(spec.indexOf("        colour:"));
    const lines = annotations(reviewOf({ after: atVersion("0.4.0", edited(spec, colour, "")) }), "").split("\n");
    const line = spec.split("\n").indexOf("      properties:") + 1;
    expect(lines[0]).toContain(`file=spec/beta/openapi.yaml,line=${line},title=breaking-change::Remove`);
  });

  it("have a warning for a breaking change that is not a finding", () => {
    const review = reviewOf({ after: atVersion("0.4.0", renamed) });
    expect(annotations(review, "")).toMatch(
      /^::warning file=spec\/beta\/openapi\.yaml,line=17,title=breaking change::Change operationId .* TypeScript programs that refer to it\.\n$/,
    );
  });

  it("do not let text of a file end or begin a command", () => {
    const text = edited(spec, "operationId: lendShelfRequest", 'operationId: "x%0A\\n::error::,:"');
    const lines = annotations(reviewOf({ after: atVersion("0.4.0", text) }), "a:b,%").split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^::warning file=a%3Ab%2C%25spec.*`x%250A ::error::,:`/);
  });
});

describe("the text for a terminal", () => {
  const text = (hasColor: boolean) => renderText(createReport(broken), hasColor);

  it("begins with the verdict, what breaks and the version", () => {
    expect(text(false).split("\n").slice(2, 5)).toEqual([
      "✗ Fails with 1 finding, and has breaking changes",
      "Breaks    TypeScript programs that compile against the package (types)",
      "Version   needs `0.4.0` or later; package.json has `0.3.1`",
    ]);
  });

  it("colours the verdict only if there are colours", () => {
    expect([text(true).includes("\u001b[31m"), text(false).includes("\u001b")]).toEqual([true, false]);
  });
});

describe("the HTML report", () => {
  it("needs no other file", () => {
    expect(html).not.toMatch(/src=|@import|url\(|<script|<link|<img|<iframe/i);
  });

  it.each(["(prefers-color-scheme: dark)", "print", "(max-width: 40rem)"])("has a style for %s", (medium) => {
    expect(html).toContain(`@media ${medium}`);
  });

  it("escapes what the contract says", () => {
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  });
});

describe("the JSON report", () => {
  const schema = JSON.parse(readFileSync("scripts/review/review.schema.json", "utf8"));
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

  it.each(golden)("matches its schema: one $name", ({ review }) => {
    validate(JSON.parse(JSON.stringify(toJson(review))));
    expect(validate.errors).toBeNull();
  });

  it("matches its schema with the commits that are compared", () => {
    const where = { ...nowhere, head: { id: "a".repeat(40), date: "2026-06-01" } };
    validate(JSON.parse(JSON.stringify(toJson(broken, where))));
    expect(validate.errors).toBeNull();
  });

  it("does not match its schema if a finding lacks its fix", () => {
    const json = JSON.parse(JSON.stringify(toJson(broken)));
    delete json.findings[0].fix;
    expect(validate(json)).toBe(false);
  });
});
