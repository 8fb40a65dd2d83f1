import betaLedger from "../../spec/beta/ledger.yaml";
import betaSpecification from "../../spec/beta/openapi.yaml";
import v1Ledger from "../../spec/v1.0/ledger.yaml";
import v1Specification from "../../spec/v1.0/openapi.yaml";

export type Node = Readonly<Record<string, unknown>>;

const files = {
  beta: { spec: betaSpecification as Node, ledger: betaLedger as Node },
  "v1.0": { spec: v1Specification as Node, ledger: v1Ledger as Node },
} as const;

export type Version = keyof typeof files;
export const versions = Object.keys(files) as readonly Version[];

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

/** The object at a path of member names, or an empty object. */
export function at(node: unknown, ...path: readonly string[]): Node {
  let current: unknown = node;
  for (const name of path) current = isNode(current) ? current[name] : undefined;
  return isNode(current) ? current : {};
}

export interface Schema {
  readonly required: readonly string[];
  readonly properties: Node;
}

export interface Operation {
  readonly path: string;
  readonly method: string;
  readonly value: Node;
}

/** Every object at or below a node, with the path of names to it. */
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
  readonly outsideSpec: boolean;
}

/** The specification and the ledger of a version, and what the tests read from them. */
export function documentsOf(version: Version) {
  const { spec, ledger } = files[version];

  /** Follows a local reference. */
  function resolve(node: unknown): Node {
    const reference = isNode(node) ? node["$ref"] : undefined;
    if (typeof reference !== "string") return isNode(node) ? node : {};
    const names = reference.replace(/^#\//, "").split("/");
    return at(spec, ...names.map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~")));
  }

  /** Whether a value can be null: in OpenAPI 3.0.3 a schema with a `type` can say so, or one of a `oneOf`. */
  function isNullable(node: unknown): boolean {
    const { nullable, type, allOf, oneOf } = resolve(node);
    const members = listOf(allOf);
    if (listOf(oneOf).some(isNullable)) return true;
    return type === undefined ? members.length > 0 && members.every(isNullable) : nullable === true;
  }

  function merged(node: Node): Schema {
    const members = listOf(node["allOf"]).map((member) => merged(resolve(member)));
    return {
      required: [...members.flatMap(({ required }) => required), ...stringsOf(node["required"])],
      properties: Object.assign({}, ...members.map(({ properties }) => properties), at(node, "properties")) as Node,
    };
  }

  return {
    specFile: `spec/${version}/openapi.yaml`,
    spec,
    ledger,
    resolve,
    isNullable,

    /** A schema of the contract with its `allOf` merged. */
    schema: (name: string): Schema => merged(at(spec, "components", "schemas", name)),

    operations: (): readonly Operation[] =>
      Object.entries(at(spec, "paths")).flatMap(([path, item]) =>
        Object.entries(at(item)).map(([method, value]) => ({ path, method, value: at(value) })),
      ),

    /** The JSON content of a request body or a response. */
    media: (message: unknown): Node => at(resolve(message), "content", "application/json"),

    /** The value of a named example. */
    example: (name: string): unknown => at(spec, "components", "examples", name)["value"],

    entries: (): readonly Entry[] =>
      listOf(ledger["entries"]).map((entry) => {
        const { id, outsideSpec } = at(entry);
        return { id: String(id), outsideSpec: outsideSpec !== undefined };
      }),

    /** Ledger entries that elements of the contract cite, in `x-source` or as the reason for an exception. */
    namedEntries: (): ReadonlySet<string> => {
      const names = [...nodes(spec)].flatMap(({ value }) => [
        ...stringsOf(value["x-source"]),
        ...Object.values(at(value["x-rule-exceptions"])).map(String),
      ]);
      return new Set(names.filter((name) => name.startsWith("ledger:")).map((name) => name.slice("ledger:".length)));
    },

    /** Names of the elements that are exempt from a rule, sorted. */
    excusedFrom: (rule: string): readonly string[] => {
      const excused = [...nodes(spec)].filter(({ value }) => rule in at(value["x-rule-exceptions"]));
      return excused.map(({ path }) => path.at(-1) ?? "").sort();
    },
  };
}
