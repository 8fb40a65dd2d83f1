import { describe, expect, it } from "@jest/globals";
import { fastClock, jsonLines, withEmulator } from "./harness.js";

const context = withEmulator();
const { terminal, run } = context;
/** A JSON array as a program writes it, which is one line. */
const fileOf = (...ids: readonly unknown[]) =>
  terminal.file("g.json", JSON.stringify(ids.map((originId) => ({ originSystem: "External", originId }))));
const refuse = (count: number, code = "Odd") =>
  context.emulator.faults.next(...Array(count).fill({ kind: "status", status: 400, code, level: "member" }));

describe("an array on one line", () => {
  it("has the number of each item in the groups of failures", async () => {
    refuse(3);
    const { out } = await run("import", fileOf("a", "b", "c", "d"));
    expect(out).toMatch(/^3 failed: Odd \(items 1–3\)\n/);
    refuse(1);
    expect((await run("import", fileOf("e", "f"))).out).toMatch(/^1 failed: Odd \(item 1, External e\)\n/);
  });

  it("has it in --json beside the line", async () => {
    const { out } = await run("import", fileOf("a", "b", "a"), "--json");
    const rows = jsonLines(out).map(({ line, item, duplicateOf }) => [line, item, duplicateOf]);
    expect(rows.sort()).toEqual([
      [1, 1, undefined],
      [1, 2, undefined],
      [1, 3, 1],
    ]);
  });

  it("has it in --json for what was not sent", async () => {
    context.emulator.faults.next({ kind: "status", status: 401, level: "batch" });
    const { out } = await run("import", fileOf(...Array.from({ length: 21 }, (_, index) => `x-${index}`)), "--json");
    expect(jsonLines(out).at(-1)).toMatchObject({ line: 1, item: 21, outcome: "notSent" });
  });

  it("has it in the message of a resource that waits", async () => {
    terminal.clock = fastClock;
    refuse(1, "ResourceNotFoundInOriginSystem");
    expect((await run("import", fileOf("a", "b"))).err).toMatch(/^item 1: the service does not know External a /);
  });

  it("has it in --plan and --dry-run", async () => {
    const { out, err } = await run("import", fileOf("a", "b", "a"), "--plan");
    expect(out).toMatch(/^PLAN +ITEM +RESOURCE\nadd +1 +External a\nadd +2 +External b\nduplicate +3 +External a\n$/);
    expect(err).toContain("1 equal to an earlier item\n");
    const dry = await run("import", fileOf("a", "b", "a"), "--dry-run");
    expect(dry.err).toBe("not sent (equal to an earlier item): 3 (as 1)\n");
  });

  it("has it in the problems of a file", async () => {
    const { err } = await run("import", terminal.file("g.json", '[{"originSystem":"External","originId":"a"},{},7]'));
    expect(err).toContain("g.json:1: item 2: originSystem is missing");
    expect(err).toContain("g.json:1: item 3: this is not a resource");
  });

  it("has it in the issues of check", async () => {
    const bodies = terminal.file("bodies.json", "[1,2]");
    expect((await terminal.run("check", bodies)).out).toMatch(/^item 2 +\(body\) +send a JSON object/m);
    expect(jsonLines((await terminal.run("check", bodies, "--json")).out).at(-1)).toMatchObject({ line: 1, item: 2 });
  });
});
