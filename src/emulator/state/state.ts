import type { Settings } from "../options.js";
import type { Refusal } from "../responses.js";
import type { BodyOf } from "../service/bodies.js";
import type { Filter } from "./filter.js";
import { Lags } from "./lags.js";
import { isGuid, looseId, originKey } from "./resource.js";

export interface StoredResource {
  /** Order of arrival over all catalogs, from 1: a page of a list goes on after it even when others are removed. */
  readonly sequence: number;
  readonly id: string;
  readonly originSystem: string;
  readonly originId: string;
  value: BodyOf<"AccessPackageResource">;
}

/** What tells a resource within its catalog. */
export type ResourceReference = Pick<BodyOf<"AccessPackageResource">, "id" | "originId" | "originSystem">;

class Catalog {
  readonly #byId = new Map<string, StoredResource>();
  readonly #byOriginId = new Map<string, StoredResource[]>();

  add(resource: StoredResource): void {
    this.#byId.set(resource.id, resource);
    this.#byOriginId.set(looseId(resource.originId), [...this.#withOriginId(resource.originId), resource]);
  }

  remove(resource: StoredResource): void {
    this.#byId.delete(resource.id);
    const others = this.#withOriginId(resource.originId).filter((other) => other !== resource);
    this.#byOriginId.set(looseId(resource.originId), others);
  }

  find({ id, originId, originSystem }: ResourceReference): StoredResource | undefined {
    if (typeof id === "string") return this.#byId.get(id);
    const key = originKey(String(originSystem), String(originId));
    return this.#withOriginId(String(originId)).find(
      (stored) => originKey(stored.originSystem, stored.originId) === key,
    );
  }

  /** In order of arrival. */
  *select(filter: Filter): Iterable<StoredResource> {
    for (const resource of this.#candidates(filter)) {
      if (filter.matches(resource.value)) yield resource;
    }
  }

  /** Looks named ids up: a caller that checks each of ten thousand resources must not pay for their square. */
  #candidates({ originIds }: Filter): Iterable<StoredResource> {
    if (originIds === undefined) return this.#byId.values();
    const found = new Set(originIds.flatMap((originId) => this.#withOriginId(originId)));
    return [...found].sort((one, other) => one.sequence - other.sequence);
  }

  /** Every resource whose origin id may be equal to this one. */
  #withOriginId(originId: string): readonly StoredResource[] {
    return this.#byOriginId.get(looseId(originId)) ?? [];
  }
}

export type { Catalog };

/** Everything the emulator remembers of the directory it stands for. */
export class Catalogs {
  readonly settings: Settings;
  readonly replication: Lags;
  readonly visibility: Lags;
  readonly #catalogs = new Map<string, Catalog>();
  #sequence = 0;

  constructor(settings: Settings) {
    this.settings = settings;
    this.replication = new Lags(settings.clock);
    this.visibility = new Lags(settings.clock);
  }

  /** Undefined for a GUID that is no catalog. */
  open(catalogId: string, malformed: Refusal): Catalog | undefined {
    if (!isGuid(catalogId)) throw malformed;
    const key = catalogId.toLowerCase();
    if (this.settings.catalogs?.has(key) === false) return undefined;
    const catalog = this.#catalogs.get(key) ?? new Catalog();
    this.#catalogs.set(key, catalog);
    return catalog;
  }

  nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }
}
