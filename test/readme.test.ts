import { resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { type Emulator, startEmulator } from "../src/emulator/index.js";
import * as root from "../src/index.js";
import * as node from "../src/node/index.js";
import { codeBlocks, runBlock } from "./support/examples-in-markdown.js";
import { temporaryFolder } from "./support/temporary-folder.js";

const DefaultAzureCredential = class {
  getToken = async () => ({ token: "stub", expiresOnTimestamp: Number.POSITIVE_INFINITY });
};
jest.mock("@azure/identity", () => ({ DefaultAzureCredential }));

const project = resolve(__dirname, "..");
const examples = codeBlocks("README.md", "ts");

const modules: Readonly<Record<string, unknown>> = {
  "access-package-resource-requests": root,
  "access-package-resource-requests/node": node,
  "@azure/identity": { DefaultAzureCredential },
};

const run = (code = "") => runBlock(code, modules);

describe("README", () => {
  const realFetch = globalThis.fetch;
  const folder = temporaryFolder("readme");
  let emulator: Emulator;

  beforeEach(async () => {
    emulator = await startEmulator();
    globalThis.fetch = (url, init) =>
      realFetch(String(url).replace("https://graph.microsoft.com/beta", emulator.endpoint), init);
    process.chdir(folder);
  });

  afterEach(async () => {
    process.chdir(project);
    globalThis.fetch = realFetch;
    await emulator.close();
  });

  it("adds a group in its first block", async () => {
    await expect(run(examples[0])).resolves.toEqual(["added"]);
    expect(emulator.commits).toHaveLength(1);
  });

  it("sends one request in its second block", async () => {
    await expect(run(examples[1])).resolves.toEqual([expect.stringMatching(/^[\da-f-]{36} Delivered$/)]);
  });

  it("adds sites in its third block", async () => {
    expect([...(await run(examples[2]))].sort()).toEqual([
      "https://contoso.sharepoint.com/sites/CSR added",
      "https://contoso.sharepoint.com/sites/Sales added",
    ]);
  });

  it("has no other block", () => {
    expect(examples).toHaveLength(3);
  });
});
