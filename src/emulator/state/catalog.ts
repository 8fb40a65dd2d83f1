import type { EmulatorCatalog } from "../options.js";
import type { Filter } from "./filter.js";
import { looseId, originKey, type Resource, type SentResource } from "./resource.js";

/** A catalog and its resources. */
export class Catalog {
  readonly facts: EmulatorCatalog;
  /** Given by `State.newId`, so positions sort in order of arrival. */
  readonly position: string;
  readonly #byId = new Map<string, Resource>();
  readonly #byLooseId = new Map<string, readonly Resource[]>();

  constructor(facts: EmulatorCatalog, position: string) {
    this.facts = facts;
    this.position = position;
  }

  add(resource: Resource): void {
    this.#byId.set(resource.id, resource);
    this.#byLooseId.set(looseId(resource.originId), [...this.#withOriginId(resource.originId), resource]);
  }

  remove(resource: Resource): void {
    this.#byId.delete(resource.id);
    const others = this.#withOriginId(resource.originId).filter((other) => other !== resource);
    this.#byLooseId.set(looseId(resource.originId), others);
  }

  /** Finds a resource by its id or, without one, by its origin. */
  find({ id, originId, originSystem }: SentResource): Resource | undefined {
    if (typeof id === "string") return this.#byId.get(id.toLowerCase());
    const key = originKey({ originSystem: String(originSystem), originId: String(originId) });
    return this.#withOriginId(String(originId)).find((resource) => originKey(resource) === key);
  }

  get resources(): Iterable<Resource> {
    return this.#byId.values();
  }

  /**
   * Returns all resources that a filter can match, in order of arrival. Uses the index where it can: checking 10,000
   * resources one by one must not take 10,000 scans.
   */
  candidates({ originIds }: Filter): Iterable<Resource> {
    if (originIds === undefined) return this.#byId.values();
    const found = new Set(originIds.flatMap((originId) => this.#withOriginId(originId)));
    return [...found].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  #withOriginId(originId: string): readonly Resource[] {
    return this.#byLooseId.get(looseId(originId)) ?? [];
  }
}
