import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { systemClock } from "../../src/emulator/clock.js";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { randomFaults } from "../support/chaos-faults.js";
import { chaosSize } from "../support/chaos-size.js";
import { seededRandom } from "../support/random.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { bundleCommandLine } from "./bundle.js";
import { catalogId, jsonLines } from "./harness.js";

const { kills, killed: items } = chaosSize;
/** Each kill comes at a request. Half of them can come earlier, at a random time, such as while the journal is opened. */
const maxRequestsBeforeKill = 150;
const maxTimeBeforeKillInMs = 300;
/** To repeat a failure's faults and, as far as possible, its timing, set KILL_SEED to the seed that it prints. */
const seed = Number(process.env["KILL_SEED"] ?? Date.now() % 1_000_000);

let folder: string;
let script: string;
let emulator: Emulator;
let onRequest: () => void = () => undefined;
let current: ChildProcess | undefined;

beforeAll(async () => {
  folder = temporaryFolder("kill");
  script = bundleCommandLine(folder);
  emulator = await startEmulator({ record: false });
  // Every resource can be added, because none of these faults is a final refusal.
  const rates = {
    latency: 0.2,
    reset: 0.01,
    truncated: 0.01,
    malformed: 0.01,
    resetAfterHeaders: 0.01,
    missingResponse: 0.02,
    throttle: 0.002,
    visibilityLag: 0.02,
  };
  const draw = randomFaults(systemClock, { rates, seed });
  emulator.faults.draw = (request) => {
    onRequest();
    return draw(request);
  };
});

afterAll(async () => {
  current?.kill("SIGKILL");
  await emulator.close();
});

function startImport(file: string, journal: string): ChildProcess {
  const target = ["--catalog", catalogId, "--endpoint", emulator.endpoint, "--journal", journal];
  current = spawn(process.execPath, [script, "import", file, ...target, "--json", "--quiet"]);
  return current;
}

/** Starts an import and kills it at a random moment. Returns whether it was still running. */
async function startAndKill(file: string, journal: string, random: () => number): Promise<boolean> {
  const child = startImport(file, journal);
  const exit = once(child, "exit");
  child.stdout?.resume();
  const kill = () => child.kill("SIGKILL");
  let left = Math.ceil(random() * maxRequestsBeforeKill);
  // A kill by time has this limit too, because a fast machine could finish the import first.
  onRequest = () => {
    left -= 1;
    if (left === 0) kill();
  };
  const timer = random() < 0.5 ? setTimeout(kill, random() * maxTimeBeforeKillInMs) : undefined;
  const [, signal] = await exit;
  clearTimeout(timer);
  onRequest = () => undefined;
  return signal === "SIGKILL";
}

function timesEach(values: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const value of values) times.set(value, (times.get(value) ?? 0) + 1);
  return times;
}

describe(`an import that is killed ${kills} times (KILL_SEED=${seed})`, () => {
  it("ends with every resource in the catalog, committed once and reported once", async () => {
    const [file, journal] = [join(folder, "groups.csv"), join(folder, "groups.journal")];
    const ids = Array.from({ length: items }, (_, index) => `group-${index}`);
    writeFileSync(file, `originSystem,originId\n${ids.map((id) => `External,${id}\n`).join("")}`);
    const random = seededRandom(seed);
    for (let kill = 0; kill < kills; kill += 1) expect(await startAndKill(file, journal, random)).toBe(true);
    const last = startImport(file, journal);
    if (!last.stdout || !last.stderr) throw new Error("the import has no output");
    const [exit, printed, messages] = await Promise.all([once(last, "exit"), text(last.stdout), text(last.stderr)]);
    expect({ exit, messages }).toEqual({ exit: [0, null], messages: "" });

    const eachOnce = new Map(ids.map((id) => [id, 1]));
    expect(timesEach(emulator.commits.map(({ originId }) => String(originId)))).toEqual(eachOnce);
    const keys = jsonLines(readFileSync(journal, "utf8")).flatMap(({ key }) =>
      key === undefined ? [] : [String(key).replace("external/", "")],
    );
    expect(timesEach(keys)).toEqual(eachOnce);
    const reported = jsonLines(printed);
    expect(timesEach(reported.map(({ originId }) => String(originId)))).toEqual(eachOnce);
    expect(reported.filter(({ outcome }) => outcome !== "added" && outcome !== "alreadyPresent")).toEqual([]);
  });
});
