import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import type { Emulator } from "../../src/emulator/index.js";
import type { RawResponse } from "../../src/index.js";
import { createUndiciFetch, type UndiciFetch } from "../../src/undici.js";
import { group } from "../catalog/support.js";
import { failure, loopbackClient, publishedBody } from "../support/client.js";
import { withEmulator } from "../support/emulator.js";
import { closedServer, serveHttp } from "../support/servers.js";

const body = publishedBody();

describe("createUndiciFetch", () => {
  let fetch: UndiciFetch;
  beforeEach(() => {
    fetch = createUndiciFetch({ connections: 2 });
  });
  afterEach(() => fetch.close());

  let emulator: Emulator;
  withEmulator((started) => {
    emulator = started;
  });

  const clientOf = (server: { readonly endpoint: string } = emulator, options = {}) =>
    loopbackClient(server, { fetch, retry: { maxRetries: 0 }, ...options });

  it("sends a request and reads its response", async () => {
    await expect(clientOf().createRequest(body)).resolves.toMatchObject({ requestState: "Delivered" });
    expect(emulator.commits).toHaveLength(1);
  });

  it("opens as many connections as allowed, and no more", async () => {
    const sockets = new Set<unknown>();
    const server = await serveHttp(({ socket }, response) => {
      sockets.add(socket);
      setImmediate(() => response.writeHead(201, { "content-type": "application/json" }).end('{"id":"1"}'));
    });
    await Promise.all(Array.from({ length: 8 }, () => clientOf(server).createRequest(body)));
    expect(sockets.size).toBe(2);
  });

  it("sends the headers and the query unchanged", async () => {
    const catalog = clientOf().catalog(body.catalogId);
    await catalog.addResource(group());
    await expect(catalog.findResource(group())).resolves.toMatchObject(group());
  });

  it("asks for a response that is not compressed", async () => {
    const server = await serveHttp(({ headers }, response) => {
      const isCompressed = headers["accept-encoding"] === undefined;
      const entity = isCompressed ? gzipSync('{"id":"1"}') : '{"id":"1"}';
      response.writeHead(201, isCompressed ? { "content-encoding": "gzip" } : {}).end(entity);
    });
    await expect(clientOf(server).createRequest(body)).resolves.toEqual({ id: "1" });
  });

  it("accepts a response without a body", async () => {
    const server = await serveHttp((_, response) => response.writeHead(204).end());
    const error = await failure(clientOf(server).createRequest(body));
    expect(error).toMatchObject({ name: "OutcomeUnknownError", status: 204 });
  });

  describe("returns a success that can be read as", () => {
    const response = async (): Promise<Response> => {
      const server = await serveHttp((_, response) => response.writeHead(201, { etag: "1" }).end('{"id":"1"}'));
      const { signal } = new AbortController();
      return fetch(`${server.endpoint}/a?b=c`, { method: "GET", headers: {}, body: null, signal, redirect: "manual" });
    };

    it.each<[string, (response: Response) => unknown, unknown]>([
      ["text", (response) => response.text(), '{"id":"1"}'],
      ["JSON", (response) => response.json(), { id: "1" }],
      ["bytes", async (response) => new TextDecoder().decode(await response.arrayBuffer()), '{"id":"1"}'],
      ["a blob", async (response) => (await response.blob()).text(), '{"id":"1"}'],
      ["a stream", (response) => new Response(response.body).text(), '{"id":"1"}'],
      ["a copy", (response) => response.clone().text(), '{"id":"1"}'],
      [
        "JSON, which consumes the body",
        async (response) => [await response.json(), response.bodyUsed],
        [{ id: "1" }, true],
      ],
      ["a head", ({ ok, status, headers }) => [ok, status, headers.get("etag")], [true, 201, "1"]],
      ["a Response", (response) => response instanceof Response, true],
    ])("%s", async (_, read, expected) => {
      expect(await read(await response())).toEqual(expected);
    });
  });

  it("keeps headers that occur more than once, and cookies apart", async () => {
    const cookies = ["a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"];
    const repeated = { "www-authenticate": ["Basic", "Bearer"], "set-cookie": cookies };
    const server = await serveHttp((_, response) => response.writeHead(400, repeated).end("no"));
    const headers: Headers[] = [];
    const onResponse = (response: RawResponse) => headers.push(response.headers);
    expect(await failure(clientOf(server).createRequest(body, { onResponse }))).toMatchObject({ name: "GraphError" });
    expect(headers.map((each) => [each.get("www-authenticate"), each.getSetCookie()])).toEqual([
      ["Basic, Bearer", cookies],
    ]);
  });

  it("gives the client a body after a clone of it was read", async () => {
    const logged = async (...request: Parameters<UndiciFetch>) => {
      const response = await fetch(...request);
      expect(await response.clone().json()).toMatchObject({ requestType: "AdminAdd" });
      return response;
    };
    await expect(clientOf(emulator, { fetch: logged }).createRequest(body)).resolves.toBeDefined();
  });

  it("frees the connection of a response with an invalid status", async () => {
    const server = await serveHttp((_, response) => response.writeHead(600).end("odd"));
    await failure(clientOf(server).createRequest(body));
    await fetch.close();
  });

  it("distinguishes a refused connection from a lost response", async () => {
    const refused = await failure(clientOf(await closedServer()).createRequest(body));
    expect(refused).toMatchObject({ name: "ConnectionError", code: "ECONNREFUSED", outcome: "notCreated" });

    emulator.faults.next({ kind: "reset", when: "after" });
    const lost = await failure(clientOf().createRequest(body));
    expect(lost).toMatchObject({ name: "OutcomeUnknownError", outcome: "unknown" });
    expect(emulator.commits).toHaveLength(1);
  });

  it("sends what is called while it closes, and closes once what was in flight has its responses", async () => {
    let respond = () => undefined as unknown;
    const server = await serveHttp((_, response) => {
      const end = () => response.writeHead(201).end('{"id":"1"}');
      if (respond.name === "end") end();
      else respond = end;
    });
    const settled: string[] = [];
    const note = (name: string) => () => settled.push(name);
    const first = clientOf(server).createRequest(body).then(note("in flight"));
    while (respond.name !== "end") await new Promise(setImmediate);
    const closes = [fetch.close(), fetch.close()].map((each) => each.then(note("closed")));
    await clientOf(server).createRequest(body).then(note("called later"));
    respond();
    await Promise.all([first, ...closes]);
    expect(settled).toEqual(["called later", "in flight", "closed", "closed"]);
  });

  it("ends a request when its caller aborts", async () => {
    emulator.faults.next({ kind: "stall" });
    const controller = new AbortController();
    const promise = clientOf().createRequest(body, { abortSignal: controller.signal });
    setImmediate(() => controller.abort());
    await expect(promise).rejects.toMatchObject({ name: "RequestAbortedError" });
  });
});
