import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "@jest/globals";
import { chaosSize } from "../support/chaos-size.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const count = chaosSize.streamed;
const distinct = count * 0.9;

interface Totals {
  readonly results: number;
  readonly added: number;
  readonly duplicates: number;
  readonly sent: number;
  readonly peakInMiB: number;
}

let folder = "";
beforeAll(() => {
  folder = temporaryFolder("stream");
});

async function stream(): Promise<Totals> {
  const script = join(__dirname, "stream.ts");
  const args = ["--import", "tsx", script, join(folder, "journal.jsonl"), String(count)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const totals: Totals = JSON.parse(stdout);
  process.stderr.write(`Stream of ${count}: ${stdout}\n`);
  return totals;
}

interface Line {
  readonly sending?: readonly string[];
  readonly key?: string;
  readonly outcome?: string;
}

function journalLines(): Line[] {
  const lines = readFileSync(join(folder, "journal.jsonl"), "utf8").trimEnd().split("\n").slice(1);
  return lines.map((line): Line => JSON.parse(line));
}

describe(`a stream of ${count} resources`, () => {
  it("stays under 256 MiB, sends equal ones once, and leaves a journal that a second run goes by", async () => {
    const first = await stream();
    expect(first).toMatchObject({ results: count, added: count, duplicates: count - distinct, sent: distinct });
    expect(first.peakInMiB).toBeLessThan(256);

    const lines = journalLines();
    const sending = lines.flatMap((line) => line.sending ?? []);
    const added = lines.flatMap(({ key, outcome }) => (outcome === "added" ? [key] : []));
    expect([sending.length, new Set(sending).size]).toEqual([distinct, distinct]);
    expect([added.length, new Set(added).size]).toEqual([distinct, distinct]);

    const second = await stream();
    expect(second).toMatchObject({ results: count, added: count, duplicates: count - distinct, sent: 0 });
    expect(second.peakInMiB).toBeLessThan(256);
  });
});
