import type { Contender } from "./contenders.js";
import { shuffled } from "./statistics.js";
import { Worker } from "./worker.js";

/** What the calls of one round cost. */
interface Sample {
  /** Elapsed time per call, in microseconds. */
  readonly microseconds: number;
  /** Processor time of the client per call, in microseconds. */
  readonly cpu: number;
}

/** The rounds of each contender by its name, all in the same order. */
export type Measured = ReadonlyMap<string, readonly Sample[]>;

interface RoundOptions {
  readonly rounds: number;
  /** Calls per round. */
  readonly count: number;
  /** Whether a stub takes the place of the global fetch. Default: false. */
  readonly stub?: boolean;
}

/** Runs with the service root of a minimal server in a process of its own. */
export async function withLoopback<Result>(use: (endpoint: string) => Promise<Result>): Promise<Result> {
  const { worker, ready } = await Worker.start("loopback", []);
  try {
    return await use(`http://127.0.0.1:${ready}/beta`);
  } finally {
    worker.stop();
  }
}

/** Keeps one process per contender and lets them take turns, in a new random order each round. */
export async function measureRounds(
  contenders: readonly Contender[],
  endpoint: string,
  { rounds, count, stub = false }: RoundOptions,
): Promise<Measured> {
  const runners = await Promise.all(
    contenders.map(async ({ name, file }) => {
      const { worker } = await Worker.start("calls", [file, endpoint, stub ? "stub" : ""]);
      return { name, worker, samples: [] as Sample[] };
    }),
  );
  // Until the engine's compiler has settled, in turns too: who warms up first would do so against a cold server.
  for (let round = 0; round < 4; round += 1) {
    for (const { worker } of shuffled(runners)) await worker.ask({ count: 500 });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { worker, samples } of shuffled(runners)) samples.push(await worker.ask<Sample>({ count }));
  }
  for (const { worker } of runners) worker.stop();
  return new Map(runners.map(({ name, samples }) => [name, samples]));
}

/** The rounds of several sittings, each with a process of its own per contender. */
export async function measureSittings(
  contenders: readonly Contender[],
  endpoint: string,
  sittings: number,
  options: RoundOptions,
): Promise<Measured> {
  const measured = new Map(contenders.map(({ name }) => [name, [] as Sample[]]));
  for (let sitting = 0; sitting < sittings; sitting += 1) {
    for (const [name, samples] of await measureRounds(contenders, endpoint, options)) {
      measured.get(name)?.push(...samples);
    }
  }
  return measured;
}
