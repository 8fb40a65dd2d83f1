import { createServer } from "node:net";
import { describe, expect, it } from "@jest/globals";
import { catalogId, groupId, jsonLines, withEmulator } from "./harness.js";

const { terminal, run } = withEmulator();

describe("check", () => {
  const origin = { originId: "1", originSystem: "AadGroup" };
  const published = { catalogId, requestType: "AdminAdd", accessPackageResource: origin };

  it("accepts a file of bodies that keep the contract", async () => {
    const file = terminal.file("bodies.jsonl", `${JSON.stringify(published)}\n${JSON.stringify(published)}\n`);
    expect(await terminal.run("check", file)).toEqual({ code: 0, out: "", err: "2 checked, 0 with issues\n" });
  });

  it("prints the line, the place and the fix of each issue", async () => {
    terminal.columns = 80;
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
    expect({ code, err }).toEqual({ code: 1, err: "3 checked, 2 with issues\n" });
  });

  it("warns of a misspelt property, nested or not, without failing", async () => {
    const misspelt = { ...published, justificaton: "x", accessPackageResource: { ...origin, displayNam: "x" } };
    const file = terminal.file("bodies.jsonl", JSON.stringify(misspelt));
    const { code, out, err } = await terminal.run("check", file);
    const text = out.replace(/\s+/g, " ");
    expect(text).toContain("warning: did you mean displayName?");
    expect(text).toContain("/justificaton warning: did you mean justification?");
    expect({ code, err }).toEqual({ code: 0, err: expect.stringMatching(/1 with warnings only\n$/) });
  });

  it("prints with --json each issue, and mistakes of the JSON", async () => {
    terminal.stdin = '{"requestState":"x"}\nnope\n';
    const { out } = await terminal.run("check", "-", "--format", "jsonl", "--json", "--by-ref", "--quiet");
    const lines = jsonLines(out);
    const message = "add catalogId, a string; the contract requires it";
    expect(lines[0]).toEqual({ line: 1, pointer: "/catalogId", rule: "required", form: "page", message });
    expect(lines.at(-1)).toMatchObject({ line: 2, pointer: "", rule: "syntax" });
    const { out: table } = await terminal.run("check", terminal.file("body.json", "[tru]"), "--quiet");
    expect(table).toMatch(/^1 +\(body\) +not valid JSON/m);
  });

  it("accepts what import --dry-run prints", async () => {
    const file = terminal.file("g.csv", "originSystem,originId\nExternal,a\n");
    const { out } = await run("import", file, "--dry-run");
    expect((await terminal.run("check", terminal.file("bodies.jsonl", out))).code).toBe(0);
  });

  it.each([
    ["bodies.csv", "a,b\n", "error: check reads JSON and JSON Lines, and no CSV; import reads CSV"],
    ["bodies.json", "[]", "contains no body"],
    ["bodies.txt", "[]", "give --format json|jsonl\n"],
  ])("refuses %s with %j", async (name, content, message) => {
    const { code, err } = await terminal.run("check", terminal.file(name, content));
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe("emulator", () => {
  it("prints the endpoint of each version, responds there and ends at Ctrl-C", async () => {
    let running: Promise<unknown> | undefined;
    terminal.onWrite = (text, stream) => {
      if (stream === "err") return;
      terminal.onWrite = () => undefined;
      const [beta = "", v1 = ""] = text.split("\n");
      const target = ["AadGroup", groupId, "--catalog", catalogId, "--quiet"];
      running = terminal
        .run("add", ...target, "--endpoint", beta)
        .then(() => terminal.run("find", ...target, "--api-version", "v1.0", "--endpoint", v1))
        .finally(() => terminal.interrupt());
    };
    const { code, err } = await terminal.run("emulator");
    expect(err).toMatch(/^\nTry it from another terminal:\n {2}npx access-package-resource-requests add AadGroup /);
    expect(await running).toMatchObject({ code: 0, out: expect.stringContaining(groupId) });
    expect(code).toBe(0);
  });

  it("advises to try a catalog that it has", async () => {
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

  it("exits with 2 for a port that fetch refuses", async () => {
    const { code, err } = await terminal.run("emulator", "--port", "6000");
    expect(err).toMatch(/^error: port 6000 cannot be used: .+\n$/);
    expect(code).toBe(2);
  });

  it("exits with 5 when the port is taken", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const { code, err } = await terminal.run("emulator", "--port", String(port));
    await new Promise((resolve) => server.close(resolve));
    expect(err).toBe(`error: port ${port} cannot be used (EADDRINUSE): choose another with --port\n`);
    expect(code).toBe(5);
  });
});

describe("the program", () => {
  it("prints its version", async () => {
    expect(await terminal.run("--version")).toEqual({ code: 0, out: "0.1.0\n", err: "" });
  });

  it("shows its help on standard error when there is no command", async () => {
    const { code, out, err } = await terminal.run();
    expect(err).toContain("Usage: access-package-resource-requests [options] [command]");
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});
