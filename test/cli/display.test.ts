import { describe, expect, it, jest } from "@jest/globals";
import fc from "fast-check";
import stringWidth from "string-width";
import { Output } from "../../src/cli/output/output.js";
import { createProgress, exactDuration } from "../../src/cli/output/progress.js";
import { Table } from "../../src/cli/output/table.js";
import { escapeUnprintable, inQuotes, quote, toJsonLine, wrap } from "../../src/cli/output/text.js";
import type { AddProgress } from "../../src/index.js";
import { anyText } from "../support/any-text.js";
import { FakeClock } from "../support/clock.js";
import { Terminal, withEmulator } from "./harness.js";

const { terminal, run } = withEmulator();
const bar = "============------------";
const progress = (values: Partial<AddProgress>): AddProgress => ({
  done: 10,
  total: 100,
  rate: 39.7,
  waiting: [],
  throttled: 0,
  unexpectedResponses: 0,
  ...values,
});

const ioOf = (options: Partial<Terminal>) => Object.assign(new Terminal(), options).io();

function displayOf(options: Partial<Terminal> = {}, isQuiet = false) {
  const clock = new FakeClock(0);
  const io = ioOf({ clock, ...options });
  const output = new Output(io);
  return { clock, io, output, display: createProgress(io, output, 100, isQuiet) };
}

describe("text", () => {
  it("is wrapped between words, and loses only spaces", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 2, max: 20 }), (text, width) => {
        const lines = wrap(text, width);
        expect(
          lines.filter((line) => stringWidth(line) > width && [...new Intl.Segmenter().segment(line)].length > 1),
        ).toEqual([]);
        expect(lines.join("").replace(/\s/g, "")).toBe(escapeUnprintable(text).replace(/\s/g, ""));
      }),
    );
  });

  it.each([
    ["a\u001b[31m\nb\tc\u0000\u009b\u202e\u2028\r", "a\\u001b[31m\nb\\tc\\u0000\\u009b\\u202e\\u2028\\r"],
    ["1\u200b2\u200d3\ufeff\u{e0041}", "1\\u200b2\\u200d3\\ufeff\\udb40\\udc41"],
    ["👩‍👩‍👧 می‌خواهم", "👩‍👩‍👧 می‌خواهم"],
  ])("has escapes in %j for invisible characters, but keeps lines and joined letters", (text, shown) => {
    expect(escapeUnprintable(text)).toBe(shown);
  });

  it("is short in quotes, with escapes for unusual spaces", () => {
    expect(inQuotes(`a\u00a0${"b".repeat(100)}`)).toBe(`"a\\u00a0${"b".repeat(78)}…"`);
  });

  it("keeps its value as JSON", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(JSON.parse(toJsonLine({ text }))).toEqual({ text });
        expect(escapeUnprintable(toJsonLine({ text }))).toBe(toJsonLine({ text }));
      }),
    );
  });

  it.each([
    ["plain-1.csv", "plain-1.csv"],
    ["a b", "'a b'"],
    ["it's", "'it'\\''s'"],
    ["", "''"],
    ["$(x)", "'$(x)'"],
    ["a\nb", "'a\nb'"],
    ["it's\\a\tb\u202e", "$'it\\'s\\\\a\\tb\\u202e'"],
  ])("%j is %s to a shell", (argument, quoted) => {
    expect(quote(argument)).toBe(quoted);
  });
});

describe("a table", () => {
  it("gives the rest of the width to its last column", () => {
    const columns = [3, 4].map((width) => ({ title: "", width }));
    expect(new Table(columns, 20).row(["a", "one two three"])).toBe("a    one two three");
    expect(new Table(columns, 1).row(["a", "one two"])).toBe("a    one\n     two");
  });

  it("shares the extra width of a wide terminal between its columns, and shrinks them on a narrow one", () => {
    const columns = [
      { title: "A", width: 3 },
      { title: "B", width: 10, share: 0.5 },
      { title: "C", width: 10 },
    ];
    const [wide, narrow] = [new Table(columns, 47), new Table(columns, 20)].map((table) => table.row(["a", "b", "c"]));
    expect(wide).toBe(`a    b${" ".repeat(21)}c`);
    expect(narrow).toBe(`a    b${" ".repeat(9)}c`);
  });

  it("aligns wide characters", () => {
    const table = new Table(
      [4, 1].map((width) => ({ title: "A", width })),
      7,
    );
    expect([table.header, table.row(["中文", "x"]), table.row(["e\u0301"])]).toEqual(["A     A", "中文  x", "e\u0301"]);
  });
});

