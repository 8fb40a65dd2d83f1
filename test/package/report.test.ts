import { describe, expect, it } from "@jest/globals";
import { barChart } from "../../scripts/bench/chart.js";
import { judge, type Report, toMarkdown } from "../../scripts/bench/report.js";
import { median, quantile, shuffled } from "../../scripts/bench/statistics.js";

describe("the statistics of the bench", () => {
  it("has the middle value, or the mean of the two middle values, as the median", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it("interpolates between ranks", () => {
    expect(quantile([0, 10, 20, 30, 40], 0.1)).toBe(4);
  });

  it("keeps every item when it shuffles", () => {
    expect([...shuffled([1, 2, 3, 4])].sort()).toEqual([1, 2, 3, 4]);
  });
});

describe("a report of the bench", () => {
  const limit = { what: "× fetch", actual: 1.2, atMost: 1.1 };

  it("reports a limit that is exceeded", () => {
    expect(judge(limit)).toBe("BROKEN");
    expect(judge({ ...limit, actual: 1.1 })).toBe("kept");
  });

  it("does not judge a ratio if the noise is too high", () => {
    expect(judge({ ...limit, noise: 0.2 })).toBe("not judged");
    expect(judge({ ...limit, noise: 0.01 })).toBe("BROKEN");
  });

  it("has the command, the day and the machine", () => {
    const report: Report = { name: "latency", title: "T", method: "M", columns: ["c"], rows: [["r"]], checks: [limit] };

    const text = toMarkdown(report);

    expect(text).toContain("| c |\n| --- |\n| r |");
    expect(text).toContain("- BROKEN: × fetch: 1.20, at most 1.1");
    expect(text).toMatch(/`npm run bench -- latency`, \d{4}-\d{2}-\d{2}, \d+ cores of .*, Node \d+\.\d+\.\d+ on \w+\./);
  });

  it("escapes markup in the labels of a chart", () => {
    const chart = barChart({ title: "a < b", unit: " ×", bars: [{ label: "<ours>", value: 1, ours: true }] });

    expect(chart).toContain("&lt;ours&gt;");
    expect(chart).not.toContain("<ours>");
  });
});
