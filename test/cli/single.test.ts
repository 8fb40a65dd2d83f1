import { describe, expect, it, jest } from "@jest/globals";
import { catalogId, groupId, jsonLines, withEmulator } from "./harness.js";

const context = withEmulator();
const unknownGroup = { status: 400, code: "ResourceNotFoundInOriginSystem" };

describe("add", () => {
  it("puts a resource into the catalog and says what became of it", async () => {
    const { terminal, emulator, target } = context;
    const { code, out, err } = await terminal.run("add", "AadGroup", groupId, ...target);
    expect(out.split("\n")).toEqual([
      "originSystem  AadGroup",
      `originId      ${groupId}`,
      "outcome       added",
      "requestState  Delivered",
      "",
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(emulator.commits).toMatchObject([{ catalogId, originSystem: "AadGroup", originId: groupId }]);
  });

  it("takes what is there already for a success", async () => {
    const { terminal, target } = context;
    await terminal.run("add", "AadGroup", groupId, ...target);
    const { code, out } = await terminal.run("add", "AadGroup", groupId, ...target, "--json");
    expect(jsonLines(out)).toEqual([
      { originSystem: "AadGroup", originId: groupId, outcome: "alreadyPresent", id: expect.any(String) },
    ]);
    expect(code).toBe(0);
  });

  it("sends further properties, nested ones too, and the justification", async () => {
    const { terminal, emulator, target } = context;
    const site = ["SharePointOnline", "https://contoso.sharepoint.com/sites/Sales"];
    const set = ["--set", "DisplayName=A=B", "--set", "accessPackageResourceEnvironment.originId=https://contoso/"];
    await terminal.run("add", ...site, ...set, "--justification", "because", ...target);
    expect(emulator.requests[0]?.json).toEqual({
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

  it("waits with --wait until the catalog lists it", async () => {
    const { terminal, target } = context;
    const { out } = await terminal.run("add", "AadGroup", groupId, "--wait", "--json", ...target);
    expect(jsonLines(out)).toMatchObject([{ outcome: "added", id: expect.any(String) }]);
  });

  it("adds nothing with --validate-only", async () => {
    const { terminal, emulator, target } = context;
    const { code, out } = await terminal.run("add", "AadGroup", groupId, "--validate-only", "--json", ...target);
    expect(jsonLines(out)).toMatchObject([{ outcome: "validated" }]);
    expect({ code, commits: emulator.commits }).toEqual({ code: 0, commits: [] });
  });

  it("prints with --dry-run exactly what it would send, and sends nothing", async () => {
    const { terminal, emulator, target } = context;
    const argv = [
      "add",
      "AadGroup",
      groupId,
      "--set",
      "description=x",
      "--justification",
      "because",
      "--validate-only",
    ];
    const { code, out } = await terminal.run(...argv, ...target, "--dry-run");
    expect({ code, requests: emulator.requests.length }).toEqual({ code: 0, requests: 0 });
    await terminal.run(...argv, ...target);
    expect(out).toBe(`${emulator.requests[0]?.body}\n`);
  });

  it("says why the service refused it", async () => {
    const { terminal, emulator, target } = context;
    emulator.faults.next({ kind: "status", status: 403, code: "CallerNotResourceOwner" });
    const { code, out, err } = await terminal.run("add", "AadGroup", groupId, ...target);
    expect(out).toContain("outcome       failed\n");
    expect(err).toMatch(/^error: The service refused the request with 403 CallerNotResourceOwner/);
    expect(code).toBe(1);
  });

  it("says in which state the service ended the request", async () => {
    const { terminal, emulator, target } = context;
    emulator.faults.next({ kind: "requestState", state: "Denied" });
    const { code, out } = await terminal.run("add", "AadGroup", groupId, "--json", ...target);
    expect(jsonLines(out)).toMatchObject([{ outcome: "failed", requestState: "Denied" }]);
    expect(code).toBe(1);
  });

  it("gives with --json what is known of the error", async () => {
    const { terminal, emulator, target } = context;
    emulator.faults.next({ kind: "status", status: 403, code: "CallerNotResourceOwner" });
    const { out } = await terminal.run("add", "AadGroup", groupId, "--json", ...target);
    const [sent] = emulator.requests;
    expect(jsonLines(out)).toMatchObject([
      {
        outcome: "failed",
        error: {
          name: "GraphError",
          status: 403,
          code: "CallerNotResourceOwner",
          requestId: sent?.requestId,
          clientRequestId: sent?.clientRequestId,
        },
      },
    ]);
  });

  it("exits with 4 when the service does not take the token", async () => {
    const { terminal, emulator, target } = context;
    emulator.faults.next({ kind: "status", status: 401 });
    expect((await terminal.run("add", "AadGroup", groupId, ...target)).code).toBe(4);
  });

  it("exits with 2 for a body that breaks the contract", async () => {
    const { terminal, target } = context;
    const { code, err } = await terminal.run("add", "AadGroup", "", ...target);
    expect(err).toBe("error: originId is missing\n");
    const halfLetter = await terminal.run("add", "External", "\ud800x", ...target);
    expect(halfLetter).toMatchObject({ code: 2, err: expect.stringContaining("/accessPackageResource/originId") });
    expect(code).toBe(2);
  });

  it("exits with 6 when it cannot be found out whether it was added", async () => {
    const { terminal, emulator, target } = context;
    emulator.faults.next({ kind: "reset", when: "after" }, { kind: "status", status: 403 });
    const { code, out, err } = await terminal.run("add", "AadGroup", groupId, "--json", ...target);
    expect(jsonLines(out)).toMatchObject([{ outcome: "unknown", error: { name: "OutcomeUnknownError", status: 403 } }]);
    expect(err).toMatch(/^error: /);
    expect(code).toBe(6);
  });

  it("prints the state in which the service ended it without adding anything", async () => {
    const { terminal, target } = context;
    const ended = JSON.stringify({ id: "a-request", requestState: "DeliveryFailed" });
    jest.spyOn(globalThis, "fetch").mockResolvedValueOnce(new Response(ended, { status: 201 }));
    const { code, out, err } = await terminal.run("add", "AadGroup", groupId, "--json", ...target);
    const error = { name: "RequestNotDeliveredError" };
    expect(jsonLines(out)).toMatchObject([{ outcome: "failed", requestState: "DeliveryFailed", error }]);
    expect(err).toContain("ended it as DeliveryFailed");
    expect(code).toBe(1);
  });

  it("lets a defect be seen as one", async () => {
    const { terminal, target } = context;
    jest.spyOn(globalThis.crypto, "randomUUID").mockImplementationOnce(() => {
      throw new Error("no random numbers");
    });
    await expect(terminal.run("add", "AadGroup", groupId, ...target)).rejects.toThrow("no random numbers");
  });

  it("ends at Ctrl-C while it waits for a group to be known", async () => {
    const { terminal, emulator, target } = context;
    emulator.faults.next({ kind: "status", ...unknownGroup });
    const running = terminal.run("add", "AadGroup", groupId, ...target);
    while (emulator.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect(terminal.interrupt()).toBe(true);
    const { code, err } = await running;
    expect(err).toMatch(/^error: The (work|call) was aborted/);
    expect({ code, isListening: terminal.interrupt() }).toEqual({ code: 130, isListening: false });
  });

  it.each([
    [["--set", "colour=red"], "error: there is no property colour; known are "],
    [["--set", "addedBy=me"], "error: there is no property addedBy; known are "],
    [["--set", "red"], 'It must be "name=value".'],
    [["--set", "=red"], 'It must be "name=value".'],
    [["--wait", "--validate-only"], "cannot be used with option '--wait'"],
    [["--cloud", "private"], "Allowed choices are global, usGov, usGovDod, china."],
    [["surplus"], "too many arguments"],
  ])("exits with 2 to %j and says what is wrong", async (wrong, message) => {
    const { terminal, target } = context;
    const { code, out, err } = await terminal.run("add", "AadGroup", groupId, ...target, ...wrong);
    expect(err).toContain(message);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

describe("remove", () => {
  it("takes a resource out by its origin", async () => {
    const { terminal, target } = context;
    await terminal.run("add", "AadGroup", groupId, ...target);
    const { code, out } = await terminal.run("remove", "AadGroup", groupId, "--json", ...target);
    expect(jsonLines(out)).toEqual([
      { originSystem: "AadGroup", originId: groupId, outcome: "removed", requestState: "Delivered" },
    ]);
    expect(code).toBe(0);
  });

  it("takes what is not there for a success", async () => {
    const { terminal, target } = context;
    const { code, out } = await terminal.run("remove", "AadGroup", groupId, ...target);
    expect(out).toContain("outcome       alreadyAbsent\n");
    expect(code).toBe(0);
  });

  it("takes a resource out by its id in the catalog", async () => {
    const { terminal, emulator, target } = context;
    await terminal.run("add", "AadGroup", groupId, ...target);
    const [listed] = jsonLines((await terminal.run("list", "--json", ...target)).out);
    await terminal.run("remove", "--id", String(listed?.["id"]), ...target);
    expect(emulator.commits.at(-1)).toMatchObject({ requestType: "AdminRemove", originId: groupId });
  });

  it("says which access packages stand in the way", async () => {
    const { terminal, target } = context;
    await terminal.run("add", "External", "used", ...target);
    const { code, out, err } = await terminal.run("remove", "External", "used", "--json", ...target);
    expect(jsonLines(out)).toMatchObject([{ error: { code: "InvalidDeleteResourceHasEntitlements" } }]);
    expect(err).toContain("remove its roles from every access package first");
    expect(code).toBe(1);
  });

  it("prints with --dry-run the body for an id", async () => {
    const { terminal, emulator, target } = context;
    const { code, out } = await terminal.run("remove", "--id", "r1", "--dry-run", ...target);
    expect(jsonLines(out)).toEqual([{ catalogId, requestType: "AdminRemove", accessPackageResource: { id: "r1" } }]);
    expect({ code, requests: emulator.requests }).toEqual({ code: 0, requests: [] });
  });

  it("prints the justification with --dry-run, too", async () => {
    const { terminal, target } = context;
    const argv = ["remove", "--id", "r1", "--dry-run", "--justification", "because"];
    expect(jsonLines((await terminal.run(...argv, ...target)).out)).toMatchObject([{ justification: "because" }]);
  });

  it("ends with one line when the catalog cannot be read", async () => {
    const { terminal, emulator, target } = context;
    emulator.faults.next({ kind: "status", status: 404, code: "ResourceNotFound" });
    const { code, out, err } = await terminal.run("remove", "AadGroup", groupId, ...target);
    expect(out).toContain("outcome       failed\n");
    expect(err).toMatch(/^error: The service refused the request with 404 ResourceNotFound.*\n$/);
    expect(code).toBe(1);
  });

  it("does not look the id up with --dry-run", async () => {
    const { terminal, emulator, target } = context;
    const { out } = await terminal.run("remove", "AadGroup", groupId, "--dry-run", ...target);
    expect(jsonLines(out)).toMatchObject([{ accessPackageResource: { id: "(looked up first)" } }]);
    expect(emulator.requests).toEqual([]);
  });

  it.each([[[]], [["AadGroup"]], [["AadGroup", groupId, "--id", "r1"]], [["--id", ""]]])(
    "exits with 2 to the arguments %j",
    async (argv) => {
      const { terminal, target } = context;
      const { code, err } = await terminal.run("remove", ...argv, ...target);
      expect(err).toBe("error: name the resource by <originSystem> and <originId>, or by --id\n");
      expect(code).toBe(2);
    },
  );
});

describe("find", () => {
  it("prints a resource as the service answers it", async () => {
    const { terminal, target } = context;
    await terminal.run("add", "AadGroup", groupId, "--set", "displayName=Sales", ...target);
    const { code, out } = await terminal.run("find", "AadGroup", groupId, ...target);
    expect(out).toMatch(/^displayName +Sales$/m);
    expect(out).toMatch(/^attributes +\[\]$/m);
    expect(out).not.toContain("description");
    expect(code).toBe(0);
    const { out: json } = await terminal.run("find", "AadGroup", groupId, "--json", ...target);
    expect(jsonLines(json)).toMatchObject([{ originId: groupId, displayName: "Sales", description: null }]);
  });

  it("exits with 1 when the catalog does not list it", async () => {
    const { terminal, target } = context;
    const { code, out, err } = await terminal.run("find", "AadGroup", groupId, ...target);
    expect({ code, out, err }).toEqual({
      code: 1,
      out: "",
      err: `AadGroup ${groupId} is not in the catalog ${catalogId}\n`,
    });
  });
});

describe("list", () => {
  it("prints a table that fits 80 columns and leaves nothing out", async () => {
    const { terminal, target } = context;
    const url = `https://contoso.sharepoint.com/sites/${"Sales".repeat(10)}`;
    await terminal.run("add", "SharePointOnline", url, "--set", "displayName=The sales of half the world", ...target);
    await terminal.run("add", "AadGroup", groupId, ...target);
    const { code, out } = await terminal.run("list", ...target);
    expect(out.split("\n")).toEqual([
      "ORIGIN SYSTEM     ORIGIN ID                             DISPLAY NAME",
      "SharePointOnline  https://contoso.sharepoint.com/sites  The sales of half the",
      "                  /SalesSalesSalesSalesSalesSalesSales  world",
      "                  SalesSalesSales",
      `AadGroup          ${groupId}`,
      "",
    ]);
    expect(code).toBe(0);
  });

  it("prints with --json each resource as the service answers it, of one origin system", async () => {
    const { terminal, target } = context;
    await terminal.run("add", "AadApplication", groupId, ...target);
    await terminal.run("add", "AadGroup", groupId, ...target);
    const { out } = await terminal.run("list", "--origin-system", "AadGroup", "--json", ...target);
    expect(jsonLines(out)).toMatchObject([{ originSystem: "AadGroup", originId: groupId, id: expect.any(String) }]);
  });

  it("says that a catalog is empty, unless it is to be quiet", async () => {
    const { terminal, target } = context;
    expect(await terminal.run("list", ...target)).toEqual({
      code: 0,
      out: "",
      err: `the catalog ${catalogId} lists no resource\n`,
    });
    expect(await terminal.run("list", "--quiet", ...target)).toEqual({ code: 0, out: "", err: "" });
  });

  it("answers with the service's refusal", async () => {
    const { terminal, emulator, target } = context;
    emulator.faults.next({ kind: "status", status: 404, code: "ResourceNotFound" });
    const { code, err } = await terminal.run("list", ...target);
    expect(err).toMatch(/^error: The service refused the request with 404 ResourceNotFound/);
    expect(code).toBe(1);
  });

  it("ends at Ctrl-C", async () => {
    const { terminal, emulator, target } = context;
    emulator.faults.next({ kind: "stall" });
    const running = terminal.run("list", ...target);
    while (emulator.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    terminal.interrupt();
    expect((await running).code).toBe(130);
  });

  it("ends quietly when nobody reads on", async () => {
    const { terminal, target } = context;
    for (const id of ["a", "b", "c"]) await terminal.run("add", "External", id, ...target);
    let lines = 0;
    terminal.onWrite = () => {
      lines += 1;
      if (lines > 2) throw Object.assign(new Error("write EPIPE"), { code: "EPIPE" });
    };
    const { code, out, err } = await terminal.run("list", "--json", ...target);
    expect(jsonLines(out).map(({ originId }) => originId)).toEqual(["a", "b"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it("exits with 5 when standard output cannot be written", async () => {
    const { terminal, target } = context;
    await terminal.run("add", "AadGroup", groupId, ...target);
    terminal.onWrite = (_text, stream) => {
      if (stream === "out") throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    };
    const { code, err } = await terminal.run("list", ...target);
    expect({ code, err }).toEqual({ code: 5, err: "error: standard output cannot be written (ENOSPC)\n" });
  });

  it("cannot be made to steer the terminal by what the service answers", async () => {
    const { terminal, target } = context;
    const name = "displayName=\u001b]0;owned\u0007\u009b2J\u202egnp.exe\tend";
    await terminal.run("add", "AadGroup", groupId, "--set", name, ...target);
    const table = await terminal.run("list", ...target);
    expect(table.out.replace(/\s/g, "")).toContain("\\u001b]0;owned\\u0007\\u009b2J\\u202egnp.exe\\tend");
    const { out } = await terminal.run("list", "--json", ...target);
    expect(out).toMatch(/^[\x20-\x7e\n]*$/);
    expect(jsonLines(out)).toMatchObject([{ displayName: name.slice("displayName=".length) }]);
  });
});
