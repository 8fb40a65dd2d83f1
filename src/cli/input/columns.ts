import type { ModelContract, PropertyContract } from "../../../generated/beta/contract.js";
import { CliFailure } from "../exit-codes.js";
import { closest } from "../spelling.js";
import { trim } from "./trim.js";

/** A property of a resource, at any depth. */
export interface Property {
  /** The names in its path, joined by dots. */
  readonly name: string;
  readonly path: readonly string[];
  readonly type: PropertyContract["type"];
  /** Whether one cell can contain it: it is a string, and not within an array. */
  readonly fitsCell: boolean;
  /** Whether a caller cannot send it. */
  readonly isSetByService: boolean;
}

type Models = Readonly<Record<string, ModelContract>> & { readonly AccessPackageResourceToAdd: ModelContract };

/** Names that the portal and other tools use for a property. */
const aliases = new Map([["objectid", "originid"]]);

/** The properties of a resource in one version of Microsoft Graph. */
export class Columns {
  readonly #properties: ReadonlyMap<string, Property>;
  /** Names of the properties that fit into cells, at any depth. */
  readonly #inCells: readonly string[];
  /** Names of the resource's own properties that fit into the cells of a table. */
  readonly flat: readonly string[];
  /** Names of the resource's own objects and arrays. */
  readonly nested: readonly string[];

  constructor(models: Models) {
    const properties = propertiesOf(models, models.AccessPackageResourceToAdd);
    this.#properties = new Map(properties.map((each) => [keyOfName(each.name), each]));
    const sent = properties.filter(({ isSetByService }) => !isSetByService);
    this.#inCells = sent.filter(({ fitsCell }) => fitsCell).map(({ name }) => name);
    this.flat = this.#inCells.filter((name) => !/[.@]/.test(name));
    this.nested = sent.filter(({ fitsCell, path }) => !fitsCell && path.length === 1).map(({ name }) => name);
  }

  /** The property of that name in any spelling. */
  find(name: string): Property | undefined {
    const key = keyOfName(name);
    return this.#properties.get(aliases.get(key) ?? key);
  }

  /**
   * @param isText Whether its value is text from a cell or an argument.
   * @throws CliFailure when a caller cannot send a property of that name.
   */
  require(name: string, isText: boolean): Property {
    const property = this.find(name);
    if (property?.isSetByService) throw new CliFailure("usage", `${name} cannot be sent: only the service sets it`);
    if (property && (property.fitsCell || !isText)) return property;
    if (property) throw new CliFailure("usage", `${name} is not a string: only a JSON file can contain it`);
    const meant = closest(name, this.#inCells);
    const advice = meant === undefined ? `use one of ${this.#inCells.join(", ")}` : `did you mean ${meant}?`;
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

/** Sets the property with that path, and creates the objects around it. */
export function setProperty(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let holder = target;
  for (const [depth, name] of path.entries()) {
    if (depth === path.length - 1) holder[name] = value;
    else if (typeof holder[name] !== "object") holder[name] = {};
    holder = holder[name] as Record<string, unknown>;
  }
}

/** The properties of a model, and those of the objects and arrays within it that a caller can send. */
function propertiesOf(
  models: Models,
  model: ModelContract,
  path: readonly string[] = [],
  isInArray = false,
): readonly Property[] {
  return Object.entries<PropertyContract>(model.properties).flatMap(([key, { type, readOnly, model: inner = "" }]) => {
    const ownPath = [...path, key];
    const name = ownPath.join(".");
    // The contract of beta accepts `id`, but only for a removal.
    const isSetByService = readOnly === true || name === "id";
    const property = { name, path: ownPath, type, fitsCell: type === "string" && !isInArray, isSetByService };
    if (isSetByService || !models[inner]) return [property];
    return [property, ...propertiesOf(models, models[inner], ownPath, isInArray || type === "array")];
  });
}
