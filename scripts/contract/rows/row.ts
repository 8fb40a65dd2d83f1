import type { Json } from "../json.js";
import type { Place } from "../yaml.js";

/**
 * A contract is read into a flat table of rows, one for each statement. Two revisions, or two versions, of a contract are
 * compared row by row; the ledger, the acceptances and the migration list refer to rows by their key, `kind:name`.
 *
 * | kind | name | owner | facets, in addition to `description` |
 * | --- | --- | --- | --- |
 * | info | `contract` | | title |
 * | server | its cloud, `global` | | url, authorityHost |
 * | scheme | `oauth2` | | type with `http` scheme or place of an API key, flows, urls |
 * | scope | `oauth2 EntitlementManagement.ReadWrite.All` | scheme | flows: those that offer it |
 * | operation | `POST /path` | | path, method, operationId, summary, tags, deprecated, servers, security: the alternatives, each with its scopes, such as `oauth2 A and oauth2 B`, or `none`, callbacks |
 * | parameter | `POST /path header client-request-id` | operation | in, required, deprecated, style (or a media type), explode, allowReserved, and those of a value |
 * | body | `POST /path` | operation | required, mediaTypes, schema |
 * | response | `POST /path 201` | operation | status, mediaTypes, schema, links |
 * | header | `POST /path 429 Retry-After` | response | required, style, explode, and those of a value |
 * | example | `POST /path body addSite`, `POST /path 201 created` | body or response | value as JSON text, summary |
 * | schema | its component; an inline one by its message, `POST /path body` | | those of a value |
 * | property | `schema.property`; `schema.list[].property` in a list of inline objects | schema | required, and those of a value |
 *
 * The facets of a value are type (`string`, `array<accessPackageResource>`, a component's name), format, nullable,
 * readOnly, writeOnly, deprecated, enum, knownValues (`x-extensible-enum`), default, example, anyOf, oneOf, not,
 * additionalProperties, items (what limits them), requiredProperties (of a component that it
 * refers to), discriminator, mapping, and the limits of OpenAPI. A schema without its
 * own row is a string in them, such as `string (maxLength 5)`.
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

/** The keyword that marks a property that no message in this direction carries. */
export const hiddenIn: Readonly<Record<Direction, "readOnly" | "writeOnly">> = {
  request: "readOnly",
  response: "writeOnly",
};

/** A list is a set: each value that was added or removed is a separate change. */
export type FacetValue = string | number | boolean | readonly string[];
export type Facets = Readonly<Record<string, FacetValue>>;
/** Facets that may be absent. */
export type Stated = Record<string, FacetValue | undefined>;

/** The facets without those that are absent. */
export function stated(facets: Stated): Facets {
  const present = Object.entries(facets).filter((facet): facet is [string, FacetValue] => facet[1] !== undefined);
  return Object.fromEntries(present);
}

/** A schema in its document, to compare it as a whole. */
export interface Value {
  readonly root: Json;
  readonly place: Place;
}

/** One statement of the contract. */
export interface ContractRow {
  /** `kind:name`, unique within a specification, the same in every revision. */
  readonly key: string;
  readonly kind: RowKind;
  readonly name: string;
  /** Key of the row that this one is part of. If the owner is added or removed, its parts are not separate changes. */
  readonly owner?: string;
  /** What it states. What it does not state is absent. */
  readonly facets: Facets;
  /** Whether a request, a response or both carry it; empty when neither does. */
  readonly directions: readonly Direction[];
  /** The schema of a value under the empty name; those of a body or a response under their media types. */
  readonly values: Readonly<Record<string, Value>>;
  /** JSON pointer of its place in the file, with references followed, and its line from 1. */
  readonly pointer: string;
  readonly line: number;
  /** The values of `x-source`: lines of the page, ledger entries, documents. */
  readonly sources: readonly string[];
}

interface RowDetails {
  readonly owner?: string;
  readonly directions?: readonly Direction[];
  readonly values?: Readonly<Record<string, Value>>;
}

/** Adds a row and returns its key. */
export type AddRow = (kind: RowKind, name: string, place: Place, facets: Stated, details?: RowDetails) => string;

/** An operation that is being read into rows. */
export interface Operation {
  readonly name: string;
  readonly key: string;
  readonly path: Place;
  readonly place: Place;
}

/** The rows by their keys. */
export function byKey(rows: readonly ContractRow[]): Map<string, ContractRow> {
  return new Map(rows.map((row) => [row.key, row]));
}
