import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { type Document, isSeq } from "yaml";
import type { Project } from "../project.js";
import {
  compile,
  contents,
  copyRepository,
  dropRules,
  editSpecification,
  execute,
  generateOrThrow,
} from "./repository.js";

function createRepository(): Project {
  const project = copyRepository();
  dropRules(project);
  return project;
}

const pageForm = "accessPackageResourceRequestPageForm";

/** Makes a property of the page form optional. */
function makeOptional(document: Document, property: string): void {
  const path = ["components", "schemas", pageForm, "required"];
  const names = document.getIn(path);
  if (!isSeq(names)) throw new Error(`${pageForm} requires nothing`);
  document.setIn(
    path,
    names.toJSON().filter((name) => name !== property),
  );
}

describe("a property of the page form that is no longer required", () => {
  const consumer = `import { AccessPackageResourceRequestsClient, type PageForm } from "./src/index.js";
import { models } from "./generated/beta/contract.js";

const form: PageForm = {
  catalogId: "d6ff8b0d-2e1f-4a7a-9b6b-0a2d2c8f9f11",
  executeImmediately: false,
  isValidationOnly: false,
  requestType: "AdminAdd",
  requestState: "Delivered",
  requestStatus: "Fulfilled",
  expirationDateTime: "2020-09-01T12:00:00Z",
};
const credential = { getToken: async () => ({ token: "t", expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) };
const fetch = async () => Response.json({ id: "1", ...form }, { status: 201 });
const outcome = await new AccessPackageResourceRequestsClient(credential, { fetch })
  .createRequestByRef(form)
  .then(() => "sent", (error: Error) => error.name);
const facts: Readonly<Record<string, unknown>> = models.AccessPackageResourceRequestPageForm.properties.justification;
const required = facts["required"] ?? false;
console.log(JSON.stringify({ required, outcome }));
`;

  it("becomes optional in the contract, the types and the check, with no edit in src/", () => {
    const project = createRepository();
    project.write("consumer.ts", consumer);
    const source = contents(project.path("src"));
    generateOrThrow(project);
    const before = { errors: compile(project, "consumer.ts"), result: execute(project, "consumer.ts") };
    editSpecification(project, (document) => makeOptional(document, "justification"));
    generateOrThrow(project);
    const after = { errors: compile(project, "consumer.ts"), result: execute(project, "consumer.ts") };
    expect(before).toEqual({ errors: [4], result: { required: true, outcome: "RequestValidationError" } });
    expect(after).toEqual({ errors: [], result: { required: false, outcome: "sent" } });
    expect(contents(project.path("src"))).toEqual(source);
  });
});

describe("an operation added to the specification", () => {
  const consumer = `import { createOperations } from "./generated/beta/client.js";

const operations = createOperations({ baseUrl: "https://example.test" });
const { data } = await operations.readSample({ params: { path: { sampleId: "1" } } });
export const size: number | undefined = data?.size;
export const wrongType: string | undefined = data?.size;
await operations.readSample({ params: { path: {} } });
`;

  it("becomes a typed function of the client, with no other edit", () => {
    const project = createRepository();
    project.write("consumer.ts", consumer);
    const schema = { type: "object", properties: { size: { type: "integer" } } };
    editSpecification(project, (document) =>
      document.setIn(["paths", "/samples/{sampleId}"], {
        get: {
          operationId: "readSample",
          tags: ["accessPackageResourceRequests"],
          parameters: [{ name: "sampleId", in: "path", required: true, schema: { type: "string" } }],
          responses: { "200": { description: "A sample.", content: { "application/json": { schema } } } },
        },
      }),
    );
    generateOrThrow(project);
    expect(compile(project, "consumer.ts")).toEqual([6, 7]);
  });
});

describe("a property deleted from the specification", () => {
  const consumer = `import type { components } from "./generated/beta/schema.js";

export function nameOf(resource: components["schemas"]["accessPackageResource"]) {
  return resource.displayName;
}
`;

  it("stops code that uses it from compiling", () => {
    const project = createRepository();
    project.write("consumer.ts", consumer);
    generateOrThrow(project);
    expect(compile(project, "consumer.ts")).toEqual([]);
    editSpecification(project, (document) =>
      document.deleteIn(["components", "schemas", "accessPackageResource", "properties", "displayName"]),
    );
    generateOrThrow(project);
    expect(compile(project, "consumer.ts")).toEqual([4]);
  });
});

describe("the type test that ties contract.ts to schema.ts", () => {
  const typeTest = "test/types/contract.test-d.ts";

  /** Changes of one generated file that the other lacks. */
  const disagreements: readonly [string, string, string][] = [
    ["a required property", '"catalogId": { type: "string", required: true', '"catalogId": { type: "string"'],
    ["a read-only property", '"id": { type: "string", readOnly: true', '"id": { type: "string"'],
    ["a property's name", '"justification": {', '"reason": {'],
    ["the set of models", "  MainError: {", "  OtherError: {"],
  ];

  it("does not compile if the two disagree", () => {
    const project = createRepository();
    cpSync(join(process.cwd(), typeTest), project.path(typeTest));
    generateOrThrow(project);
    const contract = readFileSync(project.path("generated/beta/contract.ts"), "utf8");
    expect(compile(project, typeTest)).toEqual([]);
    for (const [what, agreed, changed] of disagreements) {
      project.write("generated/beta/contract.ts", contract.replace(agreed, changed));
      expect({ what, compiles: compile(project, typeTest).length === 0 }).toEqual({ what, compiles: false });
    }
  });
});
