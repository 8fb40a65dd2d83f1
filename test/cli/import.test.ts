import fs, { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, jest } from "@jest/globals";
import { FirstBatch } from "../../src/cli/commands/first-batch.js";
import type { Fault } from "../../src/emulator/index.js";
import { fileJournal } from "../../src/node/index.js";
import { fetchFailed, systemError } from "../support/fetch.js";
import { catalogId, failOutput, fastClock, header, jsonLines, rows, withEmulator } from "./harness.js";

const unknownOrigin = {
  kind: "status",
  status: 400,
  code: "ResourceNotFoundInOriginSystem",
  level: "member",
} as const;
const context = withEmulator();
const { terminal, run } = context;

const groups = (count: number) => header + rows(count);

function interruptAtFirstResult(): void {
  terminal.onWrite = (text) => {
    if (!text.includes("outcome")) return;
    terminal.onWrite = () => undefined;
    terminal.interrupt();
  };
}

/** The outcome for each line, in the order of the lines. */
function outcomesByLine(out: string): unknown[][] {
  return jsonLines(out)
    .sort((one, other) => Number(one["line"]) - Number(other["line"]))
    .map(({ line, outcome, duplicateOf }) => [line, outcome, ...(duplicateOf === undefined ? [] : [duplicateOf])]);
}

