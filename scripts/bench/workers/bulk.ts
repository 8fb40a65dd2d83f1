import { AccessPackageResourceRequestsClient, type ResourceToAdd } from "access-package-resource-requests";
import { body } from "../body.js";
import { credential } from "../peers/contenders/contender.js";

/** What a way of adding many resources cost, and how many its caller believes to be added. */
export interface BulkResult {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly succeeded: number;
}

type Add = (endpoint: string, resources: readonly ResourceToAdd[]) => Promise<number>;

const { catalogId } = body;

function ourClient(endpoint: string): AccessPackageResourceRequestsClient {
  return new AccessPackageResourceRequestsClient(credential, { endpoint, allowInsecureConnection: true });
}

async function addResources(endpoint: string, resources: readonly ResourceToAdd[]): Promise<number> {
  let succeeded = 0;
  for await (const { outcome } of ourClient(endpoint).catalog(catalogId).addResources(resources)) {
    if (outcome === "added") succeeded += 1;
  }
  return succeeded;
}

/** One request per resource, so many at the same time. */
function singly(lanes: number): Add {
  return async (endpoint, resources) => {
    const client = ourClient(endpoint);
    const left = [...resources];
    let succeeded = 0;
    const lane = async () => {
      for (let resource = left.shift(); resource; resource = left.shift()) {
        const request = { catalogId, requestType: "AdminAdd", accessPackageResource: resource };
        succeeded += await client.createRequest(request).then(
          () => 1,
          () => 0,
        );
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return succeeded;
  };
}

// By name at run time: to the compiler of this project the peers do not exist.
const { sendBatches } = (await import(new URL("graph-batches.mjs", import.meta.url).href)) as {
  readonly sendBatches: (endpoint: string, bodies: readonly object[]) => Promise<number>;
};

const graphBatches: Add = (endpoint, resources) =>
  sendBatches(
    endpoint,
    resources.map((accessPackageResource) => ({ catalogId, requestType: "AdminAdd", accessPackageResource })),
  );

const ways: Readonly<Record<string, Add>> = { addResources, one: singly(1), sixteen: singly(16), graphBatches };

process.on("message", async ({ way, endpoint, count }: { way: string; endpoint: string; count: number }) => {
  const resources = Array.from({ length: count }, () => ({ originSystem: "AadGroup", originId: crypto.randomUUID() }));
  const cpu = process.cpuUsage();
  const started = performance.now();
  const succeeded = (await ways[way]?.(endpoint, resources)) ?? 0;
  const { user, system } = process.cpuUsage(cpu);
  const result: BulkResult = {
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    succeeded,
  };
  process.send?.(result);
});
process.on("disconnect", () => process.exit());
process.send?.({ ready: 0 });
