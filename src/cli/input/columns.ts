import type { ModelContract, PropertyContract } from "../../../generated/beta/contract.js";
import { CliFailure } from "../exit-codes.js";
import { closest } from "../spelling.js";
import { trim } from "./trim.js";

/** A property of a resource that a caller may send, at any depth. */
export interface Property {
  /** The names in its path, joined by dots. */
  readonly name: string;
  readonly path: readonly string[];
  /** Whether its value is a string, so that one cell can hold it. */
  readonly isString: boolean;
}

type Models = Readonly<Record<string, ModelContract>>;

/** Names that the portal and other tools use for a property. */
const aliases = new Map([["objectid", "originid"]]);

/** The properties of a resource in one version of Microsoft Graph. */
export class Columns {
  /** Keys of properties that only the service sets. The contract of beta accepts `id`, but only for a removal. */
  readonly setByService: ReadonlySet<string>;
  readonly #properties: ReadonlyMap<string, Property>;

  /**
   * @param models All models of the version.
   * @param sent The model of a resource to add.
   * @param listed The model of a resource as the service lists it.
   */
  constructor(models: Models, sent: ModelContract, listed: ModelContract) {
    const ofService = Object.entries(listed.properties).filter(([name, { readOnly }]) => readOnly || name === "id");
    this.setByService = new Set(ofService.map(([name]) => keyOfName(name)));
    const properties = sendable(models, sent).map((each) => [keyOfName(each.name), each] as const);
    this.#properties = new Map(properties.filter(([key]) => !this.setByService.has(key)));
  }

  /** Names of the properties that fit into the cells of a table: the resource's own string properties. */
  get flat(): string[] {
    const all = [...this.#properties.values()];
    const flat = all.filter(({ name, path, isString }) => isString && path.length === 1 && !name.includes("@"));
    return flat.map(({ name }) => name);
  }

  /** The property of that name in any spelling; `undefined` when a caller may send no such property. */
  find(name: string): Property | undefined {
    const key = keyOfName(name);
    return this.#properties.get(aliases.get(key) ?? key);
  }

  /** @throws CliFailure when there is no string property of that name. */
  require(name: string): Property {
    const property = this.find(name);
    if (property?.isString) return property;
    const known = [...this.#properties.values()].flatMap((each) => (each.isString ? [each.name] : []));
    const meant = closest(name, known);
    const advice = meant === undefined ? `use one of ${known.join(", ")}` : `did you mean ${meant}?`;
    throw new CliFailure("usage", `there is no property ${name}: ${advice}`);
  }
}

/** The same key for all spellings of a name, such as `Origin ID`, `origin_id` and `Group id [originId] Required`. */
export function keyOfName(name: string): string {
  const inner = /\[([^\]]+)\]/.exec(name)?.[1] ?? name;
  return trim(inner)
    .toLowerCase()
    .replace(/[\s_-]+/g, "");
}

/** Sets a property, and creates the objects around it. */
export function setProperty(target: Record<string, unknown>, { path }: Property, value: unknown): void {
  let holder = target;
  for (const [depth, name] of path.entries()) {
    if (depth === path.length - 1) holder[name] = value;
    else if (typeof holder[name] !== "object") holder[name] = {};
    holder = holder[name] as Record<string, unknown>;
  }
}

function sendable(models: Models, model: ModelContract, path: readonly string[] = []): Property[] {
  return Object.entries<PropertyContract>(model.properties).flatMap(([name, property]) => {
    const inner = [...path, name];
    if (property.readOnly) return [];
    const isString = property.type === "string";
    const object = property.type === "object" ? models[property.model ?? ""] : undefined;
    return [{ name: inner.join("."), path: inner, isString }, ...(object ? sendable(models, object, inner) : [])];
  });
}
