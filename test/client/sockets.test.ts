import type { Socket } from "node:net";
import { describe, expect, it } from "@jest/globals";
import { ProxyAgent, fetch as undiciFetch } from "undici";
import type { AccessPackageResourceRequestsError, CreateRequestOptions, FetchInit } from "../../src/index.js";
import { systemClock } from "../../src/options.js";
import { failure, type SetupOptions, setUp, versions } from "../support/client.js";
import { deferred } from "../support/credential.js";
import { closedServer, serveHttp, serveRaw, serveTcp, serveTls } from "../support/servers.js";

const head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n";
const real = {
  fetch: globalThis.fetch,
  clock: systemClock,
  allowInsecureConnection: true,
  retry: { maxRetries: 0 },
};

/** The error's name, its outcome and what its attempts say. */
function summary(error: AccessPackageResourceRequestsError) {
  const attempts = error.attempts.map(({ status, code }) => [status, code]);
  return { name: error.name, outcome: error.outcome, attempts };
}

const notSent = (code: string) => ({ name: "ConnectionError", outcome: "notCreated", attempts: [[undefined, code]] });
const unknown = (status: number | undefined, code: unknown) => ({
  name: "OutcomeUnknownError",
  outcome: "unknown",
  attempts: [[status, code]],
});

describe.each(versions)("a request of %s on a real socket", (_version, create) => {
  const failureOf = (setup: SetupOptions, options?: CreateRequestOptions) =>
    failure(create(setUp({ ...real, ...setup }), options));

  it("a refused connection reaches no service", async () => {
    expect(summary(await failureOf(await closedServer()))).toEqual(notSent("ECONNREFUSED"));
  });

  it("a refused connection is retried", async () => {
    const retry = { maxRetries: 2, baseDelayInMs: 0 };
    const error = await failureOf({ ...(await closedServer()), retry });
    expect(error.attempts).toHaveLength(3);
  });

  it("a name that does not exist reaches no service", async () => {
    const error = await failureOf({ endpoint: "https://service.invalid", allowedHosts: ["service.invalid"] });
    // Which of the two the system reports depends on whether it can reach a name server.
    expect(error).toMatchObject({ name: "ConnectionError", code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) });
    expect(error.outcome).toBe("notCreated");
  });

  it("an untrusted certificate stops the request before it is sent", async () => {
    const host = `localhost:${(await serveTls()).port}`;
    const error = await failureOf({ endpoint: `https://${host}`, allowedHosts: [host] });
    expect(summary(error)).toEqual(notSent("DEPTH_ZERO_SELF_SIGNED_CERT"));
  });

  it("a proxy that refuses to connect stops the request before it is sent", async () => {
    const refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
    const proxy = await serveTcp((socket) => socket.once("data", () => socket.end(refusal)));
    const dispatcher = new ProxyAgent(proxy.endpoint);
    const fetch = (url: string, init: FetchInit) =>
      undiciFetch(url, { ...init, dispatcher }) as unknown as Promise<Response>;
    const error = await failureOf({ fetch });
    await dispatcher.close();
    expect(summary(error)).toEqual(notSent("PROXY_REFUSED"));
  });

  it.each<[string, (socket: Socket) => unknown, number | undefined, unknown]>([
    ["a reset before the head of the response", (socket) => socket.resetAndDestroy(), undefined, "ECONNRESET"],
    ["a connection closed before the head of the response", (socket) => socket.end(), undefined, "UND_ERR_SOCKET"],
    [
      "a truncated body of a stated length",
      (socket) => socket.end(`${head}Content-Length: 100\r\n\r\n{"id":"1"}`),
      201,
      "UND_ERR_SOCKET",
    ],
    [
      "a truncated body in chunks",
      (socket) => socket.end(`${head}Transfer-Encoding: chunked\r\n\r\na\r\n{"id":"1"}\r\n`),
      201,
      "UND_ERR_SOCKET",
    ],
    [
      "a body that does not arrive in the attempt's time",
      (socket) => socket.write(`${head}Content-Length: 100\r\n\r\n{"id":`),
      201,
      "TIMEOUT",
    ],
    ["a response that does not arrive in the attempt's time", () => undefined, undefined, "TIMEOUT"],
    [
      "something that is not HTTP",
      (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"),
      undefined,
      // The code is the HTTP parser's own, which not every Node passes on.
      expect.stringMatching(/^(?:HPE_INVALID_CONSTANT|UNKNOWN)$/),
    ],
  ])("%s leaves the outcome unknown", async (_, onRequest, status, code) => {
    const attemptTimeoutInMs = code === "TIMEOUT" ? 80 : 5000;
    const error = await failureOf({ ...(await serveRaw(onRequest)), attemptTimeoutInMs });
    expect(summary(error)).toEqual(unknown(status, code));
  });

  it("a reset after the head of the response leaves the outcome unknown", async () => {
    let reset = (): void => undefined;
    const server = await serveRaw((socket) => {
      reset = () => socket.resetAndDestroy();
      socket.write(`${head}Content-Length: 100\r\n\r\n{"id":`);
    });
    const fetch = async (url: string, init: FetchInit) => {
      const response = await globalThis.fetch(url, init);
      reset();
      return response;
    };
    const error = await failureOf({ ...server, fetch });
    expect(summary(error)).toEqual(unknown(201, expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/)));
  });

  it("an abort while waiting for a response closes the connection", async () => {
    const controller = new AbortController();
    const { promise: closed, resolve } = deferred<void>();
    const server = await serveRaw((socket) => {
      socket.on("close", () => resolve());
      controller.abort();
    });
    const error = await failureOf(server, { abortSignal: controller.signal });
    expect(error).toMatchObject({ name: "RequestAbortedError", outcome: "unknown", reason: "aborted" });
    await closed;
  });

  it("a redirect is not followed, and nothing is sent to its target", async () => {
    let elsewhereRequests = 0;
    const elsewhere = await serveHttp((_request, response) => {
      elsewhereRequests += 1;
      response.end();
    });
    const server = await serveHttp((_request, response) => {
      response.writeHead(302, { location: elsewhere.endpoint }).end();
    });
    expect(await failureOf(server)).toMatchObject({ name: "OutcomeUnknownError", status: 302 });
    expect(elsewhereRequests).toBe(0);
  });
});
