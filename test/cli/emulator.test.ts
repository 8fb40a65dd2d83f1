import { describe, expect, it } from "@jest/globals";
import { catalogId, groupId, jsonLines, withEmulator } from "./harness.js";

const context = withEmulator();
const { terminal } = context;
const root = "identityGovernance/entitlementManagement";
const headers = { authorization: "Bearer t", "content-type": "application/json" };
const add = JSON.stringify({
  catalogId,
  requestType: "AdminAdd",
  accessPackageResource: { originId: groupId, originSystem: "AadGroup" },
});

/** Runs the command, and `use` once it listens. Ends it with Ctrl-C. */
async function serve(
  argv: readonly string[],
  use: (send: typeof fetch, endpoints: readonly string[]) => Promise<unknown>,
) {
  let used: Promise<unknown> | undefined;
  terminal.onWrite = (text, stream) => {
    if (stream === "err" || used) return;
    const origin = String(/http:\/\/[\d.:]+/.exec(text));
    const send = (path: unknown, init?: RequestInit) => fetch(new URL(String(path), origin), { headers, ...init });
    used = use(send as typeof fetch, text.split("\n")).finally(() => terminal.interrupt());
  };
  const result = await terminal.run("emulator", ...argv);
  await used;
  return result;
}

describe("emulator", () => {
  it("prints the endpoint of each version, responds there and ends at Ctrl-C", async () => {
    const target = ["AadGroup", groupId, "--catalog", catalogId, "--quiet"];
    const { code, err } = await serve([], async (_, [beta = "", v1 = ""]) => {
      await terminal.run("add", ...target, "--endpoint", beta);
      const found = await terminal.run("find", ...target, "--api-version", "v1.0", "--endpoint", v1);
      expect(found).toMatchObject({ code: 0, out: expect.stringContaining(groupId) });
    });
    expect(err).toMatch(/^\nTry it from another terminal:\n {2}npx access-package-resource-requests add AadGroup /);
    expect(code).toBe(0);
  });

  it("suggests a catalog that it has", async () => {
    terminal.onWrite = () => terminal.interrupt();
    const { err } = await terminal.run("emulator", "--catalog", `${catalogId}=Sales`);
    expect(err).toContain(`--catalog ${catalogId} `);
  });

  it("prints no advice with --quiet, and ends at an early Ctrl-C", async () => {
    terminal.onWrite = () => terminal.interrupt();
    const { out, err } = await terminal.run("emulator", "--json", "--quiet");
    const beta = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/beta$/);
    const v1 = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v1\.0$/);
    expect(jsonLines(out)).toEqual([{ endpoint: beta, endpoints: { beta, "v1.0": v1 } }]);
    expect(err).toBe("");
  });

  it("exits with 5 if the port is in use", async () => {
    const { port } = new URL(context.emulator.endpoint);
    const err = `error: port ${port} cannot be used (EADDRINUSE): choose another with --port\n`;
    expect(await terminal.run("emulator", "--port", port)).toEqual({ code: 5, out: "", err });
  });
});

describe("the log of the emulator", () => {
  const requests = async (send: typeof fetch) => {
    await send(`/beta/${root}/accessPackageResourceRequests`, { method: "POST", body: add });
    await send("/beta/me\u202e%00");
    await send(`/beta/${root}/accessPackageCatalogs`);
  };

  it("has a line for each request, without characters that control a terminal", async () => {
    const { out } = await serve(["--fault", "status@after"], requests);
    expect(out.split("\n").slice(2)).toEqual([
      expect.stringMatching(
        `^[\\d:.]+Z POST /beta/${root}/accessPackageResourceRequests 503 AdminAdd AadGroup ${groupId} fault: status after$`,
      ),
      expect.stringMatching(/^[\d:.]+Z GET \/beta\/me%E2%80%AE%00 404$/),
      expect.stringMatching(`^[\\d:.]+Z GET /beta/${root}/accessPackageCatalogs 200$`),
      "",
    ]);
  });

  it("is JSON Lines with --json", async () => {
    const { out } = await serve(["--json"], requests);
    expect(jsonLines(out).slice(1)).toMatchObject([
      { method: "POST", status: 201, body: add, commit: { requestType: "AdminAdd", originId: groupId } },
      { method: "GET", status: 404 },
      { method: "GET", status: 200 },
    ]);
    expect(out).not.toContain("Bearer t");
  });

  it("is not printed with --quiet", async () => {
    const { out, err } = await serve(["--quiet"], requests);
    expect([out.trim().split("\n").length, err]).toEqual([2, ""]);
  });
});

