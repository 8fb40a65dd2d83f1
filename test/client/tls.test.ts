import { connect, createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { afterEach, describe, expect, it } from "@jest/globals";
import { Agent, fetch as undiciFetch } from "undici";
import { AccessPackageResourceRequestsClient, type FetchLike } from "../../src/index.js";
import { createUndiciFetch } from "../../src/undici.js";
import { localhost } from "../support/certificate.js";
import { failure, publishedBody } from "../support/client.js";
import { TestCredential } from "../support/credential.js";

const servers: Server[] = [];
const sockets: Socket[] = [];
const closeClients: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closeClients.splice(0).map((close) => close()));
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

async function listen(server: Server): Promise<number> {
  servers.push(server.on("connection", (socket: Socket) => sockets.push(socket)));
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** A server that ignores the errors of its sockets. */
function serve(onSocket: (socket: Socket) => void): Server {
  return createServer((socket) => onSocket(socket.on("error", () => undefined)));
}

function serveTls(options: TlsOptions): Server {
  return createTlsServer({ ...localhost, ...options }).on("tlsClientError", () => undefined);
}

function createAt(port: number, fetch?: FetchLike) {
  const host = `localhost:${port}`;
  const options = {
    endpoint: `https://${host}`,
    allowedHosts: [host],
    attemptTimeoutInMs: 5000,
    ...(fetch && { fetch }),
  };
  const client = new AccessPackageResourceRequestsClient(new TestCredential(), {
    ...options,
    retry: { maxRetries: 1, baseDelayInMs: 0 },
  });
  return failure(client.createRequest(publishedBody()));
}

const failedHandshakes: readonly (readonly [string, () => Server, string, number])[] = [
  ["with a server that speaks plain HTTP", () => serve((socket) => socket.end("HTTP/1.1 400 \r\n\r\n")), "ERR_SSL_", 1],
  [
    "without a common version",
    () => serveTls({ minVersion: "TLSv1", maxVersion: "TLSv1.1" }),
    "ERR_SSL_TLSV1_ALERT",
    1,
  ],
  ["without a common protocol", () => serveTls({ ALPNProtocols: ["h3"] }), "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_", 1],
  ["without a common cipher", () => serveTls({ key: "", cert: "" }), "ERR_SSL_", 1],
  ["that the server ends", () => serve((socket) => socket.once("data", () => socket.end())), "ECONNRESET", 2],
  ["that the server resets", () => serve((s) => s.once("data", () => s.resetAndDestroy())), "ECONNRESET", 2],
];

it("a connector that fails with no error leaves the outcome unknown", async () => {
  const dispatcher = new Agent({ connect: (_options, callback) => callback("no" as unknown as Error, null) });
  const fetch: FetchLike = (url, init) => undiciFetch(url, { ...init, dispatcher }) as unknown as ReturnType<FetchLike>;
  expect(await createAt(443, fetch)).toMatchObject({ name: "OutcomeUnknownError" });
});

describe.each([
  ["fetch", () => undefined],
  [
    "./undici",
    () => {
      const fetch = createUndiciFetch();
      closeClients.push(fetch.close);
      return fetch;
    },
  ],
])("over %s", (_, newFetch) => {
  it.each(failedHandshakes)("a handshake %s reaches no service", async (_name, newServer, code, attempts) => {
    const error = await createAt(await listen(newServer()), newFetch());
    expect(error).toMatchObject({
      name: "ConnectionError",
      outcome: "notCreated",
      code: expect.stringContaining(code),
    });
    expect(error.attempts).toHaveLength(attempts);
  });
});

const junk = `HTTP/1.1 400 Bad Request\r\n\r\n${"x".repeat(30_000)}`;

/** A TLS server behind a relay that sends junk to the client once the request has arrived. */
async function relayJunk(version: "TLSv1.2" | "TLSv1.3"): Promise<number> {
  let onRequest = (): void => undefined;
  const service = serveTls({ minVersion: version, maxVersion: version });
  service.on("secureConnection", (socket: Socket) => {
    socket.on("error", () => undefined).on("data", (data) => String(data).endsWith("}") && onRequest());
  });
  const port = await listen(service);
  const relay = serve((client) => {
    const server = connect(port, "localhost").on("error", () => undefined);
    client.pipe(server).pipe(client);
    onRequest = () => {
      server.unpipe(client);
      client.end(junk);
    };
  });
  return listen(relay);
}

it.each(["TLSv1.2", "TLSv1.3"] as const)(
  "junk on a connection of %s that was open leaves the outcome unknown",
  async (version) => {
    const dispatcher = new Agent({ connect: { ca: localhost.cert } });
    closeClients.push(() => dispatcher.destroy());
    const fetch: FetchLike = (url, init) =>
      undiciFetch(url, { ...init, dispatcher }) as unknown as ReturnType<FetchLike>;
    const error = await createAt(await relayJunk(version), fetch);
    expect(error).toMatchObject({ name: "OutcomeUnknownError", outcome: "unknown", attempts: [{}] });
  },
);
