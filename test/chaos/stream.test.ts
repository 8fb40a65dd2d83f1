import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { run } from "../../scripts/program.js";
import { chaosSize } from "../support/chaos-size.js";
import { temporaryFolder } from "../support/temporary-folder.js";

const count = chaosSize.streamed;
const distinct = count * 0.9;

it(`a stream of ${count} resources stays under 400 MiB, sends equal ones once, and in a second run none`, async () => {
  const journal = join(temporaryFolder("stream"), "journal.jsonl");
  for (const sent of [distinct, 0]) {
    const args = ["--import", "tsx", join(__dirname, "stream.ts"), journal, String(count)];
    const totals = JSON.parse(await run(process.execPath, args));
    process.stderr.write(`Stream of ${count}: ${JSON.stringify(totals)}\n`);
    expect(totals).toMatchObject({ results: count, added: count, duplicates: count - distinct, sent });
    expect(totals.peakInMiB).toBeLessThan(400);
  }
});
