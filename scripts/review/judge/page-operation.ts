import type { ContractRow } from "../../contract/rows/row.js";
import type { Page } from "../read/page.js";
import type { PageRow } from "../read/page-row.js";
import type { Contract } from "../read/revision.js";

/** `GET /a/{id}` with placeholders of any name, without the query. */
function route(name: string): string {
  return name.replace(/\?.*$/, "").replace(/\{[^}]*\}/g, "{}");
}

/** The path of a request example: its URL without that of the server, or without the host and the API version. */
function pathOf(url: string, spec: readonly ContractRow[]): string {
  const servers = spec.filter(({ kind }) => kind === "server").map(({ facets }) => String(facets["url"]));
  const server = servers.find((one) => url.startsWith(`${one}/`));
  return server === undefined ? url.replace(/^https?:\/\/[^/]+\/[^/]+/, "") : url.slice(server.length);
}

/** The operations of the HTTP lines and of the request examples. */
function routesOf(rows: readonly PageRow[], spec: readonly ContractRow[]): string[] {
  return rows.flatMap(({ kind, name, facets }) => {
    if (kind === "operation") return [route(name)];
    return kind === "request" ? [route(`${facets["method"]} ${pathOf(String(facets["url"]), spec)}`)] : [];
  });
}

function operationsOf({ rows }: Contract): string[] {
  return rows.filter(({ kind }) => kind === "operation").map(({ name }) => route(name));
}

/**
 * Says why a page is the wrong one: it does not document the confirmed operation or, if the contract no longer has that
 * one, any operation of the contract. Undefined for the right page.
 */
export function otherOperation(page: Page, version: string, contracts: readonly Contract[]): string | undefined {
  const contract = contracts.find((one) => one.version === version);
  const found = contract ? routesOf(page.rows, contract.rows) : [];
  const [first] = found;
  if (!contract || !first) return "documents no operation: it has no HTTP request that could be read.";
  const all = operationsOf(contract);
  const confirmed = routesOf(contract.facts?.rows ?? [], contract.rows).filter((one) => all.includes(one));
  const expected = confirmed.length > 0 ? confirmed : all;
  if (found.some((one) => expected.includes(one))) return undefined;
  const other = contracts.find((one) => one !== contract && operationsOf(one).includes(first));
  const hint = other ? ` It might be the page of ${other.version}.` : "";
  return `documents ${first}; the page of ${version} documents ${expected[0]}.${hint}`;
}
