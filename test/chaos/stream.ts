import { AccessPackageResourceRequestsClient, type FetchLike, type ResourceToAdd } from "../../src/index.js";
import { fileJournal } from "../../src/node/index.js";

/**
 * Adds a stream of resources, every tenth of them equal to one long before it, against a service that is only a
 * function, and prints the totals as JSON. It runs in a separate process, so that its memory can be measured.
 * Arguments: the journal's path and the number of inputs.
 */
const [journalPath = "", count = "0"] = process.argv.slice(2);

async function* inputs(): AsyncGenerator<ResourceToAdd> {
  for (let index = 0; index < Number(count); index += 1) {
    const number = index % 10 === 9 ? Math.floor(index / 20) * 10 : index;
    yield { originSystem: "AadGroup", originId: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}` };
  }
}

let sent = 0;
const fetch: FetchLike = async (_, { body }) => {
  const { requests } = JSON.parse(String(body)) as { requests: { id: string }[] };
  sent += requests.length;
  const responses = requests.map(({ id }) => ({ id, status: 201, body: { id, requestState: "Delivered" } }));
  return new Response(JSON.stringify({ responses }), { headers: { "content-type": "application/json" } });
};

async function main(): Promise<void> {
  const credential = { getToken: async () => ({ token: "a-token", expiresOnTimestamp: Date.now() + 3_600_000 }) };
  const client = new AccessPackageResourceRequestsClient(credential, { fetch });
  const catalog = client.catalog("26ac04a5-ee6a-4f0b-a0ac-0dd3d7e43ae8");
  const totals = { results: 0, added: 0, duplicates: 0 };
  // Not the system's own maximum, which starts with the memory of the parent process.
  let peakInBytes = 0;
  for await (const result of catalog.addResources(inputs(), { journal: fileJournal(journalPath) })) {
    totals.results += 1;
    if (result.outcome === "added") totals.added += 1;
    if (result.duplicateOf !== undefined) totals.duplicates += 1;
    if (totals.results % 100 === 0) peakInBytes = Math.max(peakInBytes, process.memoryUsage.rss());
  }
  process.stdout.write(JSON.stringify({ ...totals, sent, peakInMiB: peakInBytes / 1024 ** 2 }));
}

main();
