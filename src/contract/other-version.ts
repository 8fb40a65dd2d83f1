/** What another version has and this one does not. It shows that a body is for the other version. */
export interface OtherVersion {
  readonly names: { readonly own: string; readonly other: string };
  /** By property: what this version has in its place, such as `catalog: { id }`; empty when it has nothing. */
  readonly properties: Readonly<Record<string, string>>;
  /** The property whose known values differ from the other version's only in the case of their first letter. */
  readonly casedProperty: string;
}

interface OtherName {
  readonly name: string;
  /** The property that this version has in its place. */
  readonly instead: string | undefined;
  readonly message: string;
}

/** The properties of an object that only the other version has. */
export function otherNamesIn(
  value: Readonly<Record<string, unknown>>,
  { names, properties }: OtherVersion,
): readonly OtherName[] {
  const others = Object.keys(value).filter((name) => Object.hasOwn(properties, name) && value[name] !== undefined);
  return others.map((name) => {
    const instead = String(properties[name]);
    const end = instead === "" ? "does not have it" : `takes \`${instead}\``;
    const message = `\`${name}\` belongs to ${names.other}; ${names.own} ${end}`;
    return { name, instead: instead.split(":")[0], message };
  });
}

/** Why a value belongs to the other version; `undefined` when it does not. */
export function otherValue(
  name: string,
  value: unknown,
  knownValues: readonly string[] = [],
  other: OtherVersion | undefined,
): string | undefined {
  if (name !== other?.casedProperty || typeof value !== "string" || knownValues.includes(value)) return undefined;
  const first = value.charAt(0);
  const toggled = first === first.toUpperCase() ? first.toLowerCase() : first.toUpperCase();
  const written = toggled + value.slice(1);
  return knownValues.includes(written) ? `write ${written}; ${value} belongs to ${other.names.other}` : undefined;
}
