import { createServer } from "node:net";
import { afterEach, describe, expect, it, jest } from "@jest/globals";
import { Catalog } from "../../src/catalog/catalog.js";
import { catalogId, groupId, jsonLines, withEmulator } from "./harness.js";

const getToken = jest.fn<() => Promise<unknown>>();
const credentials: unknown[] = [];

jest.mock("@azure/identity", () => ({
  DefaultAzureCredential: class {
    getToken = getToken;
    constructor(options: unknown) {
      credentials.push(options);
    }
  },
}));

const context = withEmulator();
const { fetch } = globalThis;

afterEach(() => {
  globalThis.fetch = fetch;
  credentials.length = 0;
  getToken.mockReset();
});

/** Stands for the network. Returns the requests that were sent. */
function stubFetch(...value: readonly unknown[]): { readonly url: string; readonly authorization: string | null }[] {
  const requests: { url: string; authorization: string | null }[] = [];
  globalThis.fetch = async (url, init) => {
    requests.push({ url: String(url), authorization: new Headers(init?.headers).get("authorization") });
    return new Response(JSON.stringify({ value }), { status: 200 });
  };
  return requests;
}

describe("check", () => {
  const published = { catalogId, requestType: "AdminAdd", accessPackageResource: {} };

  it("finds a file of bodies in order", async () => {
    const { terminal } = context;
    const file = terminal.file("bodies.jsonl", `${JSON.stringify(published)}\n${JSON.stringify(published)}\n`);
    expect(await terminal.run("check", file)).toEqual({ code: 0, out: "", err: "2 bodies: all keep the contract\n" });
  });

  it("says which line breaks the contract, where and how", async () => {
    const { terminal } = context;
    const bodies = [published, { ...published, id: "x", requestType: 1 }, 7];
    const file = terminal.file("bodies.json", `[\n${bodies.map((body) => JSON.stringify(body)).join(",\n")}\n]`);
    const { code, out, err } = await terminal.run("check", file);
    expect(out.split("\n")).toEqual([
      "LINE    WHERE                           WHAT",
      "3       /requestType                    send a string, not a number (published",
      "                                        form)",
      "3       /id                             remove id; only the service sets it",
      "                                        (published form)",
      "4       (body)                          send a JSON object, not a number",
      "                                        (published form)",
      "4       (body)                          send a JSON object, not a number (page",
      "                                        form)",
      "",
    ]);
    expect({ code, err }).toEqual({ code: 1, err: "3 bodies: 2 break the contract\n" });
  });

  it("prints with --json each issue, mistakes of the JSON too", async () => {
    const { terminal } = context;
    terminal.stdin = '{"requestState":"x"}\nnope\n';
    const { out } = await terminal.run("check", "-", "--format", "jsonl", "--json", "--by-ref", "--quiet");
    const lines = jsonLines(out);
    expect(lines[0]).toEqual({
      line: 1,
      pointer: "/catalogId",
      rule: "required",
      form: "page",
      message: "add catalogId, a string; the contract requires it",
    });
    expect(lines.at(-1)).toMatchObject({ line: 2, pointer: "", rule: "syntax" });
  });

  it("prints a mistake of the JSON as a row", async () => {
    const { terminal } = context;
    const { out, err } = await terminal.run("check", terminal.file("body.json", "[tru]"), "--quiet");
    expect(out).toMatch(/^1 +\(body\) +not valid JSON/m);
    expect(err).toBe("");
  });

  it("takes what import --dry-run prints", async () => {
    const { terminal, target } = context;
    const file = terminal.file("g.csv", "originSystem,originId\nExternal,a\n");
    const { out } = await terminal.run("import", file, ...target, "--dry-run");
    expect((await terminal.run("check", terminal.file("bodies.jsonl", out))).code).toBe(0);
  });

  it("ends quietly when nobody reads on", async () => {
    const { terminal } = context;
    let lines = 0;
    terminal.onWrite = () => {
      lines += 1;
      if (lines > 1) throw Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    };
    const { code, out, err } = await terminal.run("check", terminal.file("b.jsonl", "7\n7\n7\n"), "--json", "--quiet");
    expect({ code, lines: jsonLines(out).length, err }).toEqual({ code: 1, lines: 1, err: "" });
  });

  it.each([
    ["bodies.csv", "a,b\n", "error: bodies are JSON or JSON Lines; `import` reads CSV"],
    ["bodies.json", "[]", "holds no body"],
  ])("refuses %s with %j", async (name, content, message) => {
    const { terminal } = context;
    const { code, err } = await terminal.run("check", terminal.file(name, content));
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe("emulator", () => {
  it("prints its endpoint, answers there and ends at Ctrl-C", async () => {
    const { terminal } = context;
    let added: Promise<{ code: number }> | undefined;
    terminal.onWrite = (text, stream) => {
      if (stream === "err") return;
      terminal.onWrite = () => undefined;
      added = terminal.run("add", "AadGroup", groupId, "--catalog", catalogId, "--endpoint", text.trim());
      added.finally(() => terminal.interrupt());
    };
    const { code, err } = await terminal.run("emulator");
    expect(err).toMatch(/^\nTry it from another terminal:\n {2}access-package-resource-requests add AadGroup /);
    expect({ code, added: (await added)?.code }).toEqual({ code: 0, added: 0 });
  });

  it("says less when it is to be quiet, and ends at a Ctrl-C that comes early", async () => {
    const { terminal } = context;
    terminal.onWrite = () => terminal.interrupt();
    const { out, err } = await terminal.run("emulator", "--json", "--quiet");
    expect(jsonLines(out)).toEqual([{ endpoint: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/beta$/) }]);
    expect(err).toBe("");
  });

  it("exits with 2 to a port that nothing may send to", async () => {
    const { code, err } = await context.terminal.run("emulator", "--port", "6000");
    expect(err).toMatch(/^error: port 6000 cannot be used: .+\n$/);
    expect(code).toBe(2);
  });

  it("exits with 5 when the port is taken", async () => {
    const { terminal } = context;
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const { code, err } = await terminal.run("emulator", "--port", String(port));
    await new Promise((resolve) => server.close(resolve));
    expect({ code, err }).toEqual({
      code: 5,
      err: `error: port ${port} cannot be used (EADDRINUSE): choose another with --port\n`,
    });
  });
});

describe("the credential", () => {
  it("is never a real one towards the emulator", async () => {
    const { terminal, target } = context;
    await terminal.run("list", ...target);
    expect(credentials).toEqual([]);
  });

  it("is DefaultAzureCredential of the cloud's authority otherwise", async () => {
    getToken.mockResolvedValue({ token: "real", expiresOnTimestamp: Number.POSITIVE_INFINITY });
    const requests = stubFetch();
    const { code } = await context.terminal.run("list", "--catalog", catalogId, "--cloud", "usGov");
    expect(requests).toEqual([
      {
        url: expect.stringMatching(/^https:\/\/graph\.microsoft\.us\/beta\//),
        authorization: "Bearer real",
      },
    ]);
    expect({ code, credentials }).toEqual({
      code: 0,
      credentials: [{ authorityHost: "https://login.microsoftonline.us" }],
    });
  });

  it("is asked for Microsoft's global service when nothing else is said", async () => {
    getToken.mockResolvedValue({ token: "real", expiresOnTimestamp: Number.POSITIVE_INFINITY });
    const requests = stubFetch();
    await context.terminal.run("list", "--catalog", catalogId);
    expect(requests[0]?.url).toMatch(/^https:\/\/graph\.microsoft\.com\/beta\//);
  });

  it("exits with 4 when no access token can be obtained, and shows no secret", async () => {
    getToken.mockRejectedValue(new Error("az login needed"));
    const requests = stubFetch();
    const { code, err } = await context.terminal.run("find", "AadGroup", groupId, "--catalog", catalogId);
    expect(err).toMatch(/^error: No access token could be obtained\. .*az login needed/);
    expect({ code, requests }).toEqual({ code: 4, requests: [] });
  });

  it("exits with 4 during an import, and says so once", async () => {
    getToken.mockRejectedValue(new Error("az login needed"));
    const { terminal } = context;
    const file = terminal.file("g.csv", "originSystem,originId\nExternal,a\nExternal,b\n");
    const { code, err } = await terminal.run("import", file, "--catalog", catalogId, "--quiet");
    expect({ code, lines: err.trim().split("\n").length }).toEqual({ code: 4, lines: 1 });
  });

  it.each(["https://127.0.0.1/beta", "http://graph.microsoft.com/beta", "https://example.com/beta", "nonsense"])(
    "is not sent to %s",
    async (endpoint) => {
      const requests = stubFetch();
      const { code, err } = await context.terminal.run("list", "--catalog", catalogId, "--endpoint", endpoint);
      expect(err).toMatch(/^error: endpoint .*\nThe command line sends to Microsoft Graph only/);
      expect({ code, requests, credentials }).toEqual({ code: 2, requests: [], credentials: [] });
    },
  );

  it("is not asked for when the catalog has no id", async () => {
    const { code, err } = await context.terminal.run("list", "--catalog", "..");
    expect(err).toMatch(/^error: --catalog is "\.\.": give the id of the catalog, a GUID such as .*\n.*--force/);
    expect(code).toBe(2);
    const forced = await context.terminal.run("list", "--catalog", "..", "--force");
    expect(forced).toMatchObject({ code: 2, err: expect.stringContaining("catalogId must be the id of a catalog") });
  });
});

describe("list", () => {
  it("prints what the service says little of", async () => {
    getToken.mockResolvedValue({ token: "real", expiresOnTimestamp: Number.POSITIVE_INFINITY });
    stubFetch({ id: "1", originSystem: null });
    const { out } = await context.terminal.run("list", "--catalog", catalogId);
    expect(out.split("\n")).toEqual(["ORIGIN SYSTEM     ORIGIN ID                             DISPLAY NAME", "", ""]);
  });
});

describe("the program", () => {
  it("prints its version", async () => {
    expect(await context.terminal.run("--version")).toEqual({ code: 0, out: "0.1.0\n", err: "" });
  });

  it("shows its help on standard error when it is not told what to do", async () => {
    const { code, out, err } = await context.terminal.run();
    expect(err).toContain("Usage: access-package-resource-requests [options] [command]");
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  it("exits with 2 to a command it does not know and points to its help", async () => {
    expect(await context.terminal.run("ad")).toEqual({
      code: 2,
      out: "",
      err: "error: unknown command 'ad'\n(Did you mean add?)\n(--help shows how it is used)\n",
    });
  });

  it("does not hide a defect behind a message", async () => {
    const defect = jest.spyOn(Catalog.prototype, "listResources").mockImplementation(() => {
      throw new RangeError("a defect");
    });
    await expect(context.terminal.run("list", ...context.target)).rejects.toThrow("a defect");
    defect.mockRestore();
  });
});
