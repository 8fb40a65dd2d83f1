import { BatchRequestContent, BatchResponseContent } from "@microsoft/microsoft-graph-client";
import { path } from "./contender.js";
import { createClient } from "./microsoft-graph-client.js";

const batchSize = 20;

/** Sends bodies as Microsoft's documentation shows: batch after batch, reading each response. */
export async function sendBatches(endpoint: string, bodies: readonly object[]): Promise<void> {
  const client = createClient(endpoint);
  for (let start = 0; start < bodies.length; start += batchSize) {
    const steps = bodies.slice(start, start + batchSize).map((body, index) => ({
      id: String(index),
      // The client uses everything after the host as the address of the member, which has no version.
      request: new Request(new URL(path, endpoint), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    }));
    const sent = await client.api("/$batch").post(await new BatchRequestContent(steps).getContent());
    Array.from(new BatchResponseContent(sent).getResponses());
  }
}
