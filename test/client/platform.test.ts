import { createContext, runInContext } from "node:vm";
import { afterEach, expect, it } from "@jest/globals";
import { buildSync } from "esbuild";
import { AccessPackageResourceRequestsClient } from "../../src/index.js";
import { created, failureOf, publishedBody, setUp } from "../support/client.js";
import { TestCredential } from "../support/credential.js";
import { example } from "../support/examples.js";
import { challenge } from "../support/fetch.js";

const { fetch, DOMException, TextDecoder } = globalThis;
afterEach(() => {
  Object.assign(globalThis, { fetch, DOMException, TextDecoder });
});

it("the package can be imported where there is only the language", () => {
  const { outputFiles } = buildSync({
    entryPoints: ["src/index.ts"],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "sdk",
    external: ["@azure/identity"],
  });
  const context = createContext({});
  runInContext(String(outputFiles[0]?.text), context);
  expect(runInContext("typeof sdk.AccessPackageResourceRequestsClient", context)).toBe("function");
});

it("a platform without fetch is refused before anything is sent", () => {
  Reflect.deleteProperty(globalThis, "fetch");
  expect(() => new AccessPackageResourceRequestsClient(new TestCredential())).toThrow(
    new TypeError("this platform has no fetch: pass one as the option fetch"),
  );
});

it("a platform without a DOMException reports why a call was aborted", async () => {
  const reason = new Error("the user left");
  Reflect.deleteProperty(globalThis, "DOMException");
  const error = await failureOf({}, { abortSignal: AbortSignal.abort(reason) });
  expect(error).toMatchObject({ name: "RequestAbortedError", cause: reason });
});

it("a platform without a TextDecoder reads claims and bodies anyway", async () => {
  Reflect.deleteProperty(globalThis, "TextDecoder");
  const { client, requests } = setUp({ responses: [challenge('{"ä":1}'), created()] });
  expect(await client.createRequest(publishedBody())).toEqual(example("addGroupResponse"));
  expect(requests).toHaveLength(2);
});
