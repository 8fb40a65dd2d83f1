import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { respond } from "../respond.js";

/** The least a service can do: it responds to every request, and to every member of a batch, with the same entity. */
const entity = {
  id: "10dc74b4-4a3c-4c2b-9c1d-4a4f5d4a0a39",
  catalogId: "beedadfe-01d5-4025-910b-84abb9369997",
  requestType: "AdminAdd",
  requestState: "Delivered",
  requestStatus: "Fulfilled",
  expirationDateTime: null,
  isValidationOnly: false,
  justification: "",
};
const created = JSON.stringify(entity);
let members = 0;

function batchResponse(batch: string): string {
  const { requests } = JSON.parse(batch) as { readonly requests: readonly { readonly id: string }[] };
  members += requests.length;
  return JSON.stringify({ responses: requests.map(({ id }) => ({ id, status: 201, headers: {}, body: entity })) });
}

const server = createServer(async (request, response) => {
  const body = await text(request);
  const isBatch = request.url?.endsWith("/$batch");
  response.writeHead(isBatch ? 200 : 201, { "content-type": "application/json" });
  response.end(isBatch ? batchResponse(body) : created);
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => respond(() => ({ members }), (server.address() as AddressInfo).port));
