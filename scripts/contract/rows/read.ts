import { field, strings } from "../json.js";
import type { Place, YamlFile } from "../yaml.js";
import { child } from "../yaml.js";
import { operationRows } from "./operations.js";
import type { AddRow, ContractRow, FacetValue } from "./row.js";
import { schemaRows } from "./schemas.js";

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
