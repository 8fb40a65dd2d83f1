import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import manifest from "../../package.json";
import support from "../../scripts/package/support.json";

/** `20.19` before `22`, as numbers and not as text. */
function byVersion(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

describe("the table of what is supported", () => {
  it("names the oldest version first", () => {
    for (const versions of [support.node, support.typescript]) {
      expect(versions).toEqual([...versions].sort(byVersion));
    }
  });

  it("is what the package asks of Node", () => {
    expect(manifest.engines.node).toBe(`>=${support.node[0]}`);
  });

  it("covers the TypeScript this project is compiled with", () => {
    const [minor] = /^\d+\.\d+/.exec(manifest.devDependencies.typescript) ?? [];
    expect(support.typescript).toContain(minor);
  });
});

describe("the bench", () => {
  it("measures the openapi-fetch that the package depends on", () => {
    const peers = JSON.parse(readFileSync("scripts/bench/peers/package.json", "utf8"));
    expect(peers.dependencies["openapi-fetch"]).toBe(manifest.dependencies["openapi-fetch"]);
  });
});
