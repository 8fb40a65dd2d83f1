import type { EmulatorCatalog } from "../options.js";
import type { Filter } from "./filter.js";
import { looseId, originKey, type Resource, type SentResource } from "./resource.js";

/** A catalog and its resources. */
export class Catalog {
  readonly facts: EmulatorCatalog;
  readonly #byId = new Map<string, Resource>();
  readonly #byLooseId = new Map<string, readonly Resource[]>();

  constructor(facts: EmulatorCatalog) {
    this.facts = facts;
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
    if (typeof id === "string") return this.#byId.get(id);
    const key = originKey({ originSystem: String(originSystem), originId: String(originId) });
    return this.#withOriginId(String(originId)).find((resource) => originKey(resource) === key);
  }

  /** Yields resources in order of arrival. */
  *select(filter: Filter<Resource>): Iterable<Resource> {
    for (const resource of this.#candidates(filter)) {
      if (filter.matches(resource)) yield resource;
    }
  }

  /** Uses the index where it can: checking 10,000 resources one by one must not take 10,000 scans. */
  #candidates({ originIds }: Filter<Resource>): Iterable<Resource> {
    if (originIds === undefined) return this.#byId.values();
    const found = new Set(originIds.flatMap((originId) => this.#withOriginId(originId)));
    return [...found].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  #withOriginId(originId: string): readonly Resource[] {
    return this.#byLooseId.get(looseId(originId)) ?? [];
  }
}
