import { CommandFailure } from "../../command.js";
import { asString, field, stringMembers, strings } from "../json.js";
import { child, type YamlFile } from "../yaml.js";
import { operationRows } from "./operations.js";
import { type AddRow, type ContractRow, stated } from "./row.js";
import { schemaRows } from "./schemas.js";

/** The rows of a contract; `row.ts` describes them. */
export function readRows(spec: YamlFile): ContractRow[] {
  const rows: ContractRow[] = [];
  const add: AddRow = (kind, name, place, facets, details = {}) => {
    const key = `${kind}:${name}`;
    const { pointer } = place;
    const sources = strings(field(place.value, "x-source"));
    const at = { pointer, line: spec.lineOf(pointer), sources };
    rows.push({ key, kind, name, facets: stated(facets), directions: [], values: {}, ...details, ...at });
    return key;
  };
  const version = asString(field(spec.root, "openapi"));
  if (!version?.startsWith("3.0."))
    throw new CommandFailure(
      "findings",
      `${spec.file}:1: the key openapi must be 3.0.x, but is ${version ?? "absent"}.`,
    );
  const info = child({ value: spec.root, pointer: "#" }, "info");
  add("info", "contract", info, stringMembers(info.value, "title", "description"));
  try {
    operationRows(spec.root, add);
    schemaRows(spec.root, add);
  } catch (error) {
    if (!(error instanceof CommandFailure)) throw error;
    throw new CommandFailure("findings", `${spec.file}: ${error.message}`, { cause: error });
  }
  return rows;
}
