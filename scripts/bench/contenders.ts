import { readFileSync } from "node:fs";
import { join } from "node:path";
import { peers } from "./prepare.js";

/** A client that is measured. */
export interface Contender {
  /** Its name in tables. */
  readonly name: string;
  /** Name of its file in peers/contenders. */
  readonly file: string;
  /** The npm packages that a user installs for it; none when it comes with Node. */
  readonly packages: readonly string[];
}

function peer(file: string, ...packages: readonly string[]): Contender {
  return { name: packages[0] ?? file, file, packages };
}

export const ours = peer("ours", "access-package-resource-requests");

export const oursOverUndici: Contender = {
  ...peer("ours-undici", ...ours.packages, "undici"),
  name: `${ours.name} over ./undici`,
};

export const fetchContender = peer("fetch");

/** Microsoft's three ways to send a request from TypeScript. */
export const microsoft: readonly Contender[] = [
  peer("microsoft-graph-client", "@microsoft/microsoft-graph-client"),
  peer("azure-rest-core-client", "@azure-rest/core-client"),
  peer("kiota-fetchlibrary", "@microsoft/kiota-http-fetchlibrary", "@microsoft/kiota-bundle"),
];

export const contenders: readonly Contender[] = [
  fetchContender,
  ours,
  oursOverUndici,
  peer("undici", "undici"),
  peer("openapi-fetch", "openapi-fetch"),
  { ...peer("typescript-fetch"), name: "openapi-generator typescript-fetch" },
  ...microsoft,
  peer("msgraph-beta-sdk", "@microsoft/msgraph-beta-sdk", "@microsoft/kiota-bundle"),
];

/** The version that is measured, or Node's own for what comes with Node. */
export function versionOf({ packages: [name] }: Contender): string {
  if (name === undefined) return `Node ${process.versions.node}`;
  return JSON.parse(readFileSync(join(peers, "node_modules", name, "package.json"), "utf8")).version;
}
