import type { Place } from "../yaml.js";

/**
 * What a row states, and how it is named:
 *
 * | kind | name | owner |
 * | --- | --- | --- |
 * | info | `contract` | |
 * | server | its cloud, `global` | |
 * | scheme, scope | `oauth2`, `oauth2 EntitlementManagement.ReadWrite.All` | scope: its scheme |
 * | operation | `POST /path` | |
 * | parameter | `POST /path header client-request-id` | operation |
 * | body, response | `POST /path`, `POST /path 201` | operation |
 * | header | `POST /path 429 Retry-After` | response |
 * | example | `POST /path body addSite`, `POST /path 201 created` | body or response |
 * | schema | its component; an inline one by its message, `POST /path body` | |
 * | property | `schema.property`; `schema.list[].property` in a list of inline objects | schema |
 */
export type RowKind =
  | "info"
  | "server"
  | "scheme"
  | "scope"
  | "operation"
  | "parameter"
  | "body"
  | "response"
  | "header"
  | "example"
  | "schema"
  | "property";

export type Direction = "request" | "response";
/** Lists are sets: the comparison tells each value that came or went by itself. */
export type FacetValue = string | number | boolean | readonly string[];
export type Facets = Readonly<Record<string, FacetValue>>;

/** One statement of the contract. Two revisions are compared as two tables of such rows, matched by their keys. */
export interface ContractRow {
  /** `kind:name`, unique within a specification, the same in every revision. */
  readonly key: string;
  readonly kind: RowKind;
  readonly name: string;
  /** Key of the row this one belongs to: adding or removing that one says it all. */
  readonly owner?: string;
  /** What it states, by the words of OpenAPI: `type`, `required`, `description`, … What is not stated is absent. */
  readonly facets: Facets;
  /** Who sends it: empty where that makes no difference. */
  readonly directions: readonly Direction[];
  /** JSON pointer of the place in the file where it is written (a reference is followed), and its line from 1. */
  readonly pointer: string;
  readonly line: number;
  /** What `x-source` names: page lines, ledger entries, documents. */
  readonly sources: readonly string[];
}

interface RowDetails {
  readonly owner?: string;
  readonly directions?: readonly Direction[];
}

export type AddRow = (
  kind: RowKind,
  name: string,
  place: Place,
  facets: Record<string, FacetValue | undefined>,
  details?: RowDetails,
) => string;

/** An operation on its way into rows. */
export interface Operation {
  readonly name: string;
  readonly key: string;
  readonly path: Place;
  readonly place: Place;
}

/** The table by key; a key that stands twice is kept once. */
export function byKey(rows: readonly ContractRow[]): Map<string, ContractRow> {
  return new Map(rows.map((row) => [row.key, row]));
}
