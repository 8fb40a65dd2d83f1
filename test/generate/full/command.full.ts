import { statSync, unlinkSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import { listFiles } from "../../../scripts/files.js";
import { snapshot } from "../project.js";
import { contents, copyRepository, dropRules, editSpecification, generate, generateOrThrow } from "./repository.js";

/** No proxy listens there, so every download fails. */
const offline = { HTTP_PROXY: "http://127.0.0.1:9", HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: "" };

describe("npm run generate", () => {
  it("writes the same bytes and permissions in every time zone, locale and umask, and ignores other configuration files", () => {
    const plain = copyRepository();
    generateOrThrow(plain, { umask: "022" });
    const strange = copyRepository();
    strange.write(
      "redocly.yaml",
      "apis:\n  other:\n    root: ./other.yaml\n    x-openapi-ts:\n      output: ./other.ts\n",
    );
    const environment = {
      TZ: "Asia/Tokyo",
      LC_ALL: "tr_TR.UTF-8",
      LANG: "tr_TR.UTF-8",
      JAVA_TOOL_OPTIONS: "-Duser.language=tr",
    };
    generateOrThrow(strange, { umask: "077", environment });
    expect(contents(strange.path("generated"))).toEqual(contents(plain.path("generated")));
    const modes = listFiles(strange.path("generated")).map(
      (path) => statSync(strange.path(`generated/${path}`)).mode & 0o777,
    );
    expect(new Set(modes)).toEqual(new Set([0o644]));
  });

  it("needs no network if the jar is in the cache", () => {
    const project = copyRepository();
    expect(generate(project, { environment: offline })).toMatchObject({ status: 0, stderr: "" });
  });

  it("reports in one line what is missing without jar and network", () => {
    const project = copyRepository();
    unlinkSync(project.path(".cache/openapi-generator"));
    const { status, stderr } = generate(project, { environment: offline });
    expect(status).toBe(5);
    expect(stderr).toMatch(
      /^openapi-generator \S+: the jar is not at .*\.jar and could not be downloaded \(.*ECONNREFUSED.*\)\. .*\n$/,
    );
  });

  it("keeps characters that are not ASCII", () => {
    const property = ["components", "schemas", "entity", "properties", "naïve→ü"];
    const project = copyRepository();
    dropRules(project);
    editSpecification(project, (document) => document.setIn(property, { type: "string", description: "naïve→ü" }));
    generateOrThrow(project);
    expect(contents(project.path("generated"))).toMatchObject({
      "beta/contract.ts": expect.stringContaining("naïve→ü"),
      "beta/schema.ts": expect.stringContaining("naïve→ü"),
    });
  });

  it("reports each problem of openapi-generator with its line", () => {
    const project = copyRepository();
    dropRules(project);
    const specification = `openapi: 3.0.3
info:
  title: Sample
paths:
  /samples:
    get:
      responses:
        "200": {}
`;
    writeFileSync(project.path("spec/beta/openapi.yaml"), specification);
    expect(generate(project)).toMatchObject({
      status: 1,
      stdout: "",
      stderr:
        "spec/beta/openapi.yaml:2: attribute info.version is missing\n" +
        "spec/beta/openapi.yaml:8: attribute paths.'/samples'(get).responses.200.description is missing\n",
    });
  });
});

describe("npm run generate -- --check", () => {
  it("exits with 0 after generate and changes nothing", () => {
    const project = copyRepository();
    generateOrThrow(project);
    const before = snapshot(project.path("generated"));
    expect(generate(project, { flags: ["--check"] })).toMatchObject({ status: 0, stdout: "generated/ is fresh.\n" });
    expect(snapshot(project.path("generated"))).toEqual(before);
  });
});
