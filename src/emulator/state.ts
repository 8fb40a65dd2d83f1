import type { Refusal } from "./answers.js";
import { type Condition, matches } from "./filter.js";
import { Lags } from "./lag.js";
import type { BodyOf } from "./model.js";
import type { Settings } from "./options.js";

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

export function originKey(originSystem: string, originId: string): string {
  return `${originSystem}\n${originId}`;
}

class Catalog {
  readonly #byId = new Map<string, StoredResource>();
  readonly #byOrigin = new Map<string, StoredResource>();

  add(resource: StoredResource): void {
    this.#byId.set(resource.id, resource);
    this.#byOrigin.set(originKey(resource.originSystem, resource.originId), resource);
  }

  remove(resource: StoredResource): void {
    this.#byId.delete(resource.id);
    this.#byOrigin.delete(originKey(resource.originSystem, resource.originId));
  }

  find({ id, originId, originSystem }: ResourceReference): StoredResource | undefined {
    if (typeof id === "string") return this.#byId.get(id);
    return this.#byOrigin.get(originKey(String(originSystem), String(originId)));
  }

  /** In order of arrival. */
  *select(conditions: readonly Condition[]): Iterable<StoredResource> {
    for (const resource of this.#candidates(conditions)) {
      if (matches(resource.value, conditions)) yield resource;
    }
  }

  /** Looks a fully named origin up: a caller that checks each of ten thousand resources must not pay for their square. */
  #candidates(conditions: readonly Condition[]): Iterable<StoredResource> {
    const exactly = (property: Condition["property"]) =>
      conditions.find((condition) => condition.property === property && condition.operator === "eq")?.value;
    const originId = exactly("originId");
    const originSystem = exactly("originSystem");
    if (originId === undefined || originSystem === undefined) return this.#byId.values();
    const found = this.find({ originId, originSystem });
    return found === undefined ? [] : [found];
  }
}

export type { Catalog };

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
    if (!guid.test(catalogId)) throw malformed;
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
