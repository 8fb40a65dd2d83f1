import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { temporaryFolder } from "../support/temporary-folder.js";
import { capture, drift, type Edit, edited } from "./drift.js";

const lost: Edit = { from: '<Property Name="isValidationOnly" Type="Edm.Boolean" />', to: "" };
const explained = "entries: [{id: kept, drift: [accessPackageResourceRequest.isValidationOnly]}]";

describe("the drift command", () => {
  it("exits with 3 and says so in the table if a difference is not explained", async () => {
    const { exitCode, out, err } = await drift({ model: lost });
    expect({ exitCode, err }).toEqual({ exitCode: 3, err: "" });
    expect(out).toMatch(
      /^accessPackageResourceRequest\.isValidationOnly +only in the spec +- +boolean, nullable +UNEXPLAINED$/m,
    );
    expect(out).toMatch(/^Differences: 1, not explained by the ledger: 1, needless explanations: 0$/m);
  });

  it("exits with 0 and mentions the ledger entry if it explains the difference", async () => {
    const { exitCode, out } = await drift({ model: lost, ledger: explained });
    expect(exitCode).toBe(0);
    expect(out).toMatch(/boolean, nullable +kept$/m);
  });

  it("exits with 3 if a ledger entry explains what no longer differs", async () => {
    const { exitCode, out } = await drift({ ledger: explained });
    expect(exitCode).toBe(3);
    expect(out).toContain("Needless: ledger entry kept lists accessPackageResourceRequest.isValidationOnly");
  });

  it("aligns the columns of its table", async () => {
    const { out } = await drift({ model: lost });
    const lines = out.split("\n");
    const header = lines.find((line) => line.startsWith("Element")) ?? "";
    const row = lines.find((line) => line.startsWith("accessPackageResourceRequest.")) ?? "";
    expect(row.indexOf("UNEXPLAINED")).toBe(header.indexOf("Ledger"));
  });

  it("says whether each path exists in the model and is contained", async () => {
    const { out } = await drift();
    expect(out).toMatch(
      /^\/identityGovernance\/entitlementManagement\/accessPackageResourceRequests +exists, contained$/m,
    );
  });

  it("reports a navigation that is not contained, and one that is missing", async () => {
    const navigation =
      'Name="accessPackageResourceRequests" Type="Collection(graph.accessPackageResourceRequest)" ContainsTarget="true"';
    const open = await drift({ model: { from: navigation, to: navigation.replace("true", "false") } });
    const gone = await drift({
      model: { from: navigation, to: navigation.replace("accessPackageResourceRequests", "other") },
    });
    expect(open.out).toMatch(/accessPackageResourceRequests +exists, not contained$/m);
    expect(gone.out).toMatch(/accessPackageResourceRequests +missing$/m);
  });

  it("prints the same JSON for the same input, with every difference judged", async () => {
    const first = await drift({ model: lost, ledger: explained }, "--json");
    expect(await drift({ model: lost, ledger: explained }, "--json")).toEqual(first);
    expect(JSON.parse(first.out)).toMatchObject({
      navigation: Array(2).fill({ exists: true, contained: true }),
      differences: [{ key: "accessPackageResourceRequest.isValidationOnly", kind: "notInService", ledger: "kept" }],
      needless: [],
    });
  });

  it.each([[], ["--json"]])("prints no control character from the file %s", async (...args) => {
    const model = { from: 'Name="catalogId"', to: 'Name="cat&#x9b;31m&#x202e;Id"' };
    const { out } = await drift({ model }, ...args);
    expect(out).toContain("accessPackageResourceRequest.cat31mId");
    expect(out).not.toMatch(/[\u0080-\u009f\u202e]/);
  });

  it.each([
    ["no --metadata", []],
    ["an unknown flag", ["--metadata", "x", "--fast"]],
    ["an argument too many", ["--metadata", "x", "y"]],
    ["http to another host", ["--metadata", "http://graph.example/beta/$metadata"]],
    ["another protocol", ["--metadata", "ftp://graph.example/x"]],
    ["an invalid URL", ["--metadata", "https://"]],
    ["a password in the URL", ["--metadata", "https://me:secret@graph.example/x"]],
  ])("exits with 2 for %s", async (_, args) => {
    const { exitCode, out, err } = await capture(args);
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: "" });
    expect(err).not.toContain("secret");
    expect(err).not.toBe("");
  });

  it.each(["--metadata", "--spec", "--ledger"])(
    "exits with 2 and names the file of %s that does not exist",
    async (flag) => {
      const { exitCode, err } = await drift({}, flag, "nowhere");
      expect(exitCode).toBe(2);
      expect(err).toContain("nowhere cannot be read");
    },
  );

  it.each([
    ["that is not YAML", { spec: "a: [" }, /spec\.yaml:1: not valid YAML/],
    ["without paths", { spec: "openapi: 3.0.3" }, /spec\.yaml has no `paths`/],
    ["without entries", { ledger: "" }, /ledger\.yaml has no `entries`/],
  ])("exits with 1 for a file %s", async (_, texts, message) => {
    const { exitCode, err } = await drift(texts);
    expect(exitCode).toBe(1);
    expect(err).toMatch(message);
  });

  it("prints help with examples and exit codes, and exits with 0", async () => {
    const { exitCode, out } = await capture(["--help"]);
    expect(exitCode).toBe(0);
    expect(out).toContain("Examples:");
    expect(out).toMatch(/3 {2}drifted/);
  });

  describe("in a project with two API versions", () => {
    const root = temporaryFolder("drift");
    for (const version of ["beta", "v1.0"]) {
      mkdirSync(join(root, "spec", version), { recursive: true });
      const renamed = { from: "isValidationOnly: {type: boolean", to: "isRehearsal: {type: boolean" };
      writeFileSync(
        join(root, "spec", version, "openapi.yaml"),
        edited("spec.yaml", version === "beta" ? undefined : renamed),
      );
      writeFileSync(join(root, "spec", version, "ledger.yaml"), "entries: []");
      mkdirSync(join(root, version));
      writeFileSync(join(root, version, "model.xml"), edited("model.xml"));
    }
    writeFileSync(join(root, "model.xml"), edited("model.xml"));

    it.each([
      ["says beta", ["beta/model.xml"], "beta", 0],
      ["says v1.0", ["v1.0/model.xml"], "v1.0", 3],
      ["says nothing", ["model.xml"], "beta", 0],
      ["says beta, unless --api-version names another", ["beta/model.xml", "--api-version", "v1.0"], "v1.0", 3],
    ])("compares the version in the path of the metadata: it %s", async (_, [file = "", ...args], version, code) => {
      const { exitCode, out } = await capture(["--root", root, "--metadata", join(root, file), ...args]);
      expect([exitCode, out.split("\n")[0]]).toEqual([code, `API version ${version}`]);
      expect(out.includes("isRehearsal")).toBe(version === "v1.0");
    });

    it("exits with 2 and lists the versions if there is no such version", async () => {
      const { exitCode, err } = await capture(["--root", root, "--metadata", "https://graph.example/v2.0/$metadata"]);
      expect([exitCode, err]).toEqual([2, "drift: There is no API version v2.0; spec/ has beta, v1.0.\n"]);
    });
  });

  describe("with the contract of v1.0 and its part of the service's metadata", () => {
    const metadata = join(__dirname, "fixtures/model-v1.0.xml");

    it("finds no difference without an explanation in the ledger of v1.0, and no needless explanation", async () => {
      const { exitCode, out } = await capture(["--metadata", metadata, "--api-version", "v1.0"]);
      expect(exitCode).toBe(0);
      expect(out).toMatch(/^API version v1\.0$/m);
      expect(out).toMatch(/^\/identityGovernance\/entitlementManagement\/resourceRequests +exists, contained$/m);
      expect(out).toMatch(/^accessPackageResource\.resourceType +only in the spec .*resource-type-undeclared$/m);
      expect(out).toMatch(/^Differences: 8, not explained by the ledger: 0, needless explanations: 0$/m);
    });

    it("has the version in its JSON, and finds that beta is another model", async () => {
      const { exitCode, out } = await capture(["--metadata", metadata, "--api-version", "beta", "--json"]);
      expect(exitCode).toBe(3);
      const missing = { key: "entitlementManagement.accessPackageResourceRequests", kind: "notInService" };
      const report = { version: "beta", differences: expect.arrayContaining([expect.objectContaining(missing)]) };
      expect(JSON.parse(out)).toMatchObject(report);
    });
  });

  it("runs as a program", () => {
    const main = join(__dirname, "../../scripts/drift/main.ts");
    const { status, stdout } = spawnSync(process.execPath, ["--import", "tsx", main, "--help"], { encoding: "utf8" });
    expect(status).toBe(0);
    expect(stdout).toContain("Usage: drift");
  });
});
