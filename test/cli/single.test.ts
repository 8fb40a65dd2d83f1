import { describe, expect, it, jest } from "@jest/globals";
import { catalogId, failOutput, fastClock, groupId, jsonLines, withEmulator } from "./harness.js";

const context = withEmulator();
const { terminal, run } = context;

describe("add", () => {
  it("adds a resource to the catalog and prints the outcome", async () => {
    const { code, out, err } = await run("add", "AadGroup", groupId);
    expect(out.split("\n")).toEqual([
      "originSystem  AadGroup",
      `originId      ${groupId}`,
      "outcome       added",
      "requestState  Delivered",
      "",
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(context.emulator.commits).toMatchObject([{ catalogId, originSystem: "AadGroup", originId: groupId }]);
  });

  it("succeeds if the resource is already there", async () => {
    await run("add", "AadGroup", groupId);
    const { code, out } = await run("add", "AadGroup", groupId, "--json");
    expect(jsonLines(out)).toEqual([
      { originSystem: "AadGroup", originId: groupId, outcome: "alreadyPresent", id: expect.any(String) },
    ]);
    expect(code).toBe(0);
  });

  it("sends other properties, nested ones too, and the justification", async () => {
    const site = ["SharePointOnline", "https://contoso.sharepoint.com/sites/Sales"];
    const set = ["--set", "DisplayName=A=B", "--set", "accessPackageResourceEnvironment.originId=https://contoso/"];
    await run("add", ...site, ...set, "--justification", "because");
    expect(context.emulator.requests[0]?.json).toEqual({
      catalogId,
      requestType: "AdminAdd",
      justification: "because",
      accessPackageResource: {
        displayName: "A=B",
        accessPackageResourceEnvironment: { originId: "https://contoso/" },
        originSystem: "SharePointOnline",
        originId: "https://contoso.sharepoint.com/sites/Sales",
      },
    });
  });

  it("adds nothing with --validate-only", async () => {
    const { code, out } = await run("add", "AadGroup", groupId, "--validate-only", "--json");
    expect(jsonLines(out)).toMatchObject([{ outcome: "validated" }]);
    expect({ code, commits: context.emulator.commits }).toEqual({ code: 0, commits: [] });
  });

  it("prints with --dry-run exactly what it would send, and sends nothing", async () => {
    const options = ["--set", "description=x", "--justification", "because", "--validate-only"];
    const argv = ["add", "AadGroup", groupId, ...options];
    const { code, out } = await run(...argv, "--dry-run");
    expect({ code, requests: context.emulator.requests.length }).toEqual({ code: 0, requests: 0 });
    await run(...argv);
    expect(out).toBe(`${context.emulator.requests[0]?.body}\n`);
  });

  it("prints why the service refused it, and with --json what is known about the error", async () => {
    const { emulator } = context;
    const refusal = { kind: "status", status: 403, code: "CallerNotResourceOwner" } as const;
    emulator.faults.next(refusal, refusal);
    const { code, out, err } = await run("add", "AadGroup", groupId);
    expect(out).toContain("outcome       failed\n");
    expect(err).toMatch(/^error: The service refused the request with 403 CallerNotResourceOwner/);
    expect(code).toBe(1);
    const json = await run("add", "AadGroup", groupId, "--json");
    const { requestId, clientRequestId } = emulator.requests.at(-1) ?? {};
    const error = { name: "GraphError", status: 403, code: "CallerNotResourceOwner", requestId, clientRequestId };
    expect(jsonLines(json.out)).toMatchObject([{ outcome: "failed", error }]);
  });

  it("exits with 2 for a body that breaks the contract", async () => {
    expect(await run("add", "AadGroup", "")).toMatchObject({ code: 2, err: "error: originId is missing\n" });
    const halfLetter = await run("add", "External", "\ud800x");
    expect(halfLetter).toMatchObject({ code: 2, err: expect.stringContaining("/accessPackageResource/originId") });
  });

  it("exits with 6 if it stays unknown whether it was added", async () => {
    context.emulator.faults.next({ kind: "reset", when: "after" }, { kind: "status", status: 403 });
    const { code, out, err } = await run("add", "AadGroup", groupId, "--json");
    expect(jsonLines(out)).toMatchObject([{ outcome: "unknown", error: { name: "OutcomeUnknownError", status: 403 } }]);
    expect(err).toMatch(/^error: /);
    expect(code).toBe(6);
  });

  it("prints the state in which the service ended the request", async () => {
    context.emulator.faults.next({ kind: "requestState", state: "Denied" });
    const { code, out, err } = await run("add", "AadGroup", groupId, "--json");
    const error = { name: "RequestNotDeliveredError" };
    expect(jsonLines(out)).toMatchObject([{ outcome: "failed", requestState: "Denied", error }]);
    expect(err).toContain("ended it as Denied");
    expect(code).toBe(1);
  });

  it("does not hide a defect behind a message", async () => {
    jest.spyOn(globalThis.crypto, "randomUUID").mockImplementationOnce(() => {
      throw new Error("no random numbers");
    });
    await expect(run("add", "AadGroup", groupId)).rejects.toThrow("no random numbers");
  });

  it("ends at Ctrl-C while it waits for a new group", async () => {
    context.emulator.faults.next({ kind: "status", status: 400, code: "ResourceNotFoundInOriginSystem" });
    const { code, err } = await context.interruptOnceSent(run("add", "AadGroup", groupId));
    expect(err).toMatch(/^error: The command was interrupted/);
    expect({ code, isListening: terminal.interrupt() }).toEqual({ code: 130, isListening: false });
  });

  it.each([
    [["--set", "colour=red"], "error: there is no property colour: use one of "],
    [["--set", "Origin Id=x"], "error: --set cannot change originId: pass it as an argument\n"],
    [["--set", "red"], 'It must be "name=value".'],
    [["--set", "=red"], 'It must be "name=value".'],
    [["--set", "displayName=a", "--set", "Display Name=b"], 'It repeats "Display Name".'],
    [["--wait", "--validate-only"], "cannot be used with option '--wait'"],
    [["--cloud", "private"], "Allowed choices are global, usGov, usGovDod, china."],
    [["surplus"], "too many arguments"],
  ])("exits with 2 for %j and prints what is wrong", async (wrong, message) => {
    const { code, out, err } = await run("add", "AadGroup", groupId, ...wrong);
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

describe("remove", () => {
  it("removes a resource by its origin, and succeeds if it is not there", async () => {
    await run("add", "AadGroup", groupId);
    const { code, out } = await run("remove", "AadGroup", groupId, "--json");
    const removed = { outcome: "removed", requestState: "Delivered" };
    expect(jsonLines(out)).toEqual([{ originSystem: "AadGroup", originId: groupId, ...removed }]);
    const again = await run("remove", "AadGroup", groupId);
    expect(again.out).toContain("outcome       alreadyAbsent\n");
    expect([code, again.code]).toEqual([0, 0]);
  });

  it("removes a resource by its id in the catalog", async () => {
    await run("add", "AadGroup", groupId);
    const [listed] = jsonLines((await run("list", "--json")).out);
    const id = String(listed?.["id"]);
    const { out } = await run("remove", "--id", id, "--json");
    expect(jsonLines(out)).toEqual([{ id, outcome: "removed", requestState: "Delivered" }]);
    expect(context.emulator.commits.at(-1)).toMatchObject({ requestType: "AdminRemove", originId: groupId });
  });

  it("says what --id is when the catalog has no such id, but not with --quiet", async () => {
    await run("add", "AadGroup", groupId);
    const { code, out, err } = await run("remove", "--id", groupId);
    expect(err).toMatch(/^--id is the id that the catalog gave the resource, .*: remove AadGroup <object id>\n$/);
    expect({ code, out }).toEqual({ code: 0, out: `id       ${groupId}\noutcome  alreadyAbsent\n` });
    expect((await run("remove", "--id", groupId, "--quiet")).err).toBe("");
  });

  it("sends an --id that is not a GUID only with --force", async () => {
    const { code, err } = await run("remove", "--id", "r1");
    expect(err).toMatch(/^error: --id is "r1": give the id of the resource in the catalog, a GUID such as /);
    expect({ code, requests: context.emulator.requests }).toEqual({ code: 2, requests: [] });
    await run("remove", "--id", "r1", "--force");
    expect(context.emulator.requests[0]?.json).toMatchObject({ accessPackageResource: { id: "r1" } });
  });

  it("prints what to do if an access package uses it", async () => {
    await run("add", "External", "used");
    const { code, out, err } = await run("remove", "External", "used", "--json");
    expect(jsonLines(out)).toMatchObject([{ error: { code: "InvalidDeleteResourceHasEntitlements" } }]);
    expect(err).toContain("remove its roles from every access package first");
    expect(code).toBe(1);
  });

  it("prints the body with --dry-run, and neither sends nor looks up anything", async () => {
    const byId = await run("remove", "--id", "r1", "--force", "--dry-run", "--justification", "because");
    expect(jsonLines(byId.out)).toEqual([
      { catalogId, requestType: "AdminRemove", justification: "because", accessPackageResource: { id: "r1" } },
    ]);
    const byOrigin = await run("remove", "AadGroup", groupId, "--dry-run");
    expect(jsonLines(byOrigin.out)).toMatchObject([{ accessPackageResource: { id: "(looked up first)" } }]);
    expect({ code: byId.code, requests: context.emulator.requests }).toEqual({ code: 0, requests: [] });
  });

  it.each([[[]], [["AadGroup"]], [["AadGroup", groupId, "--id", "r1"]], [["--id", ""]]])(
    "exits with 2 for the arguments %j",
    async (argv) => {
      const { code, err } = await run("remove", ...argv);
      expect(err).toBe("error: specify the resource with <originSystem> and <originId>, or with --id\n");
      expect(code).toBe(2);
    },
  );
});

describe("find", () => {
  it("prints a resource as the service returns it", async () => {
    await run("add", "AadGroup", groupId, "--set", "displayName=Sales");
    const { code, out } = await run("find", "AadGroup", groupId);
    expect(out).toMatch(/^displayName +Sales$/m);
    expect(out).toMatch(/^attributes +\[\]$/m);
    expect(out).not.toContain("description");
    expect(code).toBe(0);
    const { out: json } = await run("find", "AadGroup", groupId, "--json");
    expect(jsonLines(json)).toMatchObject([{ originId: groupId, displayName: "Sales", description: null }]);
  });

  it("exits with 1 if the catalog does not list it", async () => {
    const { code, out, err } = await run("find", "AadGroup", groupId);
    expect(err).toBe(`AadGroup ${groupId} is not in the catalog ${catalogId}\n`);
    expect({ code, out }).toEqual({ code: 1, out: "" });
  });
});

describe("list", () => {
  it("prints a table that fits the terminal with all values in full, and wraps nothing if it is piped", async () => {
    const url = `https://contoso.sharepoint.com/sites/${"Sales".repeat(10)}`;
    await run("add", "SharePointOnline", url, "--set", "displayName=The sales of half the world");
    await run("add", "AadGroup", groupId);
    terminal.columns = 80;
    const { code, out } = await run("list");
    expect(out.split("\n")).toEqual([
      "ORIGIN SYSTEM     ORIGIN ID                             DISPLAY NAME",
      "SharePointOnline  https://contoso.sharepoint.com/sites  The sales of half the",
      "                  /SalesSalesSalesSalesSalesSalesSales  world",
      "                  SalesSalesSales",
      `AadGroup          ${groupId}  Security Group 2f9a1d35`,
      "",
    ]);
    expect(code).toBe(0);
    terminal.columns = 120;
    const wide = (await run("list")).out.split("\n");
    expect(wide[0]).toBe(`ORIGIN SYSTEM     ORIGIN ID${" ".repeat(53)}DISPLAY NAME`);
    expect(wide[1]).toMatch(/^SharePointOnline {2}https:\S{54} {2}The sales of half the world$/);
    terminal.columns = undefined;
    const piped = await run("list");
    expect(piped.out).toContain(`\nSharePointOnline  ${url}  The sales of half the world\n`);
    expect(await run("list", "--output", "table")).toEqual(piped);
  });

  it("prints with --json each resource of an origin system as the service returns it", async () => {
    await run("add", "AadApplication", groupId);
    await run("add", "AadGroup", groupId);
    const { out } = await run("list", "--origin-system", "AadGroup", "--json");
    expect(jsonLines(out)).toMatchObject([{ originSystem: "AadGroup", originId: groupId, id: expect.any(String) }]);
  });

  it("names an option without a value", async () => {
    for (const argv of [["list"], ["import", "groups.csv"]]) {
      const { code, err } = await run(...argv, "--origin-system", "");
      expect(err).toContain("option '--origin-system <name>' argument '' is invalid. It must not be empty.");
      expect(code).toBe(2);
    }
  });

  it("prints a note if the catalog is empty, but not with --quiet", async () => {
    const err = `the catalog ${catalogId} lists no resources\n`;
    expect(await run("list")).toEqual({ code: 0, out: "", err });
    expect(await run("list", "--quiet")).toEqual({ code: 0, out: "", err: "" });
  });

  it("prints a resource with few properties", async () => {
    const listed = JSON.stringify({ value: [{ id: "1", originSystem: null }] });
    jest.spyOn(globalThis, "fetch").mockResolvedValueOnce(new Response(listed));
    const { out } = await run("list");
    expect(out.split("\n")).toEqual(["ORIGIN SYSTEM     ORIGIN ID                             DISPLAY NAME", "", ""]);
  });

  it("prints the refusal of the service", async () => {
    context.emulator.faults.next({ kind: "status", status: 404, code: "ResourceNotFound" });
    const { code, err } = await run("list");
    expect(err).toMatch(/^error: The service refused the request with 404 ResourceNotFound/);
    expect(code).toBe(1);
  });

  it("ends at Ctrl-C", async () => {
    context.emulator.faults.next({ kind: "stall" });
    expect(await context.interruptOnceSent(run("list"))).toMatchObject({ code: 130 });
  });

  it("says that it waits, when the service asks for more than 5 s, but not with --quiet", async () => {
    terminal.clock = fastClock;
    const faults = [5, 6].map((retryAfter) => ({ kind: "throttle", retryAfter }) as const);
    context.emulator.faults.next(...faults);
    const err = "the service responded with 429 and asks to wait 6 s\n";
    const found = await run("find", "External", "x");
    expect(found).toMatchObject({ code: 1, err: `${err}External x is not in the catalog ${catalogId}\n` });
    context.emulator.faults.next(...faults);
    expect(await run("list", "--quiet")).toEqual({ code: 0, out: "", err: "" });
  });

  it("ends quietly when the reader of its output goes away", async () => {
    for (const id of ["a", "b", "c"]) await run("add", "External", id);
    failOutput(terminal, "EPIPE", 2);
    const { code, out, err } = await run("list", "--json");
    expect(jsonLines(out).map(({ originId }) => originId)).toEqual(["a", "b"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("exits with 5 if standard output cannot be written", async () => {
    await run("add", "AadGroup", groupId);
    failOutput(terminal, "ENOSPC");
    expect(await run("list")).toMatchObject({ code: 5, err: "error: standard output cannot be written (ENOSPC)\n" });
  });

  it("escapes control characters that the service returns", async () => {
    const name = "displayName=\u001b]0;owned\u0007\u009b2J\u202egnp.exe\tend";
    await run("add", "AadGroup", groupId, "--set", name);
    const table = await run("list");
    expect(table.out.replace(/\s/g, "")).toContain("\\u001b]0;owned\\u0007\\u009b2J\\u202egnp.exe\\tend");
    const { out } = await run("list", "--json");
    expect(out).toMatch(/^[\x20-\x7e\n]*$/);
    expect(jsonLines(out)).toMatchObject([{ displayName: name.slice("displayName=".length) }]);
  });
});
