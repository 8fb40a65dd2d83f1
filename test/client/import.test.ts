import { createContext, runInContext } from "node:vm";
import { expect, it } from "@jest/globals";
import { buildSync } from "esbuild";

it("the package is imported where there is nothing but the language", () => {
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
