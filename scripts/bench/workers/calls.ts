import { body } from "../body.js";
import type { CreateSend } from "../peers/contenders/contender.js";
import { respond } from "../respond.js";

/** What the calls of one round cost. */
export interface Sample {
  /** Elapsed time per call, in microseconds. */
  readonly microseconds: number;
  /** Processor time of the client per call, in microseconds. */
  readonly cpu: number;
}

/** One contender in a separate process: makes as many calls as each message asks for. */
const [file = "", endpoint = ""] = process.argv.slice(2);
const { createSend } = (await import(new URL(`${file}.mjs`, import.meta.url).href)) as {
  readonly createSend: CreateSend;
};
const send = createSend(endpoint);

respond(async ({ count }: { readonly count: number }): Promise<Sample> => {
  const cpu = process.cpuUsage();
  const started = process.hrtime.bigint();
  for (let call = 0; call < count; call += 1) await send(body);
  const elapsed = Number(process.hrtime.bigint() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { microseconds: elapsed / count, cpu: (user + system) / count };
});
