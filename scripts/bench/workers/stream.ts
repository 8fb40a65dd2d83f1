import { AccessPackageResourceRequestsClient, type ResourceToAdd } from "access-package-resource-requests";
import { fileJournal } from "access-package-resource-requests/node";
import { body } from "../body.js";
import { credential } from "../peers/contenders/contender.js";
import { respond } from "../respond.js";

/** What one run over a long stream cost, and how its items ended. */
export interface StreamResult {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly added: number;
  readonly duplicates: number;
}

interface StreamTask {
  readonly endpoint: string;
  readonly count: number;
  readonly journalPath: string;
}

/** Every tenth item equals one far back in the stream. */
const duplicateEvery = 10;

function* resources(count: number): Generator<ResourceToAdd> {
  for (let index = 0; index < count; index += 1) {
    const number =
      index % duplicateEvery === duplicateEvery - 1 ? Math.floor(index / 2 / duplicateEvery) * duplicateEvery : index;
    yield { originSystem: "AadGroup", originId: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}` };
  }
}

async function stream({ endpoint, count, journalPath }: StreamTask): Promise<StreamResult> {
  const client = new AccessPackageResourceRequestsClient(credential, { endpoint, allowInsecureConnection: true });
  const journal = fileJournal(journalPath);
  const started = performance.now();
  let added = 0;
  let duplicates = 0;
  // The maximum that the system keeps would include the memory of the process that started this one.
  let peakBytes = 0;
  for await (const result of client.catalog(body.catalogId).addResources(resources(count), { journal })) {
    if (result.outcome === "added") added += 1;
    if (result.duplicateOf !== undefined) duplicates += 1;
    if (result.index % 100 === 0) peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  }
  return { added, duplicates, peakBytes, seconds: (performance.now() - started) / 1000 };
}

respond(stream);
