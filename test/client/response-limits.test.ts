import type { ServerResponse } from "node:http";
import { createGzip } from "node:zlib";
import { afterAll, describe, expect, it } from "@jest/globals";
import type { FetchLike, RawResponse } from "../../src/index.js";
import { createUndiciFetch } from "../../src/undici.js";
import { failure, loopbackClient, publishedBody, setUp } from "../support/client.js";
import { deferred } from "../support/credential.js";
import { serveHttp } from "../support/servers.js";

const mebibyte = 1024 * 1024;
const undici = createUndiciFetch();
afterAll(() => undici.close());

async function clientOf(send: (response: ServerResponse) => unknown, fetch?: FetchLike) {
  const server = await serveHttp((request, response) => request.resume().on("end", () => send(response)));
  return loopbackClient(server, fetch && { fetch });
}

/** Writes for as long as the client reads. */
function endlessly(target: NodeJS.WritableStream): void {
  const piece = "x".repeat(65_536);
  const write = () => {
    while (target.write(piece));
    target.once("drain", write);
  };
  write();
}

const fetches: readonly (readonly [string, FetchLike | undefined])[] = [
  ["the global fetch", undefined],
  ["./undici", undici],
  [
    "a fetch of the caller",
    async (url, init) => {
      const { body, status } = await globalThis.fetch(url, init);
      return new Response(body, { status });
    },
  ],
];

describe.each(fetches)("over %s", (_, fetch) => {
  /** A client that gets an endless response, and when its connection is closed. */
  async function endless(status: number) {
    const { promise: closed, resolve } = deferred<void>();
    const send = (response: ServerResponse) => endlessly(response.writeHead(status).on("close", () => resolve()));
    return { client: await clientOf(send, fetch), closed };
  }

  it("an endless 201 is unknown, and the connection is closed", async () => {
    const { client, closed } = await endless(201);
    const error = await failure(client.createRequest(publishedBody()));
    const attempts = [{ status: 201, code: "UNREADABLE_RESPONSE" }];
    expect(error).toMatchObject({ name: "OutcomeUnknownError", status: 201, attempts });
    expect(error.cause).toMatchObject({ message: "The body of the response is longer than 4194304 bytes." });
    await closed;
  });

  it("an endless refusal is read up to a MiB, and the connection is closed", async () => {
    const { client, closed } = await endless(400);
    const lengths: number[] = [];
    const onResponse = ({ bodyAsText }: RawResponse) => lengths.push(bodyAsText.length);
    const error = await failure(client.createRequest(publishedBody(), { onResponse }));
    expect(error).toMatchObject({ name: "GraphError", status: 400 });
    expect(lengths).toEqual([mebibyte]);
    await closed;
  });

  it("a list of 31 MiB is read", async () => {
    const client = await clientOf((response) => response.end(`{"value":[]${" ".repeat(31 * mebibyte)}}`), fetch);
    await expect(client.catalog("c").findResource(origin)).resolves.toBeUndefined();
  });

  it("a list of 33 MiB is a ConnectionError, and is read once", async () => {
    const client = await clientOf((response) => response.end(`{"value":[]${" ".repeat(33 * mebibyte)}}`), fetch);
    const error = await failure(client.catalog("c").findResource(origin));
    expect(error).toMatchObject({ name: "ConnectionError", code: "UNREADABLE_RESPONSE", attempts: [{ status: 200 }] });
  });
});

const origin = { originSystem: "AadGroup", originId: "b31fe1f1-3651-488f-bd9a-1711887fd4ca" };

it("a compressed 201 is measured after decompression", async () => {
  const client = await clientOf((response) => {
    const gzip = createGzip();
    gzip.pipe(response.writeHead(201, { "content-encoding": "gzip" }));
    endlessly(gzip);
  });
  const error = await failure(client.createRequest(publishedBody()));
  expect(error).toMatchObject({
    name: "OutcomeUnknownError",
    attempts: [{ status: 201, code: "UNREADABLE_RESPONSE" }],
  });
});

it("a response without a stream is measured as text", async () => {
  const fetch = async () => {
    const { ok, status, headers } = new Response(null, { status: 201 });
    return { ok, status, headers, text: async () => "x".repeat(4 * mebibyte + 1) } as Response;
  };
  const error = await failure(setUp({ fetch }).client.createRequest(publishedBody()));
  expect(error).toMatchObject({ name: "OutcomeUnknownError", attempts: [{ code: "UNREADABLE_RESPONSE" }] });
});
