import { connect } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { Agent, fetch as undiciFetch } from "undici";
import type { FetchLike } from "../../src/index.js";
import { createUndiciFetch } from "../../src/undici.js";
import { localhost } from "../support/certificate.js";
import { failure, loopbackClient, publishedBody } from "../support/client.js";
import { type LoopbackServer, serveTcp, serveTls } from "../support/servers.js";

const closeClients: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closeClients.splice(0).map((close) => close()));
});

function fetchThrough(dispatcher: Agent): FetchLike {
  closeClients.push(() => dispatcher.destroy());
  return (url, init) => undiciFetch(url, { ...init, dispatcher }) as unknown as ReturnType<FetchLike>;
}

function createAt({ port }: Pick<LoopbackServer, "port">, fetch?: FetchLike) {
  const host = `localhost:${port}`;
  const options = { allowedHosts: [host], retry: { maxRetries: 1, baseDelayInMs: 0 } };
  const client = loopbackClient({ endpoint: `https://${host}` }, { ...options, ...(fetch && { fetch }) });
  return failure(client.createRequest(publishedBody()));
}

it("a connector that fails without an error leaves the outcome unknown", async () => {
  const dispatcher = new Agent({ connect: (_options, callback) => callback("no" as unknown as Error, null) });
  expect(await createAt({ port: 443 }, fetchThrough(dispatcher))).toMatchObject({ name: "OutcomeUnknownError" });
});

const oldTls = { minVersion: "TLSv1", maxVersion: "TLSv1.1" } as const;
const plainHttp = () => serveTcp((socket) => socket.end("HTTP/1.1 400 \r\n\r\n"));
const failedHandshakes: readonly (readonly [string, () => Promise<LoopbackServer>, string, number])[] = [
  ["with a server that speaks plain HTTP", plainHttp, "ERR_SSL_", 1],
  ["without a common version", () => serveTls(oldTls), "ERR_SSL_TLSV1_ALERT", 1],
  ["without a common protocol", () => serveTls({ ALPNProtocols: ["h3"] }), "ERR_SSL_TLSV1_ALERT_NO_APPLICATION_", 1],
  ["without a common cipher", () => serveTls({ key: "", cert: "" }), "ERR_SSL_", 1],
  ["that the server ends", () => serveTcp((socket) => socket.once("data", () => socket.end())), "ECONNRESET", 2],
  ["that the server resets", () => serveTcp((s) => s.once("data", () => s.resetAndDestroy())), "ECONNRESET", 2],
];

const newUndiciFetch = () => {
  const fetch = createUndiciFetch();
  closeClients.push(fetch.close);
  return fetch;
};

describe.each([
  ["fetch", () => undefined],
  ["./undici", newUndiciFetch],
])("over %s", (_, newFetch) => {
  it.each(failedHandshakes)("a handshake %s reaches no service", async (_name, serve, code, attempts) => {
    const error = await createAt(await serve(), newFetch());
    const expected = { name: "ConnectionError", outcome: "notCreated", code: expect.stringContaining(code) };
    expect(error).toMatchObject(expected);
    expect(error.attempts).toHaveLength(attempts);
  });
});

const junk = `HTTP/1.1 400 Bad Request\r\n\r\n${"x".repeat(30_000)}`;

/** A TLS server behind a relay that sends junk to the client once the request has arrived. */
async function relayJunk(version: "TLSv1.2" | "TLSv1.3"): Promise<LoopbackServer> {
  let onRequest = (): void => undefined;
  const service = await serveTls({ minVersion: version, maxVersion: version }, (socket) => {
    socket.on("error", () => undefined).on("data", (data) => String(data).endsWith("}") && onRequest());
  });
  return serveTcp((client) => {
    const server = connect(service.port, "127.0.0.1").on("error", () => undefined);
    client.pipe(server).pipe(client);
    onRequest = () => {
      server.unpipe(client);
      client.end(junk);
    };
  });
}

it.each(["TLSv1.2", "TLSv1.3"] as const)(
  "junk on an open connection of %s leaves the outcome unknown",
  async (version) => {
    const fetch = fetchThrough(new Agent({ connect: { ca: localhost.cert } }));
    const error = await createAt(await relayJunk(version), fetch);
    expect(error).toMatchObject({ name: "OutcomeUnknownError", outcome: "unknown", attempts: [{}] });
  },
);
