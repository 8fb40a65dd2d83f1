import specification from "../../spec/beta/openapi.yaml";
import v1Specification from "../../spec/v1.0/openapi.yaml";

export type JsonObject = Record<string, unknown>;

interface Specification {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: JsonObject }>> };
}

const examplesOf = (document: unknown) => (document as Specification).components.examples;
const examples = examplesOf(specification);

/** The names of all examples in the specification of beta with a matching name. */
export function exampleNames(fits: (name: string) => boolean): string[] {
  return Object.keys(examples).filter(fits);
}

/**
 * A fresh copy of a named example of the specification of beta.
 *
 * @throws Error when the specification has none of that name.
 */
export function example<Body = JsonObject>(name: string): Body {
  return copyOf<Body>(name, examples);
}

/** The names of the requests that the documentation of v1.0 shows. */
export const v1RequestNames = [
  "addGroup",
  "addApplication",
  "addSite",
  "removeResource",
  "updateApplication",
  "addManagementGroup",
  "addSubscription",
] as const;

/** The same for v1.0. */
export function v1Example<Body = JsonObject>(name: string): Body {
  return copyOf<Body>(name, examplesOf(v1Specification));
}

function copyOf<Body>(name: string, from: Specification["components"]["examples"]): Body {
  const found = from[name];
  if (!found) throw new Error(`the specification has no example ${name}`);
  return structuredClone(found.value) as Body;
}
