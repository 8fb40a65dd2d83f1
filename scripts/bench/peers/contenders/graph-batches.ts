import { BatchRequestContent, BatchResponseContent } from "@microsoft/microsoft-graph-client";
import { path } from "./contender.js";
import { createClient } from "./microsoft-graph-client.js";

const batchSize = 20;

/**
 * Sends bodies as Microsoft's documentation shows it: batch after batch, each answer looked at.
 *
 * @returns How many were answered with success.
 */
export async function sendBatches(endpoint: string, bodies: readonly object[]): Promise<number> {
  const client = createClient(endpoint);
  let succeeded = 0;
  for (let start = 0; start < bodies.length; start += batchSize) {
    const steps = bodies.slice(start, start + batchSize).map((body, index) => ({
      id: String(index),
      // It takes what follows the host as the member's address, which has no version.
      request: new Request(new URL(path, endpoint), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    }));
    const sent = await client.api("/$batch").post(await new BatchRequestContent(steps).getContent());
    for (const [, response] of new BatchResponseContent(sent).getResponses()) if (response.ok) succeeded += 1;
  }
  return succeeded;
}
