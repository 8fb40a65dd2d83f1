import ledgerContent from "../../spec/beta/ledger.yaml";
import specification from "../../spec/beta/openapi.yaml";

export type Node = Readonly<Record<string, unknown>>;

export const specFile = "spec/beta/openapi.yaml";
export const spec = specification as Node;
export const ledger = ledgerContent as Node;

export const collectionPath = "/identityGovernance/entitlementManagement/accessPackageResourceRequests";
export const refPath = `${collectionPath}/$ref`;

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function stringsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === "string");
}

/** The object at a path of member names; empty when there is none. */
export function at(node: unknown, ...path: readonly string[]): Node {
  let current: unknown = node;
  for (const name of path) current = isNode(current) ? current[name] : undefined;
  return isNode(current) ? current : {};
}

/** Follows a local reference. */
export function resolve(node: unknown): Node {
  const reference = isNode(node) ? node["$ref"] : undefined;
  if (typeof reference !== "string") return isNode(node) ? node : {};
  return at(
    spec,
    ...reference
      .replace(/^#\//, "")
      .split("/")
      .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~")),
  );
}

export interface Schema {
  readonly required: readonly string[];
  readonly properties: Node;
}

/** A schema of the contract with its `allOf` merged. */
export function schema(name: string): Schema {
  return merged(at(spec, "components", "schemas", name));
}

function merged(node: Node): Schema {
  const members = listOf(node["allOf"]).map((member) => merged(resolve(member)));
  return {
    required: [...members.flatMap(({ required }) => required), ...stringsOf(node["required"])],
    properties: Object.assign({}, ...members.map(({ properties }) => properties), at(node, "properties")) as Node,
  };
}

export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly value: Node;
}

export function operations(): readonly Operation[] {
  return Object.entries(at(spec, "paths")).flatMap(([path, item]) =>
    Object.entries(at(item)).map(([method, value]) => ({ path, method, value: at(value) })),
  );
}

/** The value of a named example. */
export function example(name: string): unknown {
  return at(spec, "components", "examples", name)["value"];
}

/** Every object below a node, itself included, with the names that lead to it. */
export function* nodes(
  node: unknown,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; value: Node }> {
  if (isNode(node)) yield { path, value: node };
  const members = isNode(node) ? Object.entries(node) : [...listOf(node).entries()];
  for (const [name, value] of members) yield* nodes(value, [...path, String(name)]);
}

export interface Entry {
  readonly id: string;
  readonly test: string;
  readonly rows: readonly string[];
  readonly outsideSpec: boolean;
}

export function entries(): readonly Entry[] {
  return listOf(ledger["entries"]).map((entry) => {
    const { id, test, rows, outsideSpec } = at(entry);
    return { id: String(id), test: String(test), rows: stringsOf(rows), outsideSpec: outsideSpec !== undefined };
  });
}

/** Ledger entries that elements of the contract name, in `x-source` or as the reason of an exception. */
export function namedEntries(): ReadonlySet<string> {
  const names = [...nodes(spec)].flatMap(({ value }) => [
    ...stringsOf(value["x-source"]),
    ...Object.values(at(value["x-rule-exceptions"])).map(String),
  ]);
  return new Set(names.filter((name) => name.startsWith("ledger:")).map((name) => name.slice("ledger:".length)));
}