describe("the options of the emulator", () => {
  it("set up catalogs, lags, faults, a limit and what is refused", async () => {
    const { code } = await serve(
      [
        ...["--catalog", `${catalogId}=Sales=all`, "--catalog", groupId, "--missing", "gone", "--missing", "lost"],
        ...["--throttle", "0.5/6", "--replication-lag", "1.5s", "--visibility-lag", "20ms", "--page-form", "refuse"],
        ...["--require-origin-filter", "--fault", "throttle:2"],
      ],
      async (send) => {
        const state = (await (await send("/state")).json()) as Record<string, unknown>;
        expect(state).toMatchObject({
          catalogs: [
            { id: catalogId, displayName: "Sales=all" },
            { id: groupId, displayName: groupId },
          ],
          faults: [{ kind: "throttle" }, { kind: "throttle" }],
        });
        const requests = `/beta/${root}/accessPackageResourceRequests`;
        const resources = `/beta/${root}/accessPackageCatalogs/${catalogId}/accessPackageResources`;
        const missing = add.replace("AadGroup", "External").replace(groupId, "lost");
        const errors: unknown[] = [];
        // The null reads the resources.
        for (const body of [add, add, add, missing, '{"requestState":""}', null, add, add, add]) {
          const response = await (body === null ? send(resources) : send(requests, { method: "POST", body }));
          errors.push(((await response.json()) as { error: object }).error);
        }
        expect(errors).toMatchObject([
          { code: "TooManyRequests" },
          { code: "TooManyRequests" },
          { code: "ResourceNotFoundInOriginSystem" },
          { code: "ResourceNotFoundInOriginSystem" },
          { code: "ArgumentNullException" },
          { message: "Origin system is required" },
          { code: "ResourceNotFoundInOriginSystem" },
          { code: "ResourceNotFoundInOriginSystem" },
          { code: "TooManyRequests" },
        ]);
      },
    );
    expect(code).toBe(0);
  });

  it("give default properties to a kind of fault that needs more than its name", async () => {
    const kinds = "latency status@after body requestState replicationLag visibilityLag stall@before:2".split(" ");
    const argv = kinds.flatMap((kind) => ["--fault", kind]);
    await serve(argv, async (send) => {
      expect(await (await send("/state")).json()).toMatchObject({
        faults: [
          { kind: "latency", latencyInMs: 1000 },
          { kind: "status", status: 503, when: "after" },
          { kind: "body", body: "" },
          { kind: "requestState", state: "DeliveryFailed" },
          { kind: "replicationLag", times: 1 },
          { kind: "visibilityLag", times: 1 },
          { kind: "stall", when: "before" },
          { kind: "stall", when: "before" },
        ],
      });
    });
  });

  it("repeat a fault up to a thousand times", async () => {
    await serve(["--fault", "reset:1000"], async (send) => {
      expect(await (await send("/state")).json()).toMatchObject({ faults: Array(1000).fill({ kind: "reset" }) });
    });
  });

  it.each([
    [["--catalog", "Sales"], 'It must be a GUID, or "GUID=name".'],
    [["--catalog", catalogId, "--catalog", `${catalogId}=Sales`], `error: Two catalogs have the id ${catalogId}.\n`],
    [["--missing", ""], "It must not be empty."],
    [["--throttle", "10"], 'It must be "rate/burst", such as 10/20: 10 requests per second, and 20 at once.'],
    [["--throttle", "10/0"], 'It must be "rate/burst"'],
    [["--replication-lag", "5"], "It must be a time with its unit, such as 5s or 500ms."],
    [["--visibility-lag", "5s1"], "It must be a time with its unit, such as 5s or 500ms."],
    [["--visibility-lag", "1h"], "It must be a time with its unit, such as 5s or 500ms."],
    [["--page-form", "deny"], "Allowed choices are accept, refuse."],
    [["--fault", "trottle"], '"trottle" is not a kind of fault. Did you mean "throttle"? Allowed: latency, throttle, '],
    [["--fault", "stals"], '"stals" is not a kind of fault. Did you mean "stall"? Allowed: '],
    [["--fault", "reset:0"], "The number of times must be a whole number from 1 to 1000."],
    [["--fault", "reset:1001"], "The number of times must be a whole number from 1 to 1000."],
    [["--fault", "toString"], '"toString" is not a kind of fault. Allowed: '],
    [["--fault", "reset@later"], '"when" of the fault reset must be one of before, after.'],
    [["--fault", "throttle@after"], '"when" is not a property of the fault throttle. Allowed: '],
    [["--port", "6000"], "error: Browsers and fetch refuse port 6000; choose another, such as 8080.\n"],
    [["--port", "x"], "It must be a whole number from 0 to 65535."],
    [["--trottle", "1/1"], "did you mean --throttle?"],
  ])("exit with 2 and what is allowed: %j", async (argv, message) => {
    expect(await terminal.run("emulator", ...argv)).toMatchObject({ code: 2, err: expect.stringContaining(message) });
  });
});
