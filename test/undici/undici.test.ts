import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { AccessPackageResourceRequestsClient } from "../../src/index.js";
import { createUndiciFetch, type UndiciFetch } from "../../src/undici.js";
import { failure } from "../support/client.js";
import { closedPort } from "../support/servers.js";

const credential = { getToken: async () => ({ token: "token", expiresOnTimestamp: Number.POSITIVE_INFINITY }) };
const body = {
  catalogId: "beedadfe-01d5-4025-910b-84abb9369997",
  requestType: "AdminAdd",
  accessPackageResource: { originSystem: "AadGroup", originId: "b31fe1f1-3651-488f-bd9a-1711887fd4ca" },
};

describe("createUndiciFetch", () => {
  let fetch: UndiciFetch;
  let emulator: Emulator;
  let server: Server | undefined;

  beforeEach(async () => {
    fetch = createUndiciFetch({ connections: 2 });
    emulator = await startEmulator();
  });

  afterEach(async () => {
    await fetch.close();
    await emulator.close();
    server?.closeAllConnections();
    server?.close();
    server = undefined;
  });

  const clientOf = (endpoint = emulator.endpoint) =>
    new AccessPackageResourceRequestsClient(credential, {
      endpoint,
      allowInsecureConnection: true,
      fetch,
      retry: { maxRetries: 0 },
    });

  const serve = async (listener: RequestListener): Promise<string> => {
    const started = createServer(listener);
    server = started;
    await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(started.address() as AddressInfo).port}/beta`;
  };

  it("sends a request and reads its response", async () => {
    await expect(clientOf().createRequest(body)).resolves.toMatchObject({ requestState: "Delivered" });
    expect(emulator.commits).toHaveLength(1);
  });

  it("opens as many connections as it may, and no more", async () => {
    const sockets = new Set<unknown>();
    const endpoint = await serve(({ socket }, response) => {
      sockets.add(socket);
      setImmediate(() => response.writeHead(201, { "content-type": "application/json" }).end('{"id":"1"}'));
    });
    await Promise.all(Array.from({ length: 8 }, () => clientOf(endpoint).createRequest(body)));
    expect(sockets.size).toBe(2);
  });

  it("sends the headers and the query as they are", async () => {
    const catalog = clientOf().catalog(body.catalogId);
    await catalog.addResource(body.accessPackageResource);
    await expect(catalog.findResource(body.accessPackageResource)).resolves.toMatchObject({
      originId: body.accessPackageResource.originId,
    });
  });

  it("asks for a response that is not compressed", async () => {
    const endpoint = await serve(({ headers }, response) => {
      const isCompressed = headers["accept-encoding"] === undefined;
      const entity = isCompressed ? gzipSync('{"id":"1"}') : '{"id":"1"}';
      response.writeHead(201, isCompressed ? { "content-encoding": "gzip" } : {}).end(entity);
    });
    await expect(clientOf(endpoint).createRequest(body)).resolves.toEqual({ id: "1" });
  });

  it("accepts a response without a body", async () => {
    const endpoint = await serve((_, response) => response.writeHead(204).end());
    const error = await failure(clientOf(endpoint).createRequest(body));
    expect(error).toMatchObject({ name: "OutcomeUnknownError", status: 204 });
  });

  describe("returns a success that can be read as", () => {
    const response = async (): Promise<Response> => {
      const endpoint = await serve((_, response) => response.writeHead(201, { etag: "1" }).end('{"id":"1"}'));
      const { signal } = new AbortController();
      return fetch(`${endpoint}/a?b=c`, { method: "GET", headers: {}, body: null, signal, redirect: "manual" });
    };

    it.each<[string, (response: Response) => unknown, unknown]>([
      ["a text", (response) => response.text(), '{"id":"1"}'],
      ["JSON", (response) => response.json(), { id: "1" }],
      ["bytes", async (response) => new TextDecoder().decode(await response.arrayBuffer()), '{"id":"1"}'],
      ["a blob", async (response) => (await response.blob()).text(), '{"id":"1"}'],
      ["a stream", (response) => new Response(response.body).text(), '{"id":"1"}'],
      ["a copy", (response) => response.clone().text(), '{"id":"1"}'],
      [
        "JSON, which uses the body up",
        async (response) => [await response.json(), response.bodyUsed],
        [{ id: "1" }, true],
      ],
      ["a head", ({ ok, status, headers }) => [ok, status, headers.get("etag")], [true, 201, "1"]],
      ["a Response", (response) => response instanceof Response, true],
    ])("%s", async (_, read, expected) => {
      expect(await read(await response())).toEqual(expected);
    });
  });

  it("reads why a request was refused", async () => {
    emulator.faults.next({ kind: "status", status: 403 });
    const error = await failure(clientOf().createRequest(body));
    expect(error).toMatchObject({ name: "GraphError", status: 403 });
  });

  it("keeps headers that come more than once", async () => {
    const endpoint = await serve((_, response) => {
      response.setHeader("www-authenticate", ["Basic", "Bearer"]);
      response.writeHead(400).end("no");
    });
    const seen: (string | null)[] = [];
    const onResponse = ({ headers }: { headers: Headers }) => seen.push(headers.get("www-authenticate"));
    await failure(clientOf(endpoint).createRequest(body, { onResponse }));
    expect(seen).toEqual(["Basic, Bearer"]);
  });

  it("keeps cookies apart", async () => {
    const cookies = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"];
    const endpoint = await serve((_, response) => response.setHeader("set-cookie", cookies).writeHead(400).end());
    const seen: string[] = [];
    await failure(
      clientOf(endpoint).createRequest(body, { onResponse: ({ headers }) => seen.push(...headers.getSetCookie()) }),
    );
    expect(seen).toEqual(cookies);
  });

  it("gives the client a body that a clone was read of before", async () => {
    const logged = async (...request: Parameters<UndiciFetch>) => {
      const response = await fetch(...request);
      expect(await response.clone().json()).toMatchObject({ requestType: "AdminAdd" });
      return response;
    };
    const options = { endpoint: emulator.endpoint, allowInsecureConnection: true, fetch: logged };
    await expect(
      new AccessPackageResourceRequestsClient(credential, options).createRequest(body),
    ).resolves.toBeDefined();
  });

  it("frees the connection of a response whose status is none", async () => {
    const endpoint = await serve((_, response) => response.writeHead(600).end("odd"));
    await failure(clientOf(endpoint).createRequest(body));
    await fetch.close();
  });

  it("stops reading a refusal that does not end", async () => {
    const endpoint = await serve((_, response) => {
      response.writeHead(400);
      const write = () => {
        while (response.write("x".repeat(65_536)));
        response.once("drain", write);
      };
      write();
    });
    const texts: string[] = [];
    const onResponse = ({ bodyAsText }: { bodyAsText: string }) => texts.push(bodyAsText);
    const error = await failure(clientOf(endpoint).createRequest(body, { onResponse }));
    expect(error).toMatchObject({ name: "GraphError", status: 400 });
    expect(texts.map((text) => text.length)).toEqual([1024 * 1024]);
  });

  it("distinguishes a refused connection from a lost response", async () => {
    const refused = await failure(clientOf(`http://127.0.0.1:${await closedPort()}/beta`).createRequest(body));
    expect(refused).toMatchObject({ name: "ConnectionError", code: "ECONNREFUSED", outcome: "notCreated" });

    emulator.faults.next({ kind: "reset", when: "after" });
    const lost = await failure(clientOf().createRequest(body));
    expect(lost).toMatchObject({ name: "OutcomeUnknownError", outcome: "unknown" });
    expect(emulator.commits).toHaveLength(1);
  });

  it("ends a request when its caller aborts", async () => {
    emulator.faults.next({ kind: "stall" });
    const controller = new AbortController();
    const promise = clientOf().createRequest(body, { abortSignal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(promise).rejects.toMatchObject({ name: "RequestAbortedError" });
  });

  it("needs no options", async () => {
    const unlimited = createUndiciFetch();
    const client = new AccessPackageResourceRequestsClient(credential, {
      endpoint: emulator.endpoint,
      allowInsecureConnection: true,
      fetch: unlimited,
    });
    await expect(client.createRequest(body)).resolves.toHaveProperty("id");
    await unlimited.close();
  });
});
