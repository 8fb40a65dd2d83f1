import { field, isObject, type Json, type JsonObject, list, strings } from "../../scripts/contract/json.js";
import { isNullable, layers, membersOf } from "../../scripts/contract/rows/layers.js";
import { child, resolve as followReference, type Place } from "../../scripts/contract/yaml.js";
import betaLedger from "../../spec/beta/ledger.yaml";
import betaSpecification from "../../spec/beta/openapi.yaml";
import v1Ledger from "../../spec/v1.0/ledger.yaml";
import v1Specification from "../../spec/v1.0/openapi.yaml";

export type Node = JsonObject;

const files = {
  beta: { spec: betaSpecification as Node, ledger: betaLedger as Node },
  "v1.0": { spec: v1Specification as Node, ledger: v1Ledger as Node },
} as const;

export type Version = keyof typeof files;
export const versions = Object.keys(files) as readonly Version[];

export const collectionPath = "/identityGovernance/entitlementManagement/accessPackageResourceRequests";
export const refPath = `${collectionPath}/$ref`;

/** The object at a path of member names, or an empty object. */
export function at(node: Json | undefined, ...path: readonly string[]): Node {
  const { value } = child({ value: node, pointer: "" }, ...path);
  return isObject(value) ? value : {};
}

/** Every object at or below a node, with the path of names to it. */
export function* nodes(
  node: Json | undefined,
  path: readonly string[] = [],
): Generator<{ path: readonly string[]; value: Node }> {
  if (isObject(node)) yield { path, value: node };
  const members = isObject(node) ? Object.entries(node) : [...list(node).entries()];
  for (const [name, value] of members) yield* nodes(value, [...path, String(name)]);
}

/** The specification and the ledger of a version, and what the tests read from them. */
export function documentsOf(version: Version) {
  const { spec, ledger } = files[version];

  const place = (value: Json | undefined): Place => ({ value, pointer: "" });
  /** Follows a local reference. */
  const resolve = (node: Json | undefined): Node => at(followReference(spec, place(node)).value);

  return {
    specFile: `spec/${version}/openapi.yaml`,
    spec,
    ledger,
    resolve,
    isNullable: (node: Json | undefined): boolean => isNullable(spec, place(node)),

    /** A schema of the contract with its `allOf` merged. */
    schema: (name: string) => {
      const all = layers(spec, place(at(spec, "components", "schemas", name)), "components");
      const required = all.flatMap(({ value }) => strings(field(value, "required")));
      const properties = membersOf(all).map((member) => [member.name, member.place.value ?? null]);
      return { required, properties: Object.fromEntries(properties) as Node };
    },

    operations: () =>
      Object.entries(at(spec, "paths")).flatMap(([path, item]) =>
        Object.entries(at(item)).map(([method, value]) => ({ path, method, value: at(value) })),
      ),

    /** The JSON content of a request body or a response. */
    media: (message: Json | undefined): Node => at(resolve(message), "content", "application/json"),

    /** The value of a named example. */
    example: (name: string): Json | undefined => at(spec, "components", "examples", name)["value"],

    /** Ledger entries that elements of the contract cite, in `x-source` or as the reason for an exception. */
    namedEntries: (): ReadonlySet<string> => {
      const names = [...nodes(spec)].flatMap(({ value }) => [
        ...strings(value["x-source"]),
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
