import { field, strings } from "../json.js";
import type { Place, YamlFile } from "../yaml.js";
import { child } from "../yaml.js";
import { operationRows } from "./operations.js";
import { schemaRows } from "./schemas.js";

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
export type FacetValue = string | number | boolean | readonly string[];
export type Facets = Readonly<Record<string, FacetValue>>;

/** One statement of the contract: one line of the flat table that everything else here compares. */
export interface ContractRow {
  /** `kind:name`, unique within a specification, the same in every revision. */
  readonly key: string;
  readonly kind: RowKind;
  readonly name: string;
  /** Key of the row this one belongs to: adding or removing that one says it all. */
  readonly owner?: string;
  readonly facets: Facets;
  /** Who sends it: empty where that makes no difference. */
  readonly directions: readonly Direction[];
  /** JSON pointer of the place in the file where it is written, and its line from 1. */
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

/** The flat table of everything a specification states, in the order it is written. */
export function readRows(spec: YamlFile): ContractRow[] {
  const rows: ContractRow[] = [];
  const add: AddRow = (kind, name, place, facets, details = {}) => {
    const key = `${kind}:${name}`;
    const stated = Object.entries(facets).filter((facet): facet is [string, FacetValue] => facet[1] !== undefined);
    const sources = strings(field(place.value, "x-source"));
    const { directions = [], owner } = details;
    const row = {
      key,
      kind,
      name,
      facets: Object.fromEntries(stated),
      directions,
      pointer: place.pointer,
      line: spec.lineOf(place.pointer),
      sources,
    };
    rows.push(owner === undefined ? row : { ...row, owner });
    return key;
  };
  const root: Place = { value: spec.root, pointer: "#" };
  const info = child(root, "info");
  const title = field(info.value, "title");
  const description = field(info.value, "description");
  add("info", "contract", info, {
    title: typeof title === "string" ? title : undefined,
    description: typeof description === "string" ? description : undefined,
  });
  operationRows(spec.root, add);
  schemaRows(spec.root, add);
  return rows;
}

/** The table by key; a key that stands twice is kept once. */
export function byKey(rows: readonly ContractRow[]): Map<string, ContractRow> {
  return new Map(rows.map((row) => [row.key, row]));
}
