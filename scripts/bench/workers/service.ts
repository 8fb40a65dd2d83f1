import { type Fault, startEmulator } from "access-package-resource-requests/emulator";
import { respond } from "../respond.js";

/** What the service saw. */
export interface ServiceCount {
  /** HTTP requests; a batch is one. */
  readonly requests: number;
  /** Creates it refused. The throttle is the only reason here to refuse one. */
  readonly throttled: number;
  readonly added: number;
  /** Changes beyond one per resource. */
  readonly duplicated: number;
}

/** The emulator in a separate process, 50 ms away. */
const latencyInMs = 50;
const [throttle] = process.argv.slice(2);
const emulator = await startEmulator(throttle === "throttled" ? { throttle: { ratePerSecond: 40, burst: 80 } } : {});
const farAway: Fault = {
  kind: "latency",
  latencyInMs,
  match: ({ level }) => {
    if (level === "member") return false;
    // A fault is injected once, so this one leaves another like it for the next request.
    emulator.faults.next(farAway);
    return true;
  },
};
emulator.faults.next(farAway);

async function count(): Promise<ServiceCount> {
  await emulator.idle();
  const { requests, commits } = emulator;
  const creates = requests.filter(({ operationId }) => operationId === "createAccessPackageResourceRequest");
  const added = new Set(commits.map(({ originId }) => originId)).size;
  return {
    requests: requests.filter(({ level }) => level !== "member").length,
    throttled: creates.length - commits.length,
    added,
    duplicated: commits.length - added,
  };
}

respond(count, Number(new URL(emulator.endpoint).port));
