import type { Contender } from "./contenders.js";
import { shuffled } from "./statistics.js";
import { startWorker } from "./worker.js";
import type { Sample } from "./workers/calls.js";

/** The rounds of each contender by its name, all in the same order. */
export type Measured = ReadonlyMap<string, readonly Sample[]>;

const callsPerRound = 50;

/** Measures the contenders in several sittings, each with new processes and with this many rounds. */
export async function measure(
  contenders: readonly Contender[],
  endpoint: string,
  sittings: number,
  rounds: number,
): Promise<Measured> {
  const measured = new Map(contenders.map(({ name }) => [name, [] as Sample[]]));
  for (let sitting = 0; sitting < sittings; sitting += 1) {
    const runners = await Promise.all(
      contenders.map(async ({ name, file }) => ({
        worker: await startWorker("calls", [file, endpoint]),
        samples: measured.get(name) ?? [],
      })),
    );
    // Until the engine's compiler has settled. They take turns here too, or the first one would warm up the server.
    for (let round = 0; round < 4; round += 1) {
      for (const { worker } of shuffled(runners)) await worker.ask({ count: 500 });
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const { worker, samples } of shuffled(runners)) samples.push(await worker.ask({ count: callsPerRound }));
    }
    for (const { worker } of runners) worker.stop();
  }
  return measured;
}
