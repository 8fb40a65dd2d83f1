import { existsSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AccessPackageResourceRequestsClient, type ResourceToAdd } from "access-package-resource-requests";
import { fileJournal } from "access-package-resource-requests/node";
import { body } from "../body.js";
import { credential } from "../peers/contenders/contender.js";

/** What a long stream cost, and what became of its items. */
export interface StreamResult {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly added: number;
  readonly duplicates: number;
  readonly sent: number;
  /** The same of a second run with the same journal, which should find everything done. */
  readonly addedAgain: number;
  readonly sentAgain: number;
}

/** Every tenth item equals one far back in the stream. */
const duplicateEvery = 10;
let sent = 0;
// Not the system's own maximum, which begins with what the process that started this one held.
let peakBytes = 0;

/** A service that takes everything at once. */
async function answer(_url: string, init: { readonly body: string | null }): Promise<Response> {
  const { requests } = JSON.parse(init.body ?? "{}") as { readonly requests: readonly { readonly id: string }[] };
  sent += requests.length;
  const taken = { id: "1", requestType: "AdminAdd", requestState: "Delivered" };
  const responses = requests.map(({ id }) => ({ id, status: 201, headers: {}, body: taken }));
  return new Response(JSON.stringify({ responses }), { headers: { "content-type": "application/json" } });
}

function* resources(count: number): Generator<ResourceToAdd> {
  for (let index = 0; index < count; index += 1) {
    const number =
      index % duplicateEvery === duplicateEvery - 1 ? Math.floor(index / 2 / duplicateEvery) * duplicateEvery : index;
    yield { originSystem: "AadGroup", originId: `00000000-0000-4000-8000-${String(number).padStart(12, "0")}` };
  }
}

async function stream(count: number): Promise<StreamResult> {
  const path = join(tmpdir(), `stream-${process.pid}.jsonl`);
  try {
    const started = performance.now();
    const first = await addAll(count, path);
    const seconds = (performance.now() - started) / 1000;
    const [sentFirst, peakFirst] = [sent, peakBytes];
    const again = await addAll(count, path);
    return {
      seconds,
      peakBytes: peakFirst,
      ...first,
      sent: sentFirst,
      addedAgain: again.added,
      sentAgain: sent - sentFirst,
    };
  } finally {
    if (existsSync(path)) rmSync(path);
  }
}

async function addAll(count: number, path: string): Promise<{ added: number; duplicates: number }> {
  const client = new AccessPackageResourceRequestsClient(credential, { fetch: answer });
  const journal = fileJournal(path);
  let added = 0;
  let duplicates = 0;
  for await (const result of client.catalog(body.catalogId).addResources(resources(count), { journal })) {
    if (result.outcome === "added") added += 1;
    if (result.duplicateOf !== undefined) duplicates += 1;
    if (result.index % 100 === 0) peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  }
  return { added, duplicates };
}

process.on("message", async ({ count }: { count: number }) => process.send?.(await stream(count)));
process.on("disconnect", () => process.exit());
process.send?.({ ready: 0 });
