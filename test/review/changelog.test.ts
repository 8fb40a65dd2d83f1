import { describe, expect, it } from "@jest/globals";
import { releaseDate, withMissingLines } from "../../scripts/review/judge/changelog.js";
import { edited } from "./contract.js";
import { atVersion, renamed, reviewOf, spec } from "./project.js";

const line = "- ⚠️ Change operationId of operation `POST …/shelfRequests` from `lendShelfRequest` to `lendThing`.";
const older = "# Changelog\n\n## 0.3.0 (2026-01-02)\n\n- Add `lend`.\n";
const current =
  "# Changelog\n\n## 0.4.0 (unreleased)\n\n- Add the command line.\n\n## 0.3.0 (2026-01-02)\n\n- Add `lend`.\n";

const reviewWith = (changelog: string, contract = renamed) =>
  reviewOf({ after: { ...atVersion("0.4.0", contract), "CHANGELOG.md": changelog } });

describe("CHANGELOG.md", () => {
  it("fails the review if its version lacks a change, by place and line", () => {
    expect(reviewWith(current).findings).toMatchObject([
      { rule: "changelog-lacks", file: "CHANGELOG.md", line: 3, message: `The section for 0.4.0 lacks "${line}"` },
    ]);
  });

  it("does not count the lines of another version", () => {
    expect(reviewWith(older.replace("- Add `lend`.", line)).findings).toMatchObject([{ rule: "changelog-lacks" }]);
  });

  it("gets the lines it lacks before the lines it has", () => {
    const completed = withMissingLines(reviewWith(current));
    expect(completed).toBe(current.replace("- Add the command line.", `${line}\n- Add the command line.`));
    expect(reviewWith(completed).findings).toEqual([]);
  });

  it("keeps breaking changes first if a later change breaks nothing", () => {
    const broken = current.replace("- Add the command line.", `${line}\n  It has a reason.\n- Add the command line.`);
    const longer = edited(
      renamed,
      "        isUrgent:",
      "        size: {type: string, description: Of it.}\n        isUrgent:",
    );
    const completed = withMissingLines(reviewWith(broken, longer));
    expect(completed.match(/^( {2}|- ).*$/gm)?.map((text) => text.slice(0, 18))).toEqual([
      line.slice(0, 18),
      "  It has a reason.",
      "- Add optional pro",
      "- Add the command ",
      "- Add `lend`.",
    ]);
  });

  it("gets a section for a version it does not know, before all others", () => {
    const completed = withMissingLines(reviewWith(older));
    expect(completed).toBe(older.replace("## 0.3.0", `## 0.4.0 (unreleased)\n\n${line}\n\n## 0.3.0`));
  });

  it("gets the section of the required version while package.json has a smaller one", () => {
    const review = reviewOf({ after: { ...atVersion("0.3.0", renamed), "CHANGELOG.md": older } });
    expect(withMissingLines(review)).toContain(`## 0.4.0 (unreleased)\n\n${line}\n\n## 0.3.0`);
  });

  it("is created if there is none", () => {
    const review = reviewOf({ after: atVersion("0.4.0", renamed) });
    expect(withMissingLines(review)).toBe(`# Changelog\n\n## 0.4.0 (unreleased)\n\n${line}\n`);
  });

  it("stays unchanged if it lacks nothing", () => {
    const complete = current.replace("- Add the command line.", line);
    expect(withMissingLines(reviewWith(complete))).toBe(complete);
  });

  it("needs no line for a change of wording only", () => {
    expect(reviewWith(current, edited(spec, "description: The shelf.", "description: Its id.")).findings).toEqual([]);
  });

  it.each([
    ["the day of a release", "2026-11-24", "2026-11-24"],
    ["no day while it is unreleased", "unreleased", undefined],
  ])("gives %s", (_, date, expected) => {
    const { head } = reviewWith(current.replace("unreleased", date));
    expect(releaseDate(head)).toBe(expected);
  });
});
