import { describe, expect, it } from "@jest/globals";
import { catalogId, jsonLines, withEmulator } from "./harness.js";

const { terminal } = withEmulator();

describe("check", () => {
  const origin = { originId: "1", originSystem: "AadGroup" };
  const published = { catalogId, requestType: "AdminAdd", accessPackageResource: origin };

  it("accepts a file of bodies that follow the contract", async () => {
    const file = terminal.file("bodies.jsonl", `${JSON.stringify(published)}\n${JSON.stringify(published)}\n`);
    expect(await terminal.run("check", file)).toEqual({ code: 0, out: "", err: "2 checked, 0 with issues\n" });
  });

  it("prints the line, the place and the fix of each issue", async () => {
    terminal.columns = 80;
    const bodies = [published, { ...published, id: "x", requestType: 1 }, 7];
    const file = terminal.file("bodies.json", `[\n${bodies.map((body) => JSON.stringify(body)).join(",\n")}\n]`);
    const { code, out, err } = await terminal.run("check", file);
    expect(out.split("\n")).toEqual([
      "LINE    WHERE                           WHAT",
      "3       /requestType                    send a string, not a number (published",
      "                                        form)",
      "3       /id                             remove id; only the service sets it",
      "                                        (published form)",
      "4       (body)                          send a JSON object, not a number",
      "                                        (published form)",
      "4       (body)                          send a JSON object, not a number (page",
      "                                        form)",
      "",
    ]);
    expect({ code, err }).toEqual({ code: 1, err: "3 checked, 2 with issues\n" });
  });

  it("warns about a misspelt property, nested or not, without failing", async () => {
    const misspelt = { ...published, justificaton: "x", accessPackageResource: { ...origin, displayNam: "x" } };
    const file = terminal.file("bodies.jsonl", JSON.stringify(misspelt));
    const { code, out, err } = await terminal.run("check", file);
    const text = out.replace(/\s+/g, " ");
    expect(text).toContain("warning: did you mean displayName?");
    expect(text).toContain("/justificaton warning: did you mean justification?");
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/1 with warnings only\n$/) });
  });

  it("prints with --json each issue, and mistakes in the JSON", async () => {
    terminal.stdin = '{"requestState":"x"}\nnope\n';
    const { out } = await terminal.run("check", "-", "--format", "jsonl", "--json", "--by-ref", "--quiet");
    const lines = jsonLines(out);
    const message = "add catalogId, a string; the contract requires it";
    expect(lines[0]).toEqual({ line: 1, pointer: "/catalogId", rule: "required", form: "page", message });
    expect(lines.at(-1)).toMatchObject({ line: 2, pointer: "", rule: "syntax" });
    const { out: table } = await terminal.run("check", terminal.file("body.json", "[tru]"), "--quiet");
    expect(table).toMatch(/^1 +\(body\) +not valid JSON/m);
  });

  it.each([
    ["bodies.csv", "a,b\n", "error: check reads JSON and JSON Lines, not CSV; import reads CSV"],
    ["bodies.json", "[]", "contains no body"],
    ["bodies.txt", "[]", "specify --format json|jsonl\n"],
  ])("refuses %s with %j", async (name, content, message) => {
    const { code, err } = await terminal.run("check", terminal.file(name, content));
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});
