import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { resolve } from "node:path";
import { describe, expect, it } from "@jest/globals";
import ts from "typescript";
import * as undici from "undici";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import * as root from "../../src/index.js";
import { createUndiciFetch, type UndiciFetchOptions } from "../../src/undici.js";
import * as v1 from "../../src/v1.0.js";
import { withEmulator } from "../support/emulator.js";
import { example, exampleNames } from "../support/examples.js";
import { codeBlocks, runBlock } from "../support/examples-in-markdown.js";

const read = (file: string) => readFileSync(resolve(__dirname, "../..", file), "utf8");
const text = read("TROUBLESHOOTING.md");
const [
  tryBlock = "",
  proxyBlock = "",
  undiciBlock = "",
  errorsBlock = "",
  cancelBlock = "",
  traceBlock = "",
  findBlock = "",
  jestBlock = "",
  migrationBlock = "",
  ...others
] = codeBlocks("docs/guide.md", "ts");

/** The codes, names and numbers in the first cells of all tables. */
const rows = new Set(
  [...text.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/\b[\w.]{3,}\b/g)].map(String)),
);

/** One message for each name that has no row. */
const withoutRow = (names: readonly string[]) =>
  names.filter((name) => !rows.has(name)).map((name) => `TROUBLESHOOTING.md has no row for ${name}`);

/** The keys of an object in the source that is not exported. */
function keysOf(file: string, name: string): readonly string[] {
  const keys: string[] = [];
  const visit = (node: ts.Node): void => {
    const value = ts.isVariableDeclaration(node) && node.name.getText() === name ? node.initializer : undefined;
    if (value && ts.isObjectLiteralExpression(value)) {
      for (const property of value.properties) keys.push(property.name?.getText() ?? "");
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true));
  return keys;
}

describe("TROUBLESHOOTING", () => {
  it.each(["hintsByCode", "hintsByStatus"])("has a row for every key of %s", (name) => {
    const keys = keysOf("src/responses/hints.ts", name);
    expect(keys.length).toBeGreaterThan(0);
    expect(withoutRow(keys)).toEqual([]);
  });

  it("has a row for every error code in the examples of the contract", () => {
    const bodies = exampleNames(() => true).map((name) => example<{ error?: { code: string } }>(name));
    const codes = bodies.flatMap(({ error }) => error?.code ?? []);
    expect(codes.length).toBeGreaterThan(0);
    expect(withoutRow(codes)).toEqual([]);
  });

  it("has a row for every error of the package", () => {
    const names = Object.keys(root).filter((name) => name.endsWith("Error") && !name.startsWith("is"));
    const concrete = names.filter((name) => name !== "AccessPackageResourceRequestsError");
    expect(concrete.length).toBeGreaterThan(0);
    expect(withoutRow([...concrete, "JournalError"])).toEqual([]);
  });

  it("has no recipe without a test", () => {
    expect(others).toEqual([]);
  });
});

