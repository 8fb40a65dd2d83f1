import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import Ajv from "ajv";
import { toJson } from "../../scripts/review/tell/json-report.js";
import { renderHtml } from "../../scripts/review/tell/render-html.js";
import { escapeMarkdown, renderHead, renderMarkdown } from "../../scripts/review/tell/render-markdown.js";
import { createReport } from "../../scripts/review/tell/report.js";
import { edited } from "./contract.js";
import { atVersion, fixture, reviewOf, spec } from "./project.js";

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

const markdownOf = (review: ReturnType<typeof reviewOf>): string => renderMarkdown(createReport(review));
const golden = edits.map(([edit, from, to]) => {
  const review = reviewOf({ after: atVersion("0.4.0", edited(spec, from, to)) });
  return { edit, review, lines: markdownOf(review).split("\n") };
});
const [whole, ...others] = golden;

const hostile = edited(spec, "operationId: lendShelfRequest", "operationId: 'lend<script>alert(1)</script>'");
const broken = reviewOf({ after: atVersion("0.3.1", hostile) });
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

  it.each(golden)("has verdict, version, counts and open questions in its first 40 lines when $edit", (one) => {
    const { changes, wire, types, version, review } = { ...one.review, review: one.review };
    const head = one.lines.slice(0, one.lines.indexOf("## beta: Lend shelfRequests"));
    expect(head.length).toBeLessThanOrEqual(40);
    const text = head.join("\n");
    expect(text).toContain(`wire ${wire}, types ${types}, version at least \`${version.needed}\``);
    expect(text).toContain(`| changes | ${changes.length}, `);
    expect(text).toContain(`| findings | ${review.findings.length} new, 0 existing, 0 accepted |`);
    expect(head.at(-2)).toMatch(/^- beta `colour`: /);
  });

  it("keeps its head within 40 lines when many questions are open, and counts those it leaves out", () => {
    const entries = fixture("spec/beta/ledger.yaml").split("  - id: ");
    const question = entries.at(-1) ?? "";
    const more = Array.from({ length: 29 }, (_, index) => `  - id: ${question.replace("colour", `question-${index}`)}`);
    const review = reviewOf({ after: { "spec/beta/ledger.yaml": [entries.join("  - id: "), ...more].join("") } });
    const head = renderHead(createReport(review));
    expect(head.split("\n").length).toBeLessThanOrEqual(40);
    expect(head).toContain("16 more, in spec/beta/ledger.yaml");
  });

  it("has a section for each question of a reviewer, in their order", () => {
    expect(markdownOf(broken).match(/^##.*/gm)).toMatchSnapshot();
  });

  it("shows at most 400 lines of a generated file that changed", () => {
    const code = Array.from({ length: 1000 }, (_, index) => `line ${index}`).join("\n");
    const review = reviewOf({ before: { "README.md": "" }, after: { "generated/beta/client.ts": code } });
    expect(markdownOf(review)).toMatch(/\+line 398\n… 602 more lines\n/);
  });

  it("takes no text for markup", () => {
    expect(escapeMarkdown("<b>*x*</b> | [y](z) `a|<b>` \u001b[2J")).toBe(
      "&lt;b&gt;\\*x\\*&lt;/b&gt; \\| \\[y\\](z) `a\\|<b>` \\[2J",
    );
  });
});

describe("the HTML report", () => {
  it("needs no other file", () => {
    expect(html).not.toMatch(/(?:src|href)="(?!#)|@import|url\(|<script|<link|<img|<iframe/i);
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

  it.each(golden)("matches its schema when $edit", ({ review }) => {
    validate(JSON.parse(JSON.stringify(toJson(review))));
    expect(validate.errors).toBeNull();
  });

  it("does not match its schema when a finding lacks its fix", () => {
    const json = JSON.parse(JSON.stringify(toJson(broken)));
    delete json.findings[0].fix;
    expect(validate(json)).toBe(false);
  });
});
