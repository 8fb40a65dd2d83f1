import type { Socket } from "node:net";
import { afterEach, describe, expect, it } from "@jest/globals";
import { ProxyAgent, fetch as undiciFetch } from "undici";
import type {
  AccessPackageResourceRequestsClientOptions,
  AccessPackageResourceRequestsError,
  FetchInit,
} from "../../src/index.js";
import { failure } from "../support/client.js";
import { deferred, TestCredential } from "../support/credential.js";
import {
  closedPort,
  type LoopbackServer,
  serveHttp,
  serveRaw,
  serveRefusingProxy,
  serveUntrustedTls,
} from "../support/servers.js";
import { type Version, versions } from "../support/versions.js";

let server: LoopbackServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const head = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n";

/** Sends one addition with a client of the version. */
function create(
  { make, body }: Version,
  endpoint: string,
  options: AccessPackageResourceRequestsClientOptions = {},
  abortSignal = new AbortController().signal,
): Promise<unknown> {
  const fixed = { endpoint, allowInsecureConnection: true, retry: { maxRetries: 0 } };
  const client = make(new TestCredential(), { ...fixed, ...options });
  const resource = { originSystem: "AadGroup", originId: "8ab659d0-3839-427d-8c54-5ae92f0b3e2e" };
  // The body has the form of the client's own version.
  return client.createRequest(body("Add", "beedadfe-01d5-4025-910b-84abb9369997", resource) as never, { abortSignal });
}

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

describe.each(versions)("a request of $version on a real socket", (version) => {
  const failureAt = (
    endpoint: string,
    options?: AccessPackageResourceRequestsClientOptions,
  ): Promise<AccessPackageResourceRequestsError> => failure(create(version, endpoint, options));

  it("a refused connection reaches no service", async () => {
    const error = await failureAt(`http://127.0.0.1:${await closedPort()}`);
    expect(summary(error)).toEqual(notSent("ECONNREFUSED"));
  });

  it("a refused connection is tried again", async () => {
    const retry = { maxRetries: 2, baseDelayInMs: 0 };
    const error = await failureAt(`http://127.0.0.1:${await closedPort()}`, { retry });
    expect(error.attempts).toHaveLength(3);
  });

  it("a name that does not exist reaches no service", async () => {
    const endpoint = `https://service.invalid/${version.version}`;
    const error = await failureAt(endpoint, { allowedHosts: ["service.invalid"] });
    // Which of the two the system says depends on whether it can ask a name server at all.
    expect(error).toMatchObject({ name: "ConnectionError", code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) });
    expect(error.outcome).toBe("notCreated");
  });

  it("a certificate that is not trusted stops the request before it leaves", async () => {
    server = await serveUntrustedTls();
    const error = await failureAt(`https://localhost:${server.port}`, { allowedHosts: [`localhost:${server.port}`] });
    expect(summary(error)).toEqual(notSent("DEPTH_ZERO_SELF_SIGNED_CERT"));
  });

  it("a proxy that refuses to connect stops the request before it leaves", async () => {
    server = await serveRefusingProxy();
    const dispatcher = new ProxyAgent(`http://127.0.0.1:${server.port}`);
    const fetch = (url: string, init: FetchInit) =>
      undiciFetch(url, { ...init, dispatcher }) as unknown as Promise<Response>;
    const error = await failureAt(`https://graph.microsoft.com/${version.version}`, { fetch });
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
      "a body that does not come in the attempt's time",
      (socket) => socket.write(`${head}Content-Length: 100\r\n\r\n{"id":`),
      201,
      "TIMEOUT",
    ],
    ["a response that does not come in the attempt's time", () => undefined, undefined, "TIMEOUT"],
    [
      "what is no HTTP",
      (socket) => socket.end("SSH-2.0-OpenSSH_9.6\r\n"),
      undefined,
      // The code is the HTTP parser's own, and not every Node passes it on.
      expect.stringMatching(/^(?:HPE_INVALID_CONSTANT|UNKNOWN)$/),
    ],
  ])("%s leaves the outcome unknown", async (_, onRequest, status, code) => {
    server = await serveRaw(onRequest);
    const attemptTimeoutInMs = code === "TIMEOUT" ? 80 : 5000;
    expect(summary(await failureAt(`http://127.0.0.1:${server.port}`, { attemptTimeoutInMs }))).toEqual(
      unknown(status, code),
    );
  });

  it("a reset after the head of the response leaves the outcome unknown", async () => {
    let reset = (): void => undefined;
    server = await serveRaw((socket) => {
      reset = () => socket.resetAndDestroy();
      socket.write(`${head}Content-Length: 100\r\n\r\n{"id":`);
    });
    const fetch = async (url: string, init: FetchInit) => {
      const response = await globalThis.fetch(url, init);
      reset();
      return response;
    };
    const error = await failureAt(`http://127.0.0.1:${server.port}`, { fetch });
    expect(summary(error)).toEqual(unknown(201, expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/)));
  });

  it("an abort while no response comes closes the connection", async () => {
    const controller = new AbortController();
    const { promise: closed, resolve } = deferred<void>();
    server = await serveRaw((socket) => {
      socket.on("close", () => resolve());
      controller.abort();
    });
    const error = await failure(create(version, `http://127.0.0.1:${server.port}`, {}, controller.signal));
    expect(error).toMatchObject({ name: "RequestAbortedError", outcome: "unknown", reason: "aborted" });
    await closed;
  });

  it("a redirect is not followed, and its target is sent nothing", async () => {
    let elsewhereRequests = 0;
    const elsewhere = await serveHttp((_request, response) => {
      elsewhereRequests += 1;
      response.end();
    });
    server = await serveHttp((_request, response) => {
      response.writeHead(302, { location: `http://127.0.0.1:${elsewhere.port}/` }).end();
    });
    const error = await failureAt(`http://127.0.0.1:${server.port}`);
    await elsewhere.close();
    expect(error).toMatchObject({ name: "OutcomeUnknownError", status: 302 });
    expect(elsewhereRequests).toBe(0);
  });
});