describe("recipes of the guide", () => {
  let emulator: Emulator;
  withEmulator((started) => {
    emulator = started;
  });

  /** The package with a client that uses the emulator instead of Microsoft Graph. */
  function packageOver(wrapFetch: (fetch: root.FetchLike) => root.FetchLike = (fetch) => fetch) {
    class AccessPackageResourceRequestsClient extends root.AccessPackageResourceRequestsClient {
      constructor(credential = testCredential, options: root.AccessPackageResourceRequestsClientOptions = {}) {
        const { fetch = (url, init) => globalThis.fetch(url, init) } = options;
        const { endpoint } = emulator;
        super(credential, { ...options, fetch: wrapFetch(fetch), endpoint, allowInsecureConnection: true });
      }
    }
    return { ...root, AccessPackageResourceRequestsClient };
  }

  /** Adds a site to the catalog that the recipes list. */
  async function addSales() {
    const client = new (packageOver().AccessPackageResourceRequestsClient)();
    const originId = "https://contoso.sharepoint.com/sites/Sales";
    const sales = { originSystem: "SharePointOnline", originId, displayName: "Sales" };
    await client.catalog("beedadfe-01d5-4025-910b-84abb9369997").addResource(sales);
  }

  const testCredential = { getToken: async () => ({ token: "any", expiresOnTimestamp: Number.POSITIVE_INFINITY }) };

  it("adds a group in the emulator that the user started", async () => {
    const code = tryBlock.replace("http://127.0.0.1:8080/beta", emulator.endpoint);
    await expect(runBlock(code, { "access-package-resource-requests": root })).resolves.toEqual(["added"]);
    expect(emulator.commits).toHaveLength(1);
  });

  it("sends every request through the proxy in the environment", async () => {
    await addSales();
    const proxy = await startProxy();
    const environment = { ...process.env };
    try {
      process.env["http_proxy"] = proxy.url;
      process.env["no_proxy"] = "";
      const modules = { "access-package-resource-requests": packageOver(), undici };
      await expect(runBlock(proxyBlock, modules)).resolves.toEqual(["Sales"]);
      expect(proxy.targets).toEqual([new URL(emulator.endpoint).host]);
    } finally {
      process.env = environment;
      proxy.close();
    }
  });

  it("sends every request over the connections of undici", async () => {
    await addSales();
    let sent = 0;
    const counting = (options: UndiciFetchOptions) => {
      const fetch = createUndiciFetch(options);
      const count: root.FetchLike = (url, init) => {
        sent += 1;
        return fetch(url, init);
      };
      return Object.assign(count, { close: () => fetch.close() });
    };
    const modules = {
      "access-package-resource-requests": packageOver(),
      "access-package-resource-requests/undici": { createUndiciFetch: counting },
    };
    await expect(runBlock(undiciBlock, modules)).resolves.toEqual(["Sales"]);
    expect(sent).toBe(1);
  });

  it.each([
    [{ kind: "status", status: 403, code: "CallerNotResourceOwner" } as const, /^CallerNotResourceOwner /],
    [{ kind: "reset", when: "after" } as const, /^look before you send it again /],
  ])("handles %j", async (fault, line) => {
    emulator.faults.next(fault);
    const modules = { "access-package-resource-requests": packageOver() };
    await expect(runBlock(errorsBlock, modules)).resolves.toEqual([expect.stringMatching(line)]);
  });

  it("reports a cancelled request that was already sent as unknown", async () => {
    emulator.faults.next({ kind: "stall", when: "after" });
    const interrupting = packageOver((fetch) => (url, init) => {
      const response = fetch(url, init);
      process.emit("SIGINT");
      return response;
    });
    const modules = { "access-package-resource-requests": interrupting };
    await expect(runBlock(cancelBlock, modules)).resolves.toEqual(["RequestAbortedError unknown"]);
  });

  it("logs each attempt and sends the trace with each request", async () => {
    const traces: (string | undefined)[] = [];
    const tracing = packageOver((fetch) => (url, init) => {
      traces.push(init.headers["traceparent"]);
      return fetch(url, init);
    });
    const lines = await runBlock(traceBlock, { "access-package-resource-requests": tracing });
    expect(lines).toEqual([expect.stringMatching(/^201 [\da-f-]{36}$/)]);
    expect(traces).toEqual([expect.stringMatching(/^00-/)]);
  });

  it("finds a catalog by its name, and the roles of a group in it", async () => {
    const accessPackageResourceRoles = [{ displayName: "Member", originId: "Member_b31fe1f1" }];
    const group = { originSystem: "AadGroup", originId: "b31fe1f1-3651-488f-bd9a-1711887fd4ca" };
    const listing = packageOver(() => async (url) => {
      const value = url.includes("/accessPackageResources?")
        ? { ...group, ...(url.includes("expand=accessPackageResourceRoles") && { accessPackageResourceRoles }) }
        : { id: "beedadfe-01d5-4025-910b-84abb9369997", displayName: "Sales" };
      return Response.json({ value: [value] });
    });
    const modules = { "access-package-resource-requests": listing };
    await expect(runBlock(findBlock, modules)).resolves.toEqual(["Member Member_b31fe1f1"]);
  });

  it("adds a group in the v1.0 block", async () => {
    class AccessPackageResourceRequestsClient extends v1.AccessPackageResourceRequestsClient {
      constructor() {
        super(testCredential, { endpoint: emulator.endpoints["v1.0"], allowInsecureConnection: true });
      }
    }
    const modules = { "access-package-resource-requests/v1.0": { AccessPackageResourceRequestsClient } };
    await expect(runBlock(migrationBlock, modules)).resolves.toEqual([
      expect.stringMatching(/^[\da-f-]{36} delivered$/),
    ]);
    expect(emulator.commits).toMatchObject([{ requestType: "adminAdd" }]);
  });

  it("tests with jest against the emulator", async () => {
    const hooks = { beforeAll: [] as Hook[], beforeEach: [] as Hook[], afterAll: [] as Hook[], it: [] as Hook[] };
    const globals = {
      expect,
      beforeAll: (hook: Hook) => hooks.beforeAll.push(hook),
      beforeEach: (hook: Hook) => hooks.beforeEach.push(hook),
      afterAll: (hook: Hook) => hooks.afterAll.push(hook),
      it: (_: string, test: Hook) => hooks.it.push(test),
    };
    await runBlock(jestBlock, {
      "@jest/globals": globals,
      "access-package-resource-requests": root,
      "access-package-resource-requests/emulator": { startEmulator },
    });
    expect(hooks.it).toHaveLength(2);
    for (const hook of hooks.beforeAll) await hook();
    try {
      for (const test of hooks.it) {
        for (const hook of hooks.beforeEach) await hook();
        await test();
      }
    } finally {
      for (const hook of hooks.afterAll) await hook();
    }
  });
});

type Hook = () => unknown;

/** A proxy on loopback that opens every tunnel and records the host. */
async function startProxy() {
  const targets: string[] = [];
  const server = createServer().on("connect", ({ url = "" }: IncomingMessage, client) => {
    targets.push(url);
    const { hostname, port } = new URL(`http://${url}`);
    const target = connect(Number(port), hostname, () => client.write("HTTP/1.1 200 OK\r\n\r\n"));
    target.pipe(client).on("error", () => target.destroy());
    client.pipe(target).on("error", () => client.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, targets, close: () => server.close() };
}
