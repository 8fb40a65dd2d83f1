import type { DefaultAzureCredentialOptions } from "@azure/identity";
import { beforeEach, describe, expect, it, jest } from "@jest/globals";
import { AccessPackageResourceRequestsClient } from "../../src/index.js";
import { created, failure, publishedBody } from "../support/client.js";
import { token } from "../support/credential.js";

const made: DefaultAzureCredentialOptions[] = [];
let importFailure: Error | undefined;

jest.mock("@azure/identity", () => {
  if (importFailure) throw importFailure;
  return {
    DefaultAzureCredential: class {
      constructor(options: DefaultAzureCredentialOptions) {
        made.push(options);
      }
      getToken = async () => token();
    },
  };
});

beforeEach(() => {
  jest.resetModules();
  made.length = 0;
  importFailure = undefined;
});

const fetch = async () => created();

function failureOfImport(error: Error) {
  importFailure = error;
  return failure(new AccessPackageResourceRequestsClient(undefined, { fetch }).createRequest(publishedBody()));
}

describe("without a credential, DefaultAzureCredential", () => {
  it("is created when the first token is needed, not earlier", async () => {
    const client = new AccessPackageResourceRequestsClient(undefined, { fetch });
    expect(made).toHaveLength(0);
    await client.createRequest(publishedBody());
    expect(made).toHaveLength(1);
  });

  it("is created once for many calls", async () => {
    const client = new AccessPackageResourceRequestsClient(undefined, { fetch });
    await Promise.all([client.createRequest(publishedBody()), client.createRequest(publishedBody())]);
    await client.createRequest(publishedBody());
    expect(made).toHaveLength(1);
  });

  it.each([
    ["global", "https://login.microsoftonline.com"],
    ["usGov", "https://login.microsoftonline.us"],
    ["usGovDod", "https://login.microsoftonline.us"],
    ["china", "https://login.chinacloudapi.cn"],
  ] as const)("is given the authority of the cloud %s", async (cloud, authorityHost) => {
    const client = new AccessPackageResourceRequestsClient(undefined, { fetch, cloud });
    await client.createRequest(publishedBody());
    expect(made).toEqual([{ authorityHost }]);
  });

  it.each([
    "Cannot find module '@azure/identity'\nRequire stack:\n- /app/index.js",
    "Cannot find package '@azure/identity' imported from /app/index.js",
    "Failed to resolve module specifier '@azure/identity'",
    "The specifier “@azure/identity” was a bare specifier, but was not remapped to anything.",
    'Could not resolve "@azure/identity" imported by "access-package-resource-requests". Is it installed?',
  ])("is an AuthenticationError that says what to install if its package is missing: %s", async (message) => {
    const error = await failureOfImport(new Error(message));
    expect(error).toMatchObject({ name: "AuthenticationError", outcome: "notCreated", cause: { message } });
    expect(error.message).toContain("npm install @azure/identity");
  });

  it.each([
    "Cannot find module 'elsewhere'\nRequire stack:\n- /app/node_modules/@azure/identity/dist/index.js",
    "Cannot find package 'elsewhere' imported from /app/node_modules/@azure/identity/dist/index.js",
  ])("is not reported as missing if one of its own dependencies is: %s", async (message) => {
    const error = await failureOfImport(Object.assign(new Error(message), { code: "MODULE_NOT_FOUND" }));
    expect(error).toMatchObject({ name: "AuthenticationError", cause: { message } });
    expect(error.message).not.toContain("npm install");
  });

  it("is not reported as missing if it fails for another reason", async () => {
    const error = await failureOfImport(new Error("broken"));
    expect(error.message).toContain("broken");
    expect(error.message).not.toContain("npm install");
  });

  it.each(["http://localhost:1", "http://127.0.0.1:1", "http://[::1]:1"])(
    "is never used for the loopback endpoint %s",
    (endpoint) => {
      const options = { endpoint, allowInsecureConnection: true };
      expect(() => new AccessPackageResourceRequestsClient(undefined, options)).toThrow(/never gets a real credential/);
    },
  );
});
