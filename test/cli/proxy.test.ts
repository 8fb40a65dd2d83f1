import { execFile } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import http, { createServer, type IncomingMessage } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { type AddressInfo, connect, type Server } from "node:net";
import { join, resolve } from "node:path";
import { afterEach, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { routeTo } from "../../src/cli/proxy.js";
import { graph } from "../support/certificate.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { bundleCommandLine } from "./bundle.js";
import { catalogId } from "./harness.js";

const endpoint = { baseUrl: "https://graph.microsoft.com/beta", isLoopback: false, scopes: [], authorityHost: "" };
const node = http as { setGlobalProxyFromEnv?: unknown };
const { setGlobalProxyFromEnv } = node;

afterEach(() => {
  node.setGlobalProxyFromEnv = setGlobalProxyFromEnv;
  jest.restoreAllMocks();
  jest.dontMock("undici");
  jest.resetModules();
});

/** Makes Node support proxies by itself, or not. Returns the environments that it receives. */
function nodeWithProxies(isSupported: boolean): unknown[] {
  const received: unknown[] = [];
  node.setGlobalProxyFromEnv = isSupported ? (env: unknown) => received.push(env) : undefined;
  return received;
}

describe("the proxy of the environment", () => {
  it.each<[NodeJS.ProcessEnv, string]>([
    [{ HTTPS_PROXY: "http://proxy:8080" }, "proxy:8080 (HTTPS_PROXY)"],
    [{ https_proxy: "http://proxy:8080", HTTPS_PROXY: "http://other" }, "proxy:8080 (https_proxy)"],
    [{ HTTPS_PROXY: " ", http_proxy: "http://proxy:8080" }, "proxy:8080 (http_proxy)"],
    [{ HTTP_PROXY: "proxy:8080", NO_PROXY: "contoso.com" }, "proxy:8080 (HTTP_PROXY)"],
    [{ HTTPS_PROXY: "https://user:secret@proxy:8443", no_proxy: "xmicrosoft.com" }, "proxy:8443 (HTTPS_PROXY)"],
  ])("is used by Node or by undici: %j", async (env, description) => {
    const received = nodeWithProxies(true);
    expect((await routeTo(endpoint, env)).description).toBe(`${description}, used by Node`);
    const exceptions = env["no_proxy"] ?? env["NO_PROXY"] ?? "";
    expect(received).toEqual([{ HTTPS_PROXY: expect.stringMatching(/^https?:\/\/.*proxy:8/), NO_PROXY: exceptions }]);
    nodeWithProxies(false);
    expect((await routeTo(endpoint, env)).description).toBe(`${description}, used by undici`);
  });

  it.each([
    [{}, "none"],
    [{ HTTPS_PROXY: "http://proxy", HTTP_PROXY: "http://proxy" }, "none", true],
    [{ HTTPS_PROXY: "http://proxy", NO_PROXY: "x, graph.microsoft.com" }, "none: NO_PROXY lists graph.microsoft.com"],
    [{ HTTPS_PROXY: "http://proxy", no_proxy: ".Microsoft.com:443" }, "none: NO_PROXY lists graph.microsoft.com"],
    [{ HTTPS_PROXY: "http://proxy", NO_PROXY: "*.microsoft.com" }, "none: NO_PROXY lists graph.microsoft.com"],
    [{ HTTPS_PROXY: "http://proxy", NO_PROXY: "*" }, "none: NO_PROXY lists graph.microsoft.com"],
  ])("is not used for %j: %s (loopback: %p)", async (env, description, isLoopback = false) => {
    const received = nodeWithProxies(true);
    expect(await routeTo({ ...endpoint, isLoopback }, env)).toMatchObject({ description });
    expect(received).toEqual([]);
  });

  it.each([
    ["1", "--use-env-proxy", "Node"],
    ["0", "--use-env-proxy", "undici"],
    ["1", "--no-warnings", "undici"],
  ])("with NODE_USE_ENV_PROXY=%s, where Node supports %s, is used by %s", async (value, flag, user) => {
    nodeWithProxies(false);
    jest.spyOn(process, "allowedNodeEnvironmentFlags", "get").mockReturnValue(new Set([flag]));
    const env = { HTTPS_PROXY: "http://proxy:8080", NODE_USE_ENV_PROXY: value };
    expect((await routeTo(endpoint, env)).description).toBe(`proxy:8080 (HTTPS_PROXY), used by ${user}`);
  });

  it.each(["socks5://user:secret@proxy", "http://[", "http://", "http://user:secret%zz@proxy"])(
    "is refused without showing its value: %s",
    async (value) => {
      const { problem, description } = await routeTo(endpoint, { HTTPS_PROXY: value });
      expect(problem).toBe(
        "HTTPS_PROXY must be the URL of an HTTP proxy, such as http://proxy.contoso.com:8080, with %25 for a % in a password",
      );
      expect(description).not.toContain("secret");
    },
  );

  it("is passed to the fetch of undici with each request", async () => {
    nodeWithProxies(false);
    const fetch = jest.fn();
    class ProxyAgent {
      constructor(readonly proxy: string) {}
    }
    jest.doMock("undici", () => ({ fetch, ProxyAgent }));
    const route = await routeTo(endpoint, { HTTPS_PROXY: "http://ann:secret@proxy" });
    const { signal } = new AbortController();
    await route.fetch("https://graph.microsoft.com/", {
      method: "GET",
      headers: {},
      body: null,
      redirect: "manual",
      signal,
    });
    const dispatcher = { proxy: "http://ann:secret@proxy/" };
    expect(fetch).toHaveBeenCalledWith(
      "https://graph.microsoft.com/",
      expect.objectContaining({ method: "GET", dispatcher }),
    );
  });

  it("needs undici where Node cannot use it", async () => {
    nodeWithProxies(false);
    jest.doMock("undici", () => {
      throw new Error("Cannot find module 'undici'");
    });
    const { problem } = await routeTo(endpoint, { HTTPS_PROXY: "http://proxy" });
    expect(problem).toMatch(/^HTTPS_PROXY is set, and Node [\d.]+ ignores it: install undici .*\(npm install undici\)/);
  });
});

/** A server on loopback, closed after the file's tests. */
async function listen(server: Server): Promise<number> {
  await new Promise<void>((listening) => server.unref().listen(0, "127.0.0.1", listening));
  return (server.address() as AddressInfo).port;
}

describe("the built command line behind a proxy", () => {
  const hosts: string[] = [];
  let script: string;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const folder = temporaryFolder("proxy");
    script = bundleCommandLine(folder);
    mkdirSync(join(folder, "node_modules/@azure/identity"), { recursive: true });
    symlinkSync(resolve("node_modules/undici"), join(folder, "node_modules/undici"));
    writeFileSync(
      join(folder, "node_modules/@azure/identity/index.js"),
      `exports.DefaultAzureCredential = class { getToken = async () => ({ token: "real", expiresOnTimestamp: 9e15 }) };
       exports.InteractiveBrowserCredential = class {
         constructor(options) { this.options = options; }
         getToken = async (scopes) => { throw new Error(JSON.stringify([this.options, scopes])); };
       };`,
    );
    writeFileSync(join(folder, "graph.pem"), graph.cert);
    const service = createTlsServer(graph, (_, response) => response.end(JSON.stringify({ value: [{ id: "r1" }] })));
    const servicePort = await listen(service);
    // It opens every tunnel to the service, whatever the host.
    const proxy = createServer().on("connect", ({ url = "" }: IncomingMessage, client) => {
      hosts.push(url);
      const target = connect(servicePort, "127.0.0.1", () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
      target.pipe(client).on("error", () => target.destroy());
      client.pipe(target).on("error", () => client.destroy());
    });
    const url = `http://127.0.0.1:${await listen(proxy)}`;
    env = { PATH: process.env["PATH"], HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: join(folder, "graph.pem") };
  });

  const list = (...args: readonly string[]) =>
    new Promise<{ readonly code: unknown; readonly out: string; readonly err: string }>((done) => {
      const argv = [script, "list", "--catalog", catalogId, "--json", ...args];
      execFile(process.execPath, argv, { env }, (error, out, err) => done({ code: error?.code ?? 0, out, err }));
    });

  it("reaches Microsoft Graph through it, and then ends", async () => {
    expect(await list()).toEqual({ code: 0, out: '{"id":"r1"}\n', err: "" });
    expect(hosts).toEqual(["graph.microsoft.com:443"]);
  });

  it("signs a person in with the installed @azure/identity, and says what to install without it", async () => {
    const person = { tenantId: "contoso.com", clientId: catalogId, authorityHost: "https://login.microsoftonline.com" };
    const scopes = ["https://graph.microsoft.com/EntitlementManagement.ReadWrite.All"];
    const options = ["--tenant-id", person.tenantId, "--client-id", person.clientId];
    const { code, err } = await list(...options);
    expect(err).toContain(`error: The sign-in failed: ${JSON.stringify([person, scopes])}\n`);
    expect(code).toBe(4);
    script = bundleCommandLine(temporaryFolder("without-identity"));
    env = { PATH: process.env["PATH"] };
    const missing =
      "error: Signing in needs @azure/identity, which is not installed.\nInstall it alongside this package:";
    expect(await list(...options)).toMatchObject({ code: 4, err: expect.stringContaining(missing) });
  });
});
