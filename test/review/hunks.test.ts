import { describe, expect, it } from "@jest/globals";
import { hunks } from "../../scripts/review/tell/hunks.js";

const numbered = Array.from({ length: 20 }, (_, index) => `line ${index + 1}`);

describe("the difference of two texts", () => {
  it("shows three lines around a change and says how many are hidden", () => {
    const after = numbered.map((line) => (line === "line 10" ? "line ten" : line));
    expect(hunks(numbered.join("\n"), after.join("\n"))).toEqual([
      "… 6 lines hidden",
      "  line 7",
      "  line 8",
      "  line 9",
      "- line 10",
      "+ line ten",
      "  line 11",
      "  line 12",
      "  line 13",
      "… 7 lines hidden",
    ]);
  });

  it("shows a new text as added", () => {
    expect(hunks("", "one\ntwo")).toEqual(["+ one", "+ two"]);
  });

  it("keeps what two changes have between them", () => {
    expect(hunks("a\nb\nc\nd", "a\nx\nc\ny")).toEqual(["  a", "- b", "+ x", "  c", "- d", "+ y"]);
  });

  it("shows four hundred lines at most", () => {
    const lines = hunks("", Array.from({ length: 1000 }, (_, index) => `${index}`).join("\n"));
    expect([lines.length, lines.at(-1)]).toEqual([401, "… 600 lines hidden"]);
  });
});
