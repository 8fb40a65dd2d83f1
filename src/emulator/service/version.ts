import type { EmulatorCatalog } from "../options.js";
import type { Resource, SentResource } from "../state/resource.js";
import type { JsonObject } from "./json.js";

/** What a body asks for. No name depends on a version of Graph. */
export interface Change {
  /** Undefined for a type that the emulator does not model. */
  readonly kind: "add" | "update" | "remove" | undefined;
  /** As sent. */
  readonly requestType: string;
  readonly catalogId: string;
  readonly resource: SentResource;
  /** Whether the caller asks only for a check. */
  readonly isValidationOnly: boolean;
  /** Returns the entity that the service creates. */
  readonly entityOf: (facts: EntityFacts) => object;
}

/** What the service decides about an entity. */
export interface EntityFacts {
  readonly id: string;
  /** As beta spells it, such as `Delivered`. */
  readonly state: string;
  /** ISO 8601. */
  readonly createdDateTime: string;
}

/** How one version of Graph spells what all versions do. */
export interface GraphVersion {
  /** The path of the service root, such as `/beta`. */
  readonly rootPath: string;
  readonly originSystems: readonly string[];
  /** The names in `$expand` of the list of resources. */
  readonly expandable: { readonly roles: string; readonly scopes: string };
  /** Throws the refusal of a body that breaks the contract. */
  readonly readChange: (body: JsonObject) => Change;
  readonly listedResourceOf: (resource: Resource) => object;
  readonly listedCatalogOf: (catalog: EmulatorCatalog) => object;
}
