import { type Fault, startEmulator } from "access-package-resource-requests/emulator";

/** What the service saw. */
export interface ServiceCount {
  /** HTTP requests; a batch is one. */
  readonly requests: number;
  /** Creates it refused, because there is nothing else here to refuse them for than the throttle. */
  readonly throttled: number;
  readonly added: number;
  /** Changes beyond one per resource. */
  readonly doubled: number;
}

/** The emulator in a process of its own, 50 ms away. */
const latencyInMs = 50;
const [throttle] = process.argv.slice(2);
const emulator = await startEmulator(throttle === "throttled" ? { throttle: { ratePerSecond: 40, burst: 80 } } : {});
const farAway: Fault = {
  kind: "latency",
  latencyInMs,
  match: ({ level }) => {
    if (level === "member") return false;
    // Each fault strikes once; this one leaves another like it for the next request.
    emulator.faults.next(farAway);
    return true;
  },
};
emulator.faults.next(farAway);

process.on("message", async () => {
  await emulator.idle();
  const { requests, commits } = emulator;
  const creates = requests.filter(({ operationId }) => operationId === "createAccessPackageResourceRequest");
  const added = new Set(commits.map(({ originId }) => originId)).size;
  const count: ServiceCount = {
    requests: requests.filter(({ level }) => level !== "member").length,
    throttled: creates.length - commits.length,
    added,
    doubled: commits.length - added,
  };
  process.send?.(count);
});
process.on("disconnect", () => process.exit());
process.send?.({ ready: Number(new URL(emulator.endpoint).port) });
