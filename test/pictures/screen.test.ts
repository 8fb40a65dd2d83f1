import { describe, expect, it } from "@jest/globals";
import { Screen } from "../../scripts/pictures/screen.js";
import { drawTerminal } from "../../scripts/pictures/terminal.js";

describe("the screen", () => {
  it.each([
    ["lines as written", "a\nb\n", "a\nb"],
    [
      "the last state of a bar that begins its line again",
      "\u001b[0G=-- 1 of 3\u001b[0K\u001b[0G== 2 of 3\u001b[0K",
      "== 2 of 3",
    ],
    ["nothing of a line that is erased", "a\n== 2 of 3\u001b[2K\u001b[0Gb", "a\nb"],
    ["what shorter text leaves of longer text", "12345\rab", "ab345"],
    ["no colour", "\u001b[31mred\u001b[0m", "red"],
  ])("shows %s", (_, output, text) => {
    const screen = new Screen();
    screen.write(output);
    expect(screen.text).toBe(text);
  });

  it("is drawn with its text escaped, and the command marked", () => {
    expect(drawTerminal("A <title>", "$ run\na < b")).toMatch(
      /<title>A &lt;title&gt;<\/title>[\s\S]* class="command">\$ run<\/text>\n.*>a &lt; b<\/text>/,
    );
  });
});
