import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { respond } from "../respond.js";

/** The least a service can do: it responds to every request with the same entity. */
const created = JSON.stringify({
  id: "10dc74b4-4a3c-4c2b-9c1d-4a4f5d4a0a39",
  catalogId: "beedadfe-01d5-4025-910b-84abb9369997",
  requestType: "AdminAdd",
  requestState: "Delivered",
  requestStatus: "Fulfilled",
  expirationDateTime: null,
  isValidationOnly: false,
  justification: "",
});

const server = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(201, { "content-type": "application/json" }).end(created));
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => respond(() => null, (server.address() as AddressInfo).port));
