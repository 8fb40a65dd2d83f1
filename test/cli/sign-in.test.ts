import { beforeEach, describe, expect, it, jest } from "@jest/globals";
import { systemClock } from "../../src/options.js";
import { tokenWith } from "../support/credential.js";
import { fetchFailed, systemError } from "../support/fetch.js";
import { catalogId, fastClock, jsonLines, withEmulator } from "./harness.js";

type Prompt = (info: { readonly message: string }) => void;
const getToken = jest.fn<(scopes: string[], options?: object) => Promise<unknown>>();
const made: [name: string, options: Readonly<Record<string, unknown>>][] = [];

/** A credential of `@azure/identity` that records how it is created. */
const credential = (name: string) =>
  class {
    constructor({ userPromptCallback, ...options }: { readonly userPromptCallback?: Prompt }) {
      made.push([name, options]);
      this.getToken = (...given) => {
        userPromptCallback?.({ message: "enter the code ABC" });
        return getToken(...given);
      };
    }
    getToken: (...given: Parameters<typeof getToken>) => Promise<unknown>;
  };

jest.mock("@azure/identity", () => {
  const names = ["DefaultAzureCredential", "InteractiveBrowserCredential", "DeviceCodeCredential"];
  return Object.fromEntries(names.map((name) => [name, credential(name)]));
});

const context = withEmulator();
const { terminal } = context;
const respond = (fetch: typeof globalThis.fetch) => jest.spyOn(globalThis, "fetch").mockImplementation(fetch);
const tenantId = "contoso.onmicrosoft.com";
const clientId = "11111111-1111-4111-8111-111111111111";
const person = ["--tenant-id", tenantId, "--client-id", clientId];
const obtain = (token: string) => getToken.mockResolvedValue({ token, expiresOnTimestamp: Number.POSITIVE_INFINITY });
const list = (...argv: readonly string[]) => terminal.run("list", "--quiet", "--catalog", catalogId, ...argv);

beforeEach(() => {
  made.length = 0;
  getToken.mockReset();
  obtain("real");
  respond(async () => Response.json({ value: [] }, { headers: { date: new Date().toUTCString() } }));
});

const permission = "EntitlementManagement.ReadWrite.All";

describe("an application", () => {
  it.each([
    [[], "https://graph.microsoft.com", "https://login.microsoftonline.com"],
    [["--cloud", "usGov"], "https://graph.microsoft.us", "https://login.microsoftonline.us"],
  ])(
    "signs in with what DefaultAzureCredential finds, at the authority of the cloud: %j",
    async (cloud, host, authorityHost) => {
      const send = jest.spyOn(globalThis, "fetch");
      expect(await list(...cloud)).toMatchObject({ code: 0, err: "" });
      expect(made).toEqual([["DefaultAzureCredential", { authorityHost }]]);
      expect(getToken).toHaveBeenCalledWith([`${host}/.default`], expect.anything());
      const headers = expect.objectContaining({ authorization: "Bearer real" });
      expect(send.mock.calls).toEqual([
        [expect.stringContaining(`${host}/beta/`), expect.objectContaining({ headers })],
      ]);
    },
  );

  it.each(["https://127.0.0.1/beta", "http://graph.microsoft.com/beta", "https://example.com/beta", "nonsense"])(
    "does not sign in to %s",
    async (endpoint) => {
      const send = jest.spyOn(globalThis, "fetch");
      const { code, err } = await list("--endpoint", endpoint);
      expect(err).toMatch(/^error: --endpoint (?!.*allowedHosts).*\n--endpoint must be Microsoft Graph over https/);
      expect({ code, requests: send.mock.calls, made }).toEqual({ code: 2, requests: [], made: [] });
    },
  );
});

