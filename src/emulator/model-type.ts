import type { ModelContract, PropertyContract } from "../../generated/beta/contract.js";

/** A type of the contract: all models of its version, and the name of its own. */
export interface ModelType {
  readonly models: Readonly<Record<string, ModelContract>>;
  readonly model: string;
}

export function propertiesOf({ models, model }: ModelType): ReadonlyMap<string, PropertyContract> {
  return new Map(Object.entries({ ...models[model]?.properties }));
}
