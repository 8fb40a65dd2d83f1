import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../package/run.js";
import { type Contender, contenders, versionOf } from "./contenders.js";
import { peers } from "./prepare.js";
import type { Report } from "./report.js";
import { median, shuffled } from "./statistics.js";

interface Cost {
  readonly seconds: number;
  readonly mebibytes: number;
  readonly files: number;
}

const rounds = 3;

/** What the compiler takes for one file that creates a client and sends a request. */
export async function types(): Promise<Report> {
  const costs = new Map<Contender, Cost[]>(contenders.map((contender) => [contender, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const contender of shuffled(contenders)) costs.get(contender)?.push(await compile(contender));
  }
  const middle = (contender: Contender, figure: keyof Cost) =>
    median((costs.get(contender) ?? []).map((cost) => cost[figure]));
  return {
    name: "types",
    title: "Type check of one file",
    method:
      "`tsc --noEmit --skipLibCheck --extendedDiagnostics`, what it says itself; medians of three, in random order.",
    columns: ["client", "version", "seconds", "MiB", "files"],
    rows: contenders.map((contender) => [
      contender.name,
      versionOf(contender),
      middle(contender, "seconds").toFixed(2),
      middle(contender, "mebibytes").toFixed(0),
      middle(contender, "files").toFixed(0),
    ]),
    checks: [],
  };
}

async function compile({ file }: Contender): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), "types-"));
  try {
    const project = join(folder, "tsconfig.json");
    const files = [join(peers, "contenders", `${file}.ts`)];
    // Microsoft's models do not compile with exact optional properties.
    const compilerOptions = { exactOptionalPropertyTypes: false, noEmit: true, extendedDiagnostics: true };
    writeFileSync(
      project,
      JSON.stringify({ extends: join(peers, "tsconfig.json"), compilerOptions, files, include: [] }),
    );
    const printed = await run(process.execPath, [resolve("node_modules/typescript/bin/tsc"), "-p", project]);
    const figure = (label: string) => Number(new RegExp(`^${label}:\\s+([\\d.]+)`, "m").exec(printed)?.[1]);
    return { seconds: figure("Total time"), mebibytes: figure("Memory used") / 1024, files: figure("Files") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
