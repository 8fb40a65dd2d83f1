import { AccessPackageResourceRequestsClient, type ResourceToAdd } from "access-package-resource-requests";
import { body } from "../body.js";
import { credential } from "../peers/contenders/contender.js";
import { respond } from "../respond.js";

/** One way to add many resources, and how many to add. */
export interface BulkTask {
  readonly way: keyof typeof ways;
  readonly endpoint: string;
  readonly count: number;
}

/** What it cost. */
export interface BulkResult {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

type Add = (endpoint: string, resources: readonly ResourceToAdd[]) => Promise<void>;

const { catalogId } = body;

function ourClient(endpoint: string): AccessPackageResourceRequestsClient {
  return new AccessPackageResourceRequestsClient(credential, { endpoint, allowInsecureConnection: true });
}

const addResources: Add = async (endpoint, resources) => {
  for await (const _ of ourClient(endpoint).catalog(catalogId).addResources(resources));
};

function toBody(accessPackageResource: ResourceToAdd) {
  return { catalogId, requestType: "AdminAdd", accessPackageResource };
}

/** One request per resource, and this many at the same time. Errors are ignored, because the service counts what it did. */
function singly(lanes: number): Add {
  return async (endpoint, resources) => {
    const client = ourClient(endpoint);
    const left = [...resources];
    const lane = async () => {
      for (let resource = left.shift(); resource; resource = left.shift()) {
        await client.createRequest(toBody(resource)).catch(() => undefined);
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
  };
}

// Imported by name at run time, because the compiler of this project does not see the peers.
const { sendBatches } = (await import(new URL("graph-batches.mjs", import.meta.url).href)) as {
  readonly sendBatches: (endpoint: string, bodies: readonly object[]) => Promise<void>;
};

const ways = {
  addResources,
  graphBatches: (endpoint, resources) => sendBatches(endpoint, resources.map(toBody)),
  sixteen: singly(16),
  one: singly(1),
} satisfies Readonly<Record<string, Add>>;

respond(async ({ way, endpoint, count }: BulkTask): Promise<BulkResult> => {
  const resources = Array.from({ length: count }, () => ({ originSystem: "AadGroup", originId: crypto.randomUUID() }));
  const cpu = process.cpuUsage();
  const started = performance.now();
  await ways[way](endpoint, resources);
  const { user, system } = process.cpuUsage(cpu);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 };
});