describe("a person", () => {
  it("signs in in the browser, for one permission of the cloud", async () => {
    const { code, err } = await list(...person, "--cloud", "usGov");
    expect(err).toBe("Sign in using the browser that opens. Without a browser, use --device-code.\n");
    const authorityHost = "https://login.microsoftonline.us";
    expect(made).toEqual([["InteractiveBrowserCredential", { tenantId, clientId, authorityHost }]]);
    expect(getToken).toHaveBeenCalledWith([`https://graph.microsoft.us/${permission}`], expect.anything());
    expect(code).toBe(0);
  });

  it("signs in with a code, which is on standard error", async () => {
    const { code, out, err } = await list(...person, "--device-code");
    expect(made).toMatchObject([["DeviceCodeCredential", { tenantId, clientId }]]);
    expect({ code, out, err }).toEqual({ code: 0, out: "", err: "enter the code ABC\n" });
  });

  it("signs in with --force to an application whose id is not a GUID", async () => {
    expect(await list("--tenant-id", tenantId, "--client-id", "mine", "--force")).toMatchObject({ code: 0 });
    expect(made).toMatchObject([["InteractiveBrowserCredential", { clientId: "mine" }]]);
  });

  it("does not sign in to an emulator", async () => {
    jest.restoreAllMocks();
    expect(await list(...person, "--endpoint", context.emulator.endpoint)).toMatchObject({ code: 0, err: "" });
    expect(made).toEqual([]);
  });

  it.each([
    [["--device-code"], "--device-code needs --tenant-id and --client-id"],
    [["--device-code", "--client-id", clientId], "--device-code needs --tenant-id and --client-id"],
    [["--tenant-id", tenantId], "--tenant-id also needs --client-id"],
    [["--client-id", clientId], "--client-id also needs --tenant-id"],
    [["--tenant-id", tenantId, "--client-id", "mine"], '--client-id is "mine": give the application id'],
    [["--catalog", "Sales"], '--catalog is "Sales": give the id of the catalog'],
  ])("exits with 2 for %j", async (argv, message) => {
    // A dry run refuses what a real run refuses.
    const commands = [["list"], ["doctor"], ["add", "External", "a", "--dry-run"], ["import", "-", "--dry-run"]];
    for (const command of commands) {
      const { code, err } = await terminal.run(...command, "--catalog", catalogId, ...argv);
      expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`error: ${message}`) });
    }
    expect(made).toEqual([]);
  });

  it("does not sign in for a catalog with an id that cannot be part of an address", async () => {
    const { code, err } = await terminal.run("list", "--catalog", "..", "--force");
    expect({ code, err, made }).toEqual({ code: 2, err: "error: --catalog must be the id of a catalog\n", made: [] });
  });
});

describe("a failed sign-in", () => {
  const chain = "ChainedTokenCredential authentication failed.\nCredentialUnavailableError: EnvironmentCredential …";
  const failure = (name: string, message: string) => Object.assign(new Error(message), { name });
  const refused = "invalid_client: 7000215 - AADSTS7000215: Invalid client secret provided. Trace ID: 1";
  const setVariables =
    "Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET of an application, or sign in as yourself with --tenant-id and --client-id.";

  it.each([
    [failure("AggregateAuthenticationError", chain), "You are not signed in."],
    [failure("CredentialUnavailableError", "no"), "You are not signed in."],
    [failure("AuthenticationError", refused), "The sign-in failed: AADSTS7000215: Invalid client secret provided"],
    [failure("Error", "no such file '/cert',\nmore"), "The sign-in failed: no such file '/cert'"],
    ["a text", "The sign-in failed: a text"],
    ["long text ".repeat(21), `The sign-in failed: ${"long text ".repeat(20)}`],
    [undefined, "The sign-in failed: The credential failed."],
  ])("is two lines, the problem and what to do: %s", async (error, what) => {
    getToken.mockRejectedValue(error);
    const { code, out, err } = await list();
    expect({ code, out, err }).toEqual({
      code: 4,
      out: "",
      err: `error: ${what}\n${setVariables} Use --verbose for details.\n`,
    });
  });

  it.each([
    [
      failure("AuthenticationError", "It failed. Status code: 400\nMore details:\nnetwork_error: no network,\nmore"),
      "network_error: no network",
    ],
    [failure("Error", "getaddrinfo ENOTFOUND login\nmore"), "getaddrinfo ENOTFOUND login"],
  ])("points to the network if the sign-in service is unreachable: %s", async (error, reason) => {
    getToken.mockRejectedValue(error);
    const err = `error: The sign-in failed: ${reason}\nCheck the network and the proxy. Use --verbose for details.\n`;
    expect(await list()).toEqual({ code: 4, out: "", err });
  });

  const application = { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: clientId };

  it.each([
    [{ AZURE_CLIENT_SECRET: "s" }, " AZURE_CLIENT_SECRET is set, but not AZURE_TENANT_ID and AZURE_CLIENT_ID."],
    [
      { AZURE_CLIENT_ID: clientId, AZURE_CLIENT_CERTIFICATE_PATH: "c.pem" },
      " AZURE_CLIENT_CERTIFICATE_PATH is set, but not AZURE_TENANT_ID.",
    ],
    [
      { ...application, AZURE_FEDERATED_TOKEN_FILE: "/none" },
      ' AZURE_FEDERATED_TOKEN_FILE is "/none", which does not exist.',
    ],
    [{ ...application, AZURE_FEDERATED_TOKEN_FILE: process.execPath }, ""],
    [{ ...application, AZURE_CLIENT_SECRET: "s" }, ""],
  ])("names the variable that is missing or wrong: %j", async (env, problem) => {
    terminal.env = env;
    getToken.mockRejectedValue(failure("AggregateAuthenticationError", chain));
    const notSignedIn = "error: You are not signed in.";
    expect((await list()).err.split("\n")[0]).toBe(notSignedIn + problem);
    expect((await list(...person)).err).toContain(`${notSignedIn}\n`);
  });

  it("says with --verbose everything that the credential says, without a token", async () => {
    const token = tokenWith({ roles: [] });
    getToken.mockRejectedValue(failure("AggregateAuthenticationError", `${chain}\n${token}`));
    const { err } = await list("--verbose");
    expect(err).toBe(`error: You are not signed in.\n${setVariables}\n${chain}\n[redacted]\n`);
  });

  it("shows a person what the app registration needs", async () => {
    getToken.mockRejectedValue(new Error("The window was closed"));
    const message = "\nerror: The sign-in failed: The window was closed\nCheck that --client-id is a public client";
    expect(await list(...person)).toMatchObject({ code: 4, err: expect.stringContaining(message) });
  });
});

