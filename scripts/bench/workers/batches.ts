import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A service that takes every member of every batch at once, in a process of its own. */
let taken = 0;
const entity = { id: "1", requestType: "AdminAdd", requestState: "Delivered" };

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { requests } = JSON.parse(Buffer.concat(chunks).toString()) as {
      readonly requests: readonly { id: string }[];
    };
    taken += requests.length;
    const responses = requests.map(({ id }) => ({ id, status: 201, headers: {}, body: entity }));
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ responses }));
  });
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => process.send?.({ ready: (server.address() as AddressInfo).port }));
process.on("message", () => process.send?.({ taken }));
process.on("disconnect", () => process.exit());
