import specification from "../../spec/beta/openapi.yaml";

export type JsonObject = Record<string, unknown>;

interface Specification {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: JsonObject }>> };
}

const { examples } = (specification as Specification).components;

/** The names of all examples of the specification whose name fits. */
export function exampleNames(fits: (name: string) => boolean): string[] {
  return Object.keys(examples).filter(fits);
}

/**
 * A fresh copy of a named example of the specification.
 *
 * @throws Error when the specification has none of that name.
 */
export function example<Body = JsonObject>(name: string): Body {
  const found = examples[name];
  if (!found) throw new Error(`spec/beta/openapi.yaml has no example ${name}`);
  return structuredClone(found.value) as Body;
}