describe("progress without a terminal", () => {
  it("is not printed in the first five seconds", async () => {
    const { clock, io, display } = displayOf();
    display.update(progress({ done: 5 }));
    await clock.advance(4999);
    display.update(progress({ done: 20 }));
    expect(io.written.err).toBe("");
  });

  it.each<[Partial<AddProgress>, string]>([
    [{ done: 0, rate: 0 }, "0 of 100"],
    [{ rate: 3.14 }, "10 of 100, 3.1/s"],
    [{ throttled: 1 }, "10 of 100, 40/s, throttled 1 time"],
    [{ throttled: 12, remainingInMs: 13_100 }, "10 of 100, 40/s, throttled 12 times, 14 s left"],
    [
      { waiting: [3, 7], throttled: 12, remainingInMs: 1000 },
      "10 of 100, 40/s, 2 awaiting replication, up to 5 min, throttled 12 times, at least 1 s left",
    ],
    [{ remainingInMs: 61_000 }, "10 of 100, 40/s, 1 min 1 s left"],
    [{ remainingInMs: 2 * 3_600_000 + 59_000 }, "10 of 100, 40/s, 2 h left"],
    [{ remainingInMs: 0 }, "10 of 100, 40/s"],
  ])("is, for %j, %s", async (values, text) => {
    const { clock, io, display } = displayOf();
    await clock.advance(5000);
    display.update(progress(values));
    display.update(progress(values));
    display.end();
    expect(io.written.err).toBe(`${text}\n`);
  });

  it("is a line on a terminal that cannot move its cursor", async () => {
    const { clock, io, display } = displayOf({ columns: 80, env: { TERM: "dumb" } });
    await clock.advance(5000);
    display.update(progress({}));
    expect(io.written.err).toBe("10 of 100, 40/s\n");
  });

  it("is not printed with --quiet", async () => {
    const { io, display } = displayOf({ columns: 80 }, true);
    display.update(progress({}));
    const print = jest.fn<() => void>();
    await display.around(print);
    expect(print).toHaveBeenCalledTimes(1);
    display.end();
    expect(io.written.err).toBe("");
  });
});

it.each([
  [0, "0.0 s"],
  [6_249, "6.2 s"],
  [61_000, "1 min 1 s"],
])("a duration of %d ms is %s", (timeInMs, text) => {
  expect(exactDuration(timeInMs)).toBe(text);
});

describe("progress on a terminal", () => {
  /** The bars that were drawn, each with its text. */
  const barsIn = (err: string) => err.split("\u001b").flatMap((part) => part.match(/[=-]{24}.*/) ?? []);

  it("is a bar that disappears at the end, and does not change the terminal's settings", () => {
    const { io, display } = displayOf({ columns: 80 });
    display.update(progress({ done: 50, throttled: 1234, remainingInMs: 10_000_000 }));
    display.end();
    const bars = barsIn(io.written.err);
    expect(bars[0]).toBe("------------------------ 0 of 100");
    expect(bars.at(-1)).toBe(`${bar} 50 of 100, 40/s, throttled 1234 times, 2 h 46 min left`);
    expect(io.written.err).not.toContain("\u001b[?7");
    expect(io.written.err.endsWith("\u001b[1G\u001b[2K")).toBe(true);
  });

  it.each([
    [80, "50 of 100, 40/s, 4 awaiting replication, up to 5 min"],
    [120, "50 of 100, 40/s, 4 awaiting replication, up to 5 min, throttled 9 times, at least 14 s left"],
    [0, "50 of 100, 40/s, 4 awaiting replication, up to 5 min"],
  ])("is cut to a terminal of %d columns", (columns, text) => {
    const { io, display } = displayOf({ columns });
    display.update(progress({ done: 50, waiting: [1, 2, 3, 4], throttled: 9, remainingInMs: 14_000 }));
    display.end();
    const bars = barsIn(io.written.err);
    expect(bars.at(-1)).toBe(`${bar} ${text}`);
    expect(Math.max(...bars.map((each) => each.length))).toBeLessThan(columns || 80);
  });

  it("makes room for other output, and returns unchanged", async () => {
    const { io, output, display } = displayOf({ columns: 80 });
    display.update(progress({ done: 50 }));
    io.written.err = "";
    await display.around(() => output.note("a note"));
    await display.around(() => output.print("data"));
    display.end();
    const [before, after] = io.written.err.split("\u001b[2Ka note\n");
    expect([before, after]).toEqual([expect.any(String), expect.stringContaining(`${bar} 50 of 100, 40/s`)]);
    expect(io.written.out).toBe("data\n");
  });

  it("ends after one output interrupted another", async () => {
    jest.useFakeTimers();
    const { display } = displayOf({ columns: 80 });
    await display.around(() => display.around(() => undefined));
    display.end();
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  it("is shown during an import", async () => {
    terminal.columns = 80;
    const file = terminal.file("g.csv", "originSystem,originId\nExternal,a\nExternal,b\n");
    const { code, out, err } = await run("import", file, "--json");
    expect(err).toMatch(/={24} 2 of 2/);
    expect(err.split("\u001b[2K")).toHaveLength(1 + 2 + 1);
    expect({ code, lines: out.split("\n").length }).toEqual({ code: 0, lines: 3 });
  });
});

describe("output", () => {
  it("is as wide as the terminal, at least 40 columns. Without one, text has 80 columns and a table has no limit", () => {
    const outputs = [undefined, 120, 10].map((columns) => new Output(ioOf({ columns })));
    expect(outputs.map(({ width }) => width)).toEqual([80, 120, 40]);
    expect(outputs.map(({ tableWidth }) => tableWidth)).toEqual([Number.POSITIVE_INFINITY, 120, 40]);
  });

  it("continues without a reader of standard error", () => {
    const io = ioOf({});
    const output = new Output(io);
    io.stderr.destroy(new Error("write EPIPE"));
    expect(() => output.note("a note")).not.toThrow();
  });

  it("reports an error without a code by its message", async () => {
    const io = ioOf({});
    const output = new Output(io);
    io.stdout.destroy(new Error("broken"));
    await new Promise((resolve) => setImmediate(resolve));
    await expect(output.flush()).rejects.toThrow("standard output cannot be written (Error: broken)");
  });
});
