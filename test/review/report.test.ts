import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import Ajv from "ajv";
import { toJson } from "../../scripts/review/tell/json-report.js";
import { escapeHtml, renderHtml } from "../../scripts/review/tell/render-html.js";
import { escapeMarkdown, renderHead, renderMarkdown } from "../../scripts/review/tell/render-markdown.js";
import { createReport } from "../../scripts/review/tell/report.js";
import { edited } from "./contract.js";
import { atVersion, reviewOf, spec } from "./project.js";

const edits: readonly (readonly [edit: string, from: string, to: string])[] = [
  ["a description is reworded", "description: The shelf.", "description: Id of the shelf."],
  ["a path is renamed", "/library/shelfRequests:", "/library/requests:"],
  ["an operationId is renamed", "operationId: lendShelfRequest", "operationId: lendThing"],
  [
    "a required property is added",
    "required: [id, shelfId, isUrgent, endDateTime]\n      properties:",
    "required: [id, shelfId, isUrgent, endDateTime, owner]\n      properties:\n        owner: {type: string, description: Whose., x-source: [handbook, 'ledger:colour']}",
  ],
  [
    "a property becomes optional",
    "required: [id, shelfId, isUrgent, endDateTime]",
    "required: [id, shelfId, endDateTime]",
  ],
  ["a property becomes nullable", "          type: boolean", "          nullable: true\n          type: boolean"],
  [
    "an example is wrong",
    "value: {id: r1, shelfId: upper, isUrgent: true",
    "value: {id: r1, shelfId: upper, isUrgent: yes please",
  ],
  ["a response code changes", "        '201':", "        '200':"],
  ["a property is renamed", "        colour:", "        colours:"],
];

const golden = edits.map(([edit, from, to]) => {
  const review = reviewOf({ after: atVersion("0.4.0", edited(spec, from, to)) });
  return { edit, review, lines: renderMarkdown(createReport(review)).split("\n") };
});
const [whole, ...others] = golden;

const broken = reviewOf({
  after: atVersion(
    "0.3.1",
    edited(spec, "operationId: lendShelfRequest", "operationId: 'lend<script>alert(1)</script>'"),
  ),
});
const html = renderHtml(createReport(broken));

describe("the Markdown report", () => {
  it("reads as agreed when a description is reworded", () => {
    expect(whole?.lines.join("\n")).toMatchSnapshot();
  });

  it.each(others)("differs from that report in these lines when $edit", ({ lines }) => {
    const known = whole?.lines ?? [];
    const gone = known.filter((line) => !lines.includes(line)).map((line) => `- ${line}`);
    const come = lines.filter((line) => !known.includes(line)).map((line) => `+ ${line}`);
    expect([...gone, ...come].join("\n")).toMatchSnapshot();
  });

  it.each(golden)(
    "tells verdict, version, counts and open questions in its first forty lines when $edit",
    ({ review, lines }) => {
      const head = lines.slice(0, lines.indexOf("## 1. What changed"));
      expect(head.length).toBeLessThanOrEqual(40);
      expect(head.join("\n")).toContain(
        `wire ${review.wire}, types ${review.types}, version at least \`${review.version.needed}\``,
      );
      expect(head.join("\n")).toContain(`| changes | ${review.changes.length}, `);
      expect(head.join("\n")).toContain(`| findings | ${review.findings.length}: `);
      expect(head.at(-2)).toMatch(/^- `colour`: /);
    },
  );

  it("has room in its first forty lines for many open questions, and counts those it leaves out", () => {
    const questions = Array.from({ length: 30 }, (_, index) => ({
      ...broken.openQuestions[0],
      id: `question-${index}`,
    }));
    const head = renderHead(createReport({ ...broken, openQuestions: questions as typeof broken.openQuestions }));
    expect(head.split("\n").length).toBeLessThanOrEqual(40);
    expect(head).toContain("16 more, all in spec/beta/ledger.yaml");
  });

  it("names the findings in its first forty lines", () => {
    const markdown = renderMarkdown(createReport(broken));
    const head = markdown.split("\n").slice(0, 40).join("\n");
    for (const words of ["Fails with 1 finding", "version at least `0.4.0`", "| findings | 1: 1 new", "`colour`"])
      expect(head).toContain(words);
    expect(renderHead(createReport(broken)).split("\n").length).toBeLessThan(40);
  });

  it("answers a reviewer's questions in their order", () => {
    const titles = renderMarkdown(createReport(broken)).match(/^## (\d+)\./gm);
    expect(titles).toEqual(Array.from({ length: 8 }, (_, index) => `## ${index + 1}.`));
  });

  it("takes no text for markup", () => {
    expect(escapeMarkdown("<b>*x*</b> | [y](z) `a|<b>` \u001b[2J")).toBe(
      "&lt;b&gt;\\*x\\*&lt;/b&gt; \\| \\[y\\](z) `a\\|<b>` \\[2J",
    );
  });
});

describe("the HTML report", () => {
  it("needs nothing but itself", () => {
    expect(html).not.toMatch(/(?:src|href)="(?!#)|@import|url\(|<script|<link|<img|<iframe/i);
  });

  it("fits a phone, the dark and paper", () => {
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">');
    expect(html).toContain("@media (prefers-color-scheme: dark)");
    expect(html).toContain("@media print");
    expect(html).toContain("@media (max-width: 40rem)");
  });

  it("escapes what the contract says", () => {
    expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
    expect(escapeHtml("<a b='c' d=\"e\">&\u0007")).toBe("&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp; ");
  });
});

describe("the JSON report", () => {
  const schema = JSON.parse(readFileSync("scripts/review/review.schema.json", "utf8"));
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);

  it.each(golden)("is as its schema says when $edit", ({ review }) => {
    validate(JSON.parse(JSON.stringify(toJson(review))));
    expect(validate.errors).toBeNull();
  });

  it("is refused by its schema when a finding lacks its fix", () => {
    const json = JSON.parse(JSON.stringify(toJson(broken)));
    delete json.findings[0].fix;
    expect(validate(json)).toBe(false);
  });
});
