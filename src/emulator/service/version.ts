import type { ModelType } from "../model-type.js";
import type { Catalog } from "../state/catalog.js";
import type { Resource, SentResource } from "../state/resource.js";
import type { StoredRequest } from "../state/state.js";
import type { JsonObject } from "./json.js";

/** What a body asks for. No name depends on a version of Graph. */
export interface Change {
  /** Undefined for a type that the emulator does not model. */
  readonly kind: "add" | "update" | "remove" | undefined;
  /** As sent. */
  readonly requestType: string;
  readonly catalogId: string;
  readonly resource: SentResource;
  /** Other properties of the body, which the service returns. */
  readonly sent: StoredRequest["sent"];
}

/** How a version shows one kind of entity. */
export interface EntityShape<Item> extends ModelType {
  /** The properties that every response has. */
  readonly jsonOf: (item: Item) => JsonObject;
  /** The properties that only `$expand` adds. */
  readonly navigation: Readonly<Record<string, (item: Item) => unknown>>;
}

/** How one version of Graph spells what all versions do. */
export interface GraphVersion {
  /** The path of the service root, such as `/beta`. */
  readonly rootPath: string;
  /** The paths of its collections, below the root. */
  readonly paths: Readonly<Record<"catalogs" | "resources" | "requests", string>>;
  readonly originSystems: readonly string[];
  /** Throws the refusal of a body that breaks the contract. */
  readonly readChange: (body: JsonObject) => Change;
  readonly catalog: EntityShape<Catalog>;
  readonly resource: EntityShape<Resource>;
  readonly request: EntityShape<StoredRequest>;
}
