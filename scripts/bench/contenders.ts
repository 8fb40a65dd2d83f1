import { readFileSync } from "node:fs";
import { join } from "node:path";
import { peers } from "./prepare.js";

/** A client that is measured. */
export interface Contender {
  /** Name in tables. */
  readonly name: string;
  /** Name of its file in peers/contenders. */
  readonly file: string;
  /** The npm packages a user installs for it; none when it comes with Node. */
  readonly packages: readonly string[];
  /** Whether it sends through the global `fetch`, so that a stub can take its place. */
  readonly usesFetch: boolean;
}

export const ours: Contender = {
  name: "access-package-resource-requests",
  file: "ours",
  packages: ["access-package-resource-requests"],
  usesFetch: true,
};

export const oursOverUndici: Contender = {
  name: "access-package-resource-requests over ./undici",
  file: "ours-undici",
  packages: [...ours.packages, "undici"],
  usesFetch: false,
};

export const fetchContender: Contender = { name: "fetch", file: "fetch", packages: [], usesFetch: true };

function peer(file: string, packages: readonly string[], usesFetch = true): Contender {
  return { name: packages[0] ?? file, file, packages, usesFetch };
}

const graphClient = peer("microsoft-graph-client", ["@microsoft/microsoft-graph-client"]);
const azure = peer("azure-rest-core-client", ["@azure-rest/core-client"], false);
const kiota = peer("kiota-fetchlibrary", ["@microsoft/kiota-http-fetchlibrary", "@microsoft/kiota-bundle"]);

/** Microsoft's three ways to send a request from TypeScript. */
export const microsoft: readonly Contender[] = [graphClient, azure, kiota];

export const contenders: readonly Contender[] = [
  fetchContender,
  ours,
  oursOverUndici,
  peer("undici", ["undici"], false),
  peer("openapi-fetch", ["openapi-fetch"]),
  { ...peer("typescript-fetch", []), name: "openapi-generator typescript-fetch" },
  ...microsoft,
  peer("msgraph-beta-sdk", ["@microsoft/msgraph-beta-sdk", "@microsoft/kiota-bundle"]),
];

/** The version that is measured; Node's own for what comes with it. */
export function versionOf({ packages }: Contender): string {
  const [name] = packages;
  if (name === undefined) return `Node ${process.versions.node}`;
  return JSON.parse(readFileSync(join(peers, "node_modules", name, "package.json"), "utf8")).version;
}