it("without @azure/identity says what to install", async () => {
  getToken.mockRejectedValue(new Error("Cannot find package '@azure/identity' imported from cli.cjs"));
  const err =
    "error: Signing in needs @azure/identity, which is not installed.\nInstall it alongside this package: npm install @azure/identity\n";
  expect(await list()).toMatchObject({ code: 4, err });
});

describe("a refusal with 403", () => {
  it("says which permission the token lacks, for a request and for a member of a batch", async () => {
    obtain(tokenWith({ scp: "User.Read" }));
    respond(async (_, init) => {
      const { requests } = JSON.parse(String(init?.body ?? "{}"));
      if (!requests) return new Response("", { status: 403 });
      return Response.json({ responses: requests.map(({ id }: { readonly id: string }) => ({ id, status: 403 })) });
    });
    const lack = "The token has no EntitlementManagement.ReadWrite.All in its scp (user).";
    expect((await list()).err).toContain(lack);
    terminal.stdin = '{"originSystem":"External","originId":"a"}';
    const { out } = await terminal.run("import", "-", "--format", "jsonl", "--json", "--catalog", catalogId);
    expect(jsonLines(out)).toMatchObject([{ error: { message: expect.stringContaining(lack) } }]);
  });
});

describe("doctor", () => {
  const doctor = async (...argv: readonly string[]) => {
    const { code, out } = await terminal.run("doctor", "--json", ...argv);
    return { code, findings: jsonLines(out) };
  };
  const signedIn = (claims: object) => obtain(tokenWith({ tid: "t1", appid: "a1", ...claims }));

  it.each([
    [{ roles: [permission] }, "application a1 of the tenant t1", `roles (of an application): ${permission}`],
    [
      { scp: `openid ${permission}`, upn: "ann@contoso.com" },
      "user ann@contoso.com, through application a1 of the tenant t1",
      `scp (of a user): openid ${permission}`,
    ],
  ])("says who is signed in, and that the permission is there: %j", async (claims, who, granted) => {
    signedIn(claims);
    // The header has whole seconds, and the clock of this machine moves on.
    const now = Date.parse("2026-01-01T00:00:00Z");
    terminal.clock = { ...systemClock, now: () => now };
    respond(async () => Response.json({ value: [] }, { headers: { date: new Date(now).toUTCString() } }));
    const { code, findings } = await doctor("--catalog", catalogId);
    expect(findings).toEqual([
      { check: "proxy", ok: true, detail: "none" },
      { check: "service", ok: true, detail: "https://graph.microsoft.com/beta responds" },
      { check: "clock", ok: true, detail: "differs from the service's by 0 s" },
      { check: "sign-in", ok: true, detail: who },
      { check: "permission", ok: true, detail: granted },
      { check: "catalog", ok: true, detail: `${catalogId} can be read` },
    ]);
    expect(code).toBe(0);
    // One credential, for the check and for the catalog.
    expect(made).toHaveLength(1);
    const options = getToken.mock.calls.map((call) => call[1]);
    expect(options).toEqual(Array(2).fill(expect.objectContaining({ enableCae: true })));
  });

  it.each([
    [{}, "", "roles (of an application): none", "Grant the application permission"],
    [
      { scp: "User.Read", unique_name: "ann" },
      "user ann, through ",
      "scp (of a user): User.Read",
      "Use --tenant-id and",
    ],
    [{ scp: "", oid: "o1" }, "user o1, through ", "scp (of a user): ", "Use --tenant-id and"],
  ])("says which permission is missing: %j", async (claims, user, detail, advice) => {
    signedIn(claims);
    const { code, findings } = await doctor();
    expect(findings.at(-2)).toMatchObject({ check: "sign-in", detail: `${user}application a1 of the tenant t1` });
    expect(findings.at(-1)).toEqual({
      check: "permission",
      ok: false,
      detail,
      advice: expect.stringContaining(advice),
    });
    expect(code).toBe(1);
  });

  it("never shows the token, and says when it cannot be read", async () => {
    obtain("opaque-secret");
    const { out } = await terminal.run("doctor");
    expect(out).toMatch(/✓ {2}sign-in +a token was obtained, but its claims cannot be read\n$/);
    expect(out).not.toContain("opaque");
  });

  it("exits with 4 if no one is signed in, after the checks that need no sign-in", async () => {
    getToken.mockRejectedValue(Object.assign(new Error("no"), { name: "CredentialUnavailableError" }));
    const { code, findings } = await doctor("--catalog", catalogId);
    expect(findings.map(({ check, ok }) => [check, ok])).toEqual([
      ["proxy", true],
      ["service", true],
      ["clock", true],
      ["sign-in", false],
    ]);
    expect(findings.at(-1)).toMatchObject({
      detail: "You are not signed in.",
      advice: expect.stringMatching(/^Set AZURE/),
    });
    expect(code).toBe(4);
  });

  it("exits with the code of the first failure, and reads no catalog of an unreachable service", async () => {
    respond(() => Promise.reject(fetchFailed(systemError("ENOTFOUND"))));
    signedIn({});
    const { code, findings } = await doctor("--catalog", catalogId);
    expect(findings.map(({ check, ok }) => [check, ok])).toEqual([
      ["proxy", true],
      ["service", false],
      ["sign-in", true],
      ["permission", false],
    ]);
    expect(findings[1]).toMatchObject({ detail: "https://graph.microsoft.com/beta cannot be reached (ENOTFOUND)" });
    expect(code).toBe(5);
  });

  it.each([407, 503])("says that the service responded with %i", async (status) => {
    respond(async () => new Response("", { status }));
    const { code, findings } = await doctor();
    expect(findings[1]).toMatchObject({ ok: false, detail: expect.stringContaining(`responded with ${status}`) });
    expect(code).toBe(5);
  });

  it("waits ten seconds for the service, follows no redirect and sends no token", async () => {
    const timeout = jest.spyOn(AbortSignal, "timeout").mockReturnValueOnce(AbortSignal.abort());
    const fetchNothing = respond(async (_, init) => {
      init?.signal?.throwIfAborted();
      return new Response();
    });
    const { findings } = await doctor();
    expect(findings[1]).toMatchObject({ ok: false, detail: expect.stringContaining("cannot be reached") });
    expect(timeout).toHaveBeenCalledWith(10_000);
    expect(fetchNothing.mock.calls[0]?.[1]).toMatchObject({ method: "GET", redirect: "manual", headers: {} });
  });

  it.each([
    [300, true, 0],
    [301, false, 5],
    [-301, false, 5],
  ])("compares the clock, which differs by %d s, with the service's: %j", async (skewInS, ok, exitCode) => {
    const time = Date.parse("2026-01-01T00:00:00Z");
    const date = new Date(time).toUTCString();
    terminal.clock = { ...systemClock, now: () => time + skewInS * 1000 };
    respond(async () => new Response(null, { status: 401, headers: { date } }));
    const { code, findings } = await doctor();
    const detail = `differs from the service's by ${Math.abs(skewInS)} s`;
    expect(findings[2]).toMatchObject({ check: "clock", ok, detail });
    expect(code).toBe(exitCode);
  });

  it("stops at a proxy that cannot be used", async () => {
    terminal.env = { HTTPS_PROXY: "ftp://proxy" };
    const { code, findings } = await doctor();
    expect(findings).toEqual([
      { check: "proxy", ok: false, detail: "proxy (HTTPS_PROXY)", advice: expect.stringContaining("must be the URL") },
    ]);
    expect(code).toBe(5);
    expect(await list()).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^error: HTTPS_PROXY must be the URL.*\n$/),
    });
  });

  it("checks an emulator", async () => {
    jest.restoreAllMocks();
    const target = ["--endpoint", context.emulator.endpoint];
    const { code, findings } = await doctor("--catalog", catalogId, ...target);
    expect(findings.every(({ ok }) => ok)).toBe(true);
    expect(findings.slice(-2)).toEqual([
      { check: "sign-in", ok: true, detail: "an emulator accepts any token" },
      { check: "catalog", ok: true, detail: `${catalogId} can be read` },
    ]);
    expect(code).toBe(0);
    const missing = await doctor("--catalog-name", "nowhere", ...target);
    expect(missing.findings.at(-1)).toMatchObject({ check: "catalog", ok: false, detail: "nowhere cannot be read" });
    expect(missing.code).toBe(1);
    const refusal = { kind: "status", status: 403 } as const;
    context.emulator.faults.next({ ...refusal, code: "ArgumentNullException" });
    const refused = await doctor("--catalog", catalogId, ...target);
    expect(refused.findings.at(-1)).toMatchObject({ advice: expect.stringContaining("check originId and its") });
    expect(refused.code).toBe(1);
    context.emulator.faults.next({ ...refusal, status: 401 });
    expect(await doctor("--catalog", catalogId, ...target)).toMatchObject({ code: 4 });
  });

  it("ends at Ctrl-C", async () => {
    respond(async () => {
      terminal.interrupt();
      return new Response();
    });
    expect((await doctor()).code).toBe(130);
  });

  it("fails the sign-in check when a credential does not settle within 30 s", async () => {
    terminal.clock = fastClock;
    getToken.mockReturnValue(new Promise(() => undefined));
    const { code, findings } = await doctor("--catalog", catalogId);
    const [detail, advice] = ["no token within 30 s", "Check the network and the proxy."];
    expect(findings.at(-1)).toEqual({ check: "sign-in", ok: false, detail, advice });
    expect(code).toBe(4);
  });

  it("waits for a person without a limit, until Ctrl-C", async () => {
    terminal.clock = { ...systemClock, setTimeout: (callback) => setTimeout(callback, 0) };
    getToken.mockImplementation(() => {
      setTimeout(() => terminal.interrupt(), 50);
      return new Promise(() => undefined);
    });
    const { code, findings } = await doctor(...person);
    expect({ code, last: findings.at(-1)?.["check"] }).toEqual({ code: 130, last: "clock" });
  });

  it("waits ten seconds for the catalog", async () => {
    jest.restoreAllMocks();
    terminal.clock = fastClock;
    context.emulator.faults.next({ kind: "stall", operationId: "listAccessPackageResources" });
    const { code, findings } = await doctor("--catalog", catalogId, "--endpoint", context.emulator.endpoint);
    expect(findings.at(-1)).toMatchObject({ check: "catalog", ok: false, advice: expect.stringContaining("10 s") });
    expect(code).toBe(1);
  });

  it("does not hide a defect behind a message", async () => {
    signedIn({});
    jest.spyOn(globalThis.crypto, "randomUUID").mockImplementationOnce(() => {
      throw new Error("no random numbers");
    });
    await expect(doctor("--catalog", catalogId)).rejects.toThrow("no random numbers");
  });
});
