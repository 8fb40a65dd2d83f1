import { randomUUID } from "node:crypto";
import {
  type CommitRecord,
  type Emulator,
  type EmulatorOptions,
  type RecordedRequest,
  startEmulator,
} from "../../src/emulator/index.js";
import {
  AccessPackageResourceRequestsClient,
  type FetchLike,
  isAccessPackageResourceRequestsError,
  type RequestOptions,
} from "../../src/index.js";
import { AccessPackageResourceRequestsClient as V1Client } from "../../src/v1.0.js";
import { turn, whileQuiet } from "./chaos-clock.js";
import { type FaultMix, randomFaults } from "./chaos-faults.js";
import type { ReportedCall } from "./chaos-ledger.js";
import { pageBody } from "./client.js";
import { FakeClock } from "./clock.js";
import { TestCredential, token } from "./credential.js";
import { type Random, seededRandom } from "./random.js";

export const catalogId = "26ac04a5-ee6a-4f0b-a0ac-0dd3d7e43ae8";

/** The seed of a chaos test: fixed, unless the environment sets another one. */
export function chaosSeed(): number {
  return Number(process.env["CHAOS_SEED"] ?? 20261124);
}

/** Every kind of fault that can strike a single request. */
export const singleFaults = {
  latency: 0.04,
  throttle: 0.1,
  status: 0.16,
  reset: 0.05,
  stall: 0.02,
  resetAfterHeaders: 0.03,
  truncated: 0.03,
  malformed: 0.03,
  slowBody: 0.04,
  stalledBody: 0.02,
  replicationLag: 0.02,
  visibilityLag: 0.01,
  claims: 0.01,
  body: 0.03,
  repeatedResponse: 0.03,
  endlessBody: 0.002,
} satisfies FaultMix["rates"];

/** The kinds in the mixes that never struck. */
export function unseenFaults(counts: Emulator["faults"]["counts"], ...mixes: readonly FaultMix["rates"][]): string[] {
  const expected = mixes.flatMap((rates) => Object.entries(rates).flatMap(([kind, rate]) => (rate > 0 ? [kind] : [])));
  return expected.filter((kind) => counts[kind as keyof typeof counts] === 0);
}

type ChaosSetup = Awaited<ReturnType<typeof setUpChaos>>;

interface ChaosOptions extends EmulatorOptions {
  readonly clock?: FakeClock;
}

/** An emulator and a client of each version on real sockets, with one clock that the test moves. */
export async function setUpChaos(fetch?: FetchLike, options: ChaosOptions = {}) {
  const { clock = new FakeClock(), ...rest } = options;
  const emulator = await startEmulator({ clock, ...rest });
  let tokens = 0;
  const credential = new TestCredential(async () => {
    tokens += 1;
    return token(`token-${tokens}`);
  });
  const limits = { attemptTimeoutInMs: 10_000, timeoutInMs: 60_000 };
  const shared = { allowInsecureConnection: true, clock, ...limits, ...(fetch && { fetch }) };
  const activity = () => clock.delays.length + emulator.requests.length;
  return {
    emulator,
    client: new AccessPackageResourceRequestsClient(credential, { ...shared, endpoint: emulator.endpoints.beta }),
    v1: new V1Client(credential, { ...shared, endpoint: emulator.endpoints["v1.0"] }),
    clock,
    /** Settles like the promise, and moves the clock whenever everything waits for it. */
    finish: <Value>(promise: Promise<Value>) => whileQuiet(clock, activity, promise),
  };
}

export interface ChaosCounts {
  readonly calls: readonly ReportedCall[];
  readonly commits: readonly CommitRecord[];
  readonly requests: readonly RecordedRequest[];
  /** How often each fault struck. */
  readonly faults: Emulator["faults"]["counts"];
  /** One line of text: how often each fault struck and each outcome was reported. */
  readonly summary: string;
}

/**
 * Creates requests of a version under faults. Returns what each call reported and what the emulator did.
 *
 * @param fetch The `fetch` of the client. Default: the global one.
 */
export async function chaosOfCreate(
  version: keyof typeof senders,
  count: number,
  seed: number,
  fetch?: FetchLike,
): Promise<ChaosCounts> {
  const setup = await setUpChaos(fetch);
  const { emulator, clock, finish } = setup;
  const send = senders[version](setup);
  try {
    emulator.faults.draw = randomFaults(clock, { seed, rates: singleFaults });
    const random = seededRandom(seed);
    const calls: ReportedCall[] = [];
    let started = 0;
    const work = async () => {
      while (started < count) calls.push(await createOnce(send, clock, started++, random));
    };
    await finish(Promise.all(Array.from({ length: 16 }, work)));
    await finish(emulator.idle());
    const { commits, requests } = emulator;
    return { calls, commits, requests, faults: emulator.faults.counts, summary: summaryOf(seed, emulator, calls) };
  } finally {
    await emulator.close();
  }
}

async function createOnce(send: Send, clock: FakeClock, index: number, random: Random): Promise<ReportedCall> {
  const clientRequestId = randomUUID();
  const options = { clientRequestId, ...(random() < 0.06 && { abortSignal: signalOf(clock, random) }) };
  try {
    await send(index, options);
    return { clientRequestId, outcome: "created", detail: "resolved" };
  } catch (error) {
    if (!isAccessPackageResourceRequestsError(error)) throw error;
    const { name, outcome, message, attempts } = error;
    return { clientRequestId, outcome, detail: `${name}: ${message} ${JSON.stringify(attempts)}` };
  }
}

/** Sends one request, different for each index. */
type Send = (index: number, options: RequestOptions) => Promise<unknown>;

const senders = {
  // The page's form is sent twice as often, because the emulator never refuses it as a duplicate.
  beta:
    ({ client }: ChaosSetup): Send =>
    (index, options) => {
      if (index % 3 === 0) {
        const accessPackageResource = group(index);
        return client.createRequest({ catalogId, requestType: "AdminAdd", accessPackageResource }, options);
      }
      return index % 3 === 1
        ? client.createRequest(pageBody(), options)
        : client.createRequestByRef(pageBody(), options);
    },
  "v1.0":
    ({ v1 }: ChaosSetup): Send =>
    (index, options) =>
      v1.createRequest({ catalog: { id: catalogId }, requestType: "adminAdd", resource: group(index) }, options),
};

const group = (index: number) => ({ originSystem: "AadGroup", originId: guid(index) });

/** A different GUID for each number. */
export function guid(index: number): string {
  return `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
}

/** Aborts before, during or after the first attempt, or during the wait before another. */
function signalOf(clock: FakeClock, random: Random): AbortSignal {
  const controller = new AbortController();
  const abort = () => controller.abort();
  if (random() < 0.3) clock.setTimeout(abort, random() * 3000);
  else abortAfter(Math.floor(random() * 20), abort);
  return controller.signal;
}

async function abortAfter(turns: number, abort: () => void): Promise<void> {
  for (let index = 0; index < turns; index += 1) await turn();
  abort();
}

function summaryOf(seed: number, { faults }: Emulator, calls: readonly ReportedCall[]): string {
  const outcomes = { created: 0, notCreated: 0, unknown: 0 };
  for (const { outcome } of calls) outcomes[outcome] += 1;
  return `seed ${seed}; ${JSON.stringify(outcomes)}; faults ${JSON.stringify(faults.counts)}\n`;
}
