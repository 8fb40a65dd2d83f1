import { readFileSync } from "node:fs";
import { describe, expect, it } from "@jest/globals";
import manifest from "../../package.json";
import support from "../../scripts/package/support.json";

const list = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** Compares versions as numbers: `9.1` is before `20.19`. */
function byVersion(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

describe("the supported versions", () => {
  it("start with the oldest", () => {
    for (const versions of [support.node, support.bun, support.typescript]) {
      expect(versions).toEqual([...versions].sort(byVersion));
    }
  });

  it("have the oldest Node that package.json allows", () => {
    expect(manifest.engines.node).toBe(`>=${support.node[0]}`);
  });

  it("are those in the README", () => {
    const readme = readFileSync("README.md", "utf8").replace(/\s+/g, " ");
    const [node, bun, typescript] = [support.node, support.bun, support.typescript].map((each) => list.format(each));
    expect(readme).toContain(`Tested with Node ${node}, Bun ${bun}, and TypeScript ${typescript}, as ESM`);
    expect(readme).toContain(`you need only Node ${support.node[0]} or later`);
  });

  it("include the TypeScript that compiles this project", () => {
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