describe("import", () => {
  it("adds every resource of a file to the catalog and counts them by outcome", async () => {
    const { code, out, err } = await run("import", terminal.file("groups.csv", groups(45)));
    expect(out).toMatch(/^45 added in \d+\.\d s\n$/);
    expect({ code, err, commits: context.emulator.commits.length }).toEqual({ code: 0, err: "", commits: 45 });
  });

  it("reports each line with --json, and for an equal line the line it equals", async () => {
    const file = terminal.file("groups.csv", "originSystem,originId\nExternal,a\n\nExternal,b\nExternal,a\n");
    const { code, out, err } = await run("import", file, "--json");
    expect(outcomesByLine(out)).toEqual([
      [2, "added"],
      [4, "added"],
      [5, "added", 2],
    ]);
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/^2 added, 1 duplicate in \d+\.\d s\n$/) });
  });

  it("reads a JSON array from standard input", async () => {
    terminal.stdin = '[{"originSystem":"External","originId":"a"},\n{"originId":"b"}]';
    const { out } = await run("import", "-", "--format", "json", "--json", "--origin-system", "CustomSystem");
    expect(jsonLines(out).map(({ line, originSystem }) => [line, originSystem])).toEqual([
      [1, "External"],
      [2, "CustomSystem"],
    ]);
  });

  it("prints what failed and why, and exits with 1", async () => {
    context.emulator.faults.next(...["a", "b"].map(() => ({ kind: "status", status: 403, level: "member" }) as const));
    const file = terminal.file("groups.csv", "originSystem,originId\nExternal,a\nExternal,b\nExternal,c\nExternal,a\n");
    const { code, out, err } = await run("import", file);
    expect(out.split("\n")).toEqual([
      "2 failed: Forbidden (lines 2–3)",
      expect.stringMatching(/^ {2}The service refused the request with 403 Forbidden: Forbidden\. Grant .*request-id /),
      expect.stringMatching(/^2 failed, 1 duplicate, 1 added in \d+\.\d s$/),
      "",
    ]);
    expect(err).toBe(
      "Without --journal, the same command sends all resources again. Those in the catalog are then alreadyPresent.\n",
    );
    expect(code).toBe(1);
  });

  it("exits with 6 if something stays unknown, even if something else failed", async () => {
    context.emulator.faults.next(
      { kind: "status", status: 504, when: "after", level: "member" },
      { kind: "status", status: 403, level: "member" },
      { kind: "status", status: 403, level: "member", operationId: "listAccessPackageResources" },
    );
    const { code, out } = await run("import", terminal.file("g.csv", groups(3)), "--quiet");
    expect(out).toMatch(/^1 failed: Forbidden \(line 3, External group-1\)$/m);
    expect(out).toMatch(/^1 unknown: UnknownError|^1 unknown: \w+ \(line 2, External group-0\)$/m);
    expect(code).toBe(6);
  });

  it("sends what the options specify", async () => {
    const options = ["--justification", "because", "--batch-size", "2", "--max-in-flight", "1", "--validate-only"];
    const { out } = await run("import", terminal.file("g.csv", groups(5)), ...options);
    expect(out).toMatch(/^5 validated in /);
    const batches = context.emulator.requests.filter(({ operationId }) => operationId === "postBatch");
    expect(batches).toHaveLength(3);
    const [first] = context.emulator.requests.filter(({ level }) => level === "member");
    expect(first?.json).toMatchObject({ catalogId, justification: "because", isValidationOnly: true });
  });

  it.each([1, 3])("keeps %d batches in flight with --max-in-flight", async (most) => {
    const { fetch } = globalThis;
    const counts: number[] = [];
    let inFlight = 0;
    jest.spyOn(globalThis, "fetch").mockImplementation(async (url, init) => {
      const isFirst = counts.push(++inFlight) === 1;
      // The first batch is sent alone. The second waits until all that may be in flight are.
      while (!isFirst && counts.length <= most) await new Promise((resolve) => setImmediate(resolve));
      return fetch(url, init).finally(() => --inFlight);
    });
    const { code } = await run("import", terminal.file("g.csv", groups(120)), "--max-in-flight", String(most));
    expect({ code, most: Math.max(...counts) }).toEqual({ code: 0, most });
  });

  it("prints with --dry-run exactly the bodies it would send, and changes nothing", async () => {
    const file = terminal.file("g.csv", groups(3));
    const journal = join(terminal.folder, "g.journal");
    const { code, out } = await run("import", file, "--dry-run", "--journal", journal);
    expect([code, context.emulator.requests.length, existsSync(journal)]).toEqual([0, 0, false]);
    await run("import", file);
    const members = context.emulator.requests.filter(({ level }) => level === "member");
    const sent = members.map(({ body }) => JSON.parse(body));
    expect(jsonLines(out)).toEqual(sent);
  });

  it("prints all mistakes of the input with their lines, and sends nothing", async () => {
    const text = '{"originSystem":"External","originId":"a"}\n{"originId":7}\n[]\n\nnope\n{"originSystem":""}\n';
    const file = terminal.file("groups.jsonl", text);
    const { code, err } = await run("import", file);
    expect(err.split("\n")).toEqual([
      "error: nothing was sent, because the input has problems:",
      `  ${file}:2: originSystem is missing: add it, or use --origin-system for all`,
      `  ${file}:2: originId: send a string, not a number`,
      `  ${file}:3: this is not a resource: write a JSON object, and --format json if the file is one array`,
      `  ${file}:5: not valid JSON: invalid symbol`,
      `  ${file}:6: originSystem is missing: add it, or use --origin-system for all`,
      `  ${file}:6: originId is missing`,
      "",
    ]);
    expect({ code, requests: context.emulator.requests }).toEqual({ code: 2, requests: [] });
  });

  it.each([
    ["150 rows", "[]\n".repeat(150), 50],
    ["one row", `{"originSystem":"External","originId":"a","attributes":[${"1,".repeat(129_999)}1]}`, 129_900],
  ])("prints a hundred mistakes of %s and counts the others", async (_, content, others) => {
    const { err } = await run("import", terminal.file("groups.jsonl", content));
    expect(err.split("\n")).toHaveLength(1 + 100 + 1 + 1);
    expect(err).toContain(`\n  and ${others} more\n`);
  });

  it("maps columns and fills in the origin system", async () => {
    const file = terminal.file("export.csv", "Id,Name,mail,Notes\nS-1,Sales,x@y,n\n");
    const map = ["--map", "id=originId", "--map", "NAME=displayname", "--map", "notes="];
    const { err } = await run("import", file, ...map, "--origin-system", "External");
    expect(err).toBe("not sent (not a property): mail. To send a column, add --map COLUMN=property\n");
    expect(context.emulator.requests.at(-1)?.json).toMatchObject({
      accessPackageResource: { originSystem: "External", originId: "S-1", displayName: "Sales" },
    });
    const options = [...map, "--origin-system", "External", "--quiet"];
    expect(await run("import", file, ...options)).toMatchObject({ code: 0, err: "" });
  });

  it.each([
    [["--map", "id=nope"], "there is no property nope: use one of "],
    [["--map", "id=orginId"], "there is no property orginId: did you mean originId?\n"],
    [["--batch-size", "1.5"], "It must be a whole number from 1 to 20."],
    [["--max-in-flight", "0"], "It must be a whole number from 1 to 100."],
    [["--journal="], "argument '' is invalid. It must not be empty."],
    [["--validate-only", "--journal", "j"], "cannot be used with option '--journal <file>'"],
    [["--format", "xml"], "Allowed choices are csv, json, jsonl."],
  ])("exits with 2 for %j and prints what is wrong", async (wrong, message) => {
    const { code, err } = await run("import", terminal.file("g.csv", groups(1)), ...wrong);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe("import with a journal", () => {
  it("sends nothing a second time", async () => {
    const journal = join(terminal.folder, "g.journal");
    const argv = ["import", terminal.file("g.csv", groups(30)), "--journal", journal, "--json"];
    await run(...argv);
    const before = context.emulator.requests.length;
    const { code, out } = await run(...argv);
    expect([code, jsonLines(out).length, context.emulator.requests.length - before]).toEqual([0, 30, 0]);
  });

  it("continues with a corrected file, and sends only what is not finished", async () => {
    const argv = ["import", terminal.file("g.csv", groups(2)), "--journal", join(terminal.folder, "j")];
    context.emulator.faults.next({ kind: "status", status: 403, level: "member" });
    const { err } = await run(...argv);
    expect(err).toBe(
      "The same command sends failed resources again and looks up unknown ones. You can correct the file first.\n",
    );
    terminal.file("g.csv", groups(3).replace("group-0", "corrected"));
    const { code } = await run(...argv);
    const ids = context.emulator.commits.map(({ originId }) => originId);
    expect({ code, ids }).toEqual({ code: 0, ids: ["group-1", "corrected", "group-2"] });
  });

  it("counts what was done before the disk was full, and reports no resource that was not sent", async () => {
    const reallyWrite = fs.writeSync as (file: number, bytes: Buffer, offset: number) => number;
    let space = 7;
    jest.spyOn(fs, "writeSync").mockImplementation(((file: number, bytes: Buffer, offset: number) => {
      if (space-- > 0) return reallyWrite(file, bytes, offset);
      throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    }) as typeof fs.writeSync);
    const journal = join(terminal.folder, "j");
    const argv = ["import", terminal.file("g.csv", groups(200)), "--journal", journal];
    const { code, out, err } = await run(...argv);
    jest.restoreAllMocks();
    expect(out).toMatch(/^\d+ added(?:, \d+ notSent)? in \d+\.\d s\n$/);
    expect(err).toMatch(
      /^Stopped after \d+ of 200 resources\. To continue, run this command:\n.*--journal .*\nerror: .*\(ENOSPC\)/,
    );
    expect(code).toBe(5);
    expect((await run(...argv)).code).toBe(0);
    expect(context.emulator.commits).toHaveLength(200);
  });

  it("exits with 5 if another process has the journal", async () => {
    const path = join(terminal.folder, "j");
    const other = fileJournal(path);
    await other.open(catalogId);
    const { code, err } = await run("import", terminal.file("g.csv", groups(1)), "--journal", path);
    await other.close();
    expect(err).toContain(`error: ${path} is in use by process ${process.pid}`);
    expect(code).toBe(5);
  });
});

describe("Ctrl-C during an import", () => {
  it("ends after the batches in flight, writes the journal and prints how to continue", async () => {
    const { emulator, target } = context;
    const journal = join(terminal.folder, "it's a journal");
    const file = terminal.file("g.csv", groups(500));
    const argv = ["import", file, ...target, "--journal", journal, "--json", "--max-in-flight", "1"];
    interruptAtFirstResult();
    const stopped = await terminal.run(...argv);
    expect(stopped.code).toBe(130);
    const sent = emulator.commits.length;
    expect(sent).toBeLessThan(500);
    const quoted = argv.join(" ").replace(journal, `'${journal.replace("'", "'\\''")}'`);
    expect(stopped.err.replace(/\d+\.\d s/, "0.0 s")).toBe(
      [
        "Finishing the requests in flight. Press Ctrl-C again to stop at once.",
        `${sent} added in 0.0 s`,
        `Stopped after ${sent} of 500 resources. To continue, run this command:`,
        `  access-package-resource-requests ${quoted}`,
        "",
      ].join("\n"),
    );
    expect(readFileSync(journal, "utf8").match(/"added"/g)).toHaveLength(sent);
    const { code, out } = await terminal.run(...argv);
    expect({ code, lines: jsonLines(out).length, commits: emulator.commits.length }).toEqual({
      code: 0,
      lines: 500,
      commits: 500,
    });
  });

  it("reports the rows that the service refused, and does not know yet", async () => {
    context.emulator.faults.next(unknownOrigin);
    terminal.interruptAfter("$batch: ");
    const failures = join(terminal.folder, "f.csv");
    const argv = ["import", terminal.file("g.csv", groups(2) + rows(1)), "--failures", failures, "--verbose"];
    const { code, out, err } = await run(...argv);
    expect(out).toMatch(
      /^1 failed: ResourceNotFoundInOriginSystem \(line 2, .*\)\n {2}The service refused .*\n1 added, 1 failed, 1 duplicate in /,
    );
    expect(err).toContain("\nStopped. To continue, run this command:\n");
    expect({ code, text: readFileSync(failures, "utf8") }).toEqual({ code: 130, text: header + rows(1) });
  });

  it.each<[string, Fault]>([
    ["as long as the service asks", { kind: "throttle", retryAfter: 60, level: "batch" }],
    ["for the catalog to list a resource", { kind: "visibilityLag", times: 99 }],
  ])("ends a wait %s immediately", async (_, fault) => {
    context.emulator.faults.next(fault);
    terminal.interruptAfter("$batch: ");
    const journal = ["--journal", join(terminal.folder, "j")];
    const argv = ["import", terminal.file("g.csv", groups(3)), ...journal, "--wait", "--verbose"];
    const { code, out, err } = await run(...argv);
    const added = context.emulator.commits.length;
    expect([code, out.replace(/ in .*\n/, "")]).toEqual([added === 3 ? 0 : 130, added > 0 ? `${added} added` : ""]);
    if (added < 3) expect(err).toContain(`Stopped after ${added} of 3 resources. To continue, run this command:\n`);
    terminal.onWrite = () => undefined;
    expect((await run(...argv)).out).toMatch(added > 0 ? `3 added (${added} earlier) in ` : "3 added in ");
  });

  it("leaves a row without an outcome if the row that it is equal to has none", async () => {
    context.emulator.faults.next({ kind: "throttle", retryAfter: 60, level: "member" });
    terminal.interruptAfter("$batch: ");
    const { out, err } = await run("import", terminal.file("g.csv", groups(2) + rows(1)), "--verbose");
    expect(out).toMatch(/^1 added in /);
    expect(err).toContain("Stopped after 1 of 3 resources.");
  });

  it("prints that the same input is needed, and that without a journal everything is sent again", async () => {
    terminal.stdin = groups(100);
    interruptAtFirstResult();
    const { err } = await run("import", "-", "--format", "csv", "--json");
    expect(err).toContain("To continue, run this command with the same input:\n");
    expect(err).toContain("Without --journal, the same command sends all resources again");
    interruptAtFirstResult();
    const quiet = await run("import", "-", "--format", "csv", "--json", "--quiet");
    expect(quiet.err).toMatch(/^Stopped after \d+ of 100 resources\. To continue, run .*\n.*\n$/);
  });

  it("is not an interruption once everything is done", async () => {
    interruptAtFirstResult();
    const { code } = await run("import", terminal.file("g.csv", groups(1)), "--json");
    expect(code).toBe(0);
  });

  it("sends no other resource, even if the first batch must be looked up", async () => {
    context.emulator.faults.next({ kind: "reset", when: "after", level: "batch" });
    const { code } = await context.interruptOnceSent(run("import", terminal.file("g.csv", groups(300))));
    expect(code).toBe(130);
    expect(context.emulator.commits).toHaveLength(20);
  });

  it("pressed twice ends the import immediately", async () => {
    context.emulator.faults.next({ kind: "stall" });
    const running = run("import", terminal.file("g.csv", groups(3)));
    await context.requestSent();
    expect([terminal.interrupt(), terminal.interrupt(), terminal.interrupt()]).toEqual([true, true, false]);
    const { code, out, err } = await running;
    expect(out).toMatch(/^3 unknown: RequestAbortedError \(lines 2–4\)\n.*\n3 unknown in /);
    expect(err).toContain("\nStopped. To continue, run this command:\n");
    expect(err).toContain(
      "\nerror: The import was aborted. Whether 3 of its resources were added is unknown. Run the same command again: it checks the catalog first.\n",
    );
    expect(code).toBe(130);
  });
});

describe("an import that cannot continue", () => {
  it("ends at the first refused sign-in and exits with 4", async () => {
    context.emulator.faults.next({ kind: "status", status: 401, level: "batch" });
    const { code, out, err } = await run("import", terminal.file("g.csv", groups(300)));
    expect(out).toMatch(/^20 failed: \w+ \(lines 2–21\)\n.*\n20 failed, 280 notSent in \d+\.\d s\n$/);
    expect(err).toMatch(/^error: The service refused the request with 401/);
    expect(err).toContain("Stopped after 20 of 300 resources, because the others would also fail.");
    expect({ code, batches: context.emulator.requests.length }).toEqual({ code: 4, batches: 1 });
  });

  it("reports what was added alongside a row with a refused sign-in", async () => {
    context.emulator.faults.next({ kind: "status", status: 401, level: "member" });
    const { code, out } = await run("import", terminal.file("g.csv", groups(300)));
    expect(out).toMatch(/\n19 added, 1 failed, 280 notSent in |\n1 failed, 19 added, 280 notSent in /);
    expect([code, context.emulator.commits.length]).toEqual([4, 19]);
  });

  it.each([
    ["for the only row", 1, [], 1],
    ["later", 300, [{ kind: "latency", latencyInMs: 0, level: "batch" } as const], 6],
    ["in the last batch", 23, [{ kind: "latency", latencyInMs: 0, level: "batch" } as const], 2],
  ])("exits with 4 if the sign-in is refused %s", async (_, count, before, most) => {
    const refusal = { kind: "status", status: 401, level: "batch" } as const;
    context.emulator.faults.next(...before, ...Array(4).fill(refusal));
    const { code, err } = await run("import", terminal.file("g.csv", groups(count)));
    expect({ code, hasStopped: err.includes("Stopped") }).toEqual({ code: 4, hasStopped: count === 300 });
    expect(context.emulator.requests.filter(({ level }) => level === "batch").length).toBeLessThanOrEqual(most);
  });

  const refusals = (status: number, code: string, count: number) =>
    Array.from({ length: count }, () => ({ kind: "status", status, code, level: "member" }) as const);

  it.each([
    [403, "AccessDenied"],
    [400, "NoGovernanceSku"],
    [400, "invalid_grant"],
  ])("stops after the first batch if all of it is refused with %d %s, and exits with 1", async (status, code) => {
    context.emulator.faults.next(...refusals(status, code, 120));
    const journal = join(terminal.folder, "j");
    const argv = ["import", terminal.file("g.csv", groups(120)), "--journal", journal, "--json"];
    const stopped = await run(...argv);
    expect(stopped.err).toContain("20 failed, 100 notSent in ");
    expect(stopped.err).toContain("Stopped after 20 of 120 resources, because the others would also fail.\n");
    const outcomes = outcomesByLine(stopped.out).map(([, outcome]) => outcome);
    expect(outcomes).toEqual([...Array(20).fill("failed"), ...Array(100).fill("notSent")]);
    const members = context.emulator.requests.filter(({ level }) => level === "member");
    expect([stopped.code, members.length]).toEqual([1, 20]);
    context.emulator.reset();
    expect((await run(...argv)).code).toBe(0);
    expect(context.emulator.commits).toHaveLength(120);
  });

  it.each([
    ["CallerNotResourceOwner", 403],
    ["GetSitesAuthZDenied", 403],
    ["ArgumentException", 400],
    ["InvalidModel", 400],
    ["NotFound", 404],
  ])("does not stop if the first rows are refused with %s, which might be due to those rows", async (code, status) => {
    context.emulator.faults.next(...refusals(status, code, 20));
    const { out, err } = await run("import", terminal.file("g.csv", groups(120)));
    expect(out).toMatch(/^20 failed: \w+ \(lines 2–21\)\n.*\n20 failed, 100 added in /);
    expect(err).not.toContain("Stopped");
  });

  it("does not stop if one row of the first batch succeeds, or if there is only one batch", async () => {
    context.emulator.faults.next(...refusals(403, "AccessDenied", 19));
    expect((await run("import", terminal.file("g.csv", groups(120)))).out).toContain("19 failed, 101 added in ");
    context.emulator.faults.next(...refusals(403, "AccessDenied", 20));
    expect((await run("import", terminal.file("h.csv", groups(20)))).err).toMatch(/^Without --journal/);
  });

  it("does not stop if the catalog might be the reason but cannot be read for another reason", async () => {
    const reading = { kind: "status", status: 403, operationId: "listAccessPackageResources" } as const;
    context.emulator.faults.next(...refusals(400, "InvalidModel", 20), reading);
    expect((await run("import", terminal.file("g.csv", groups(120)))).out).toContain("20 failed, 100 added in ");
  });

  it("stops even if an earlier run finished a row of the first batch", async () => {
    const argv = ["import", terminal.file("g.csv", groups(1)), "--journal", join(terminal.folder, "j")];
    await run(...argv);
    context.emulator.faults.next(...refusals(403, "AccessDenied", 120));
    terminal.file("g.csv", groups(120));
    expect((await run(...argv)).err).toContain("because the others would also fail.");
  });

  it("holds back the other rows until the first batch has a response, but not until it is finished", async () => {
    const resources = ["a", "b", "c"].map((originId) => ({ originSystem: "External", originId }));
    const first = new FirstBatch(resources, 2, async () => undefined);
    const released = first.release();
    await released.next();
    await released.next();
    const third = released.next();
    const held = new Promise((resolve) => setImmediate(resolve, "held"));
    expect(await Promise.race([third, held])).toBe("held");
    first.onAttempt();
    first.onProgress(1);
    expect(await third).toMatchObject({ value: resources[2] });
  });

  it("holds back the other rows until the results of the first batch are known, even if all of it is finished", async () => {
    const resources = ["a", "b"].map((originId) => ({ originSystem: "External", originId }));
    const first = new FirstBatch(resources, 1, async () => undefined);
    const released = first.release();
    const { value: resource } = await released.next();
    if (!resource) throw new Error("nothing was released");
    first.onAttempt();
    first.onProgress(1);
    const second = released.next();
    const held = new Promise((resolve) => setImmediate(resolve, "held"));
    expect(await Promise.race([second, held])).toBe("held");
    await first.onResult({ index: 0, resource, outcome: "added", attempts: [] });
    expect(await second).toMatchObject({ value: resources[1] });
  });

  it("holds back nothing for rows of the first batch that wait, that an earlier run finished, or that are equal", async () => {
    const journal = ["--journal", join(terminal.folder, "j")];
    terminal.clock = fastClock;
    await run("import", terminal.file("g.csv", groups(70)), ...journal);
    context.emulator.faults.next(unknownOrigin);
    const file = groups(150) + groups(40).replace(/.*\n/, "");
    const { code, out } = await run("import", terminal.file("g.csv", file), ...journal);
    expect(out).toMatch(/150 added \(70 earlier\)/);
    expect(out).toMatch(/40 duplicate/);
    expect(code).toBe(0);
  });

  it("ends if nothing reaches the service, and exits with 5", async () => {
    jest.spyOn(globalThis, "fetch").mockRejectedValue(fetchFailed(systemError("ENOTFOUND")));
    const { code, err } = await run("import", terminal.file("g.csv", groups(300)), "--quiet");
    expect(err).toMatch(/^error: Nothing reached the service/);
    expect({ code, lines: err.split("\n").length }).toEqual({ code: 5, lines: 2 });
  });

  it("stops sending when the reader of its output goes away, and prints how to continue", async () => {
    failOutput(terminal, "EPIPE");
    const argv = ["import", terminal.file("g.csv", groups(1000)), "--json", "--quiet"];
    const { code, err } = await run(...argv);
    const message = /^Stopped after \d+ of 1000 resources\. To continue, run this command:\n.*\n$/;
    expect({ code, err }).toEqual({ code: 130, err: expect.stringMatching(message) });
    expect(context.emulator.commits.length).toBeLessThan(1000);
  });
});
