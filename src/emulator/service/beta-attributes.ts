import { isJsonObject, type JsonObject } from "./json.js";

/** Property names of beta, and the corresponding names of v1.0. */
const names = [
  ["attributeName", "name"],
  ["attributeSource", "source"],
  ["attributeDestination", "destination"],
  ["allowsMultipleSelection", "isMultipleSelectionAllowed"],
] as const;
const neutralNames: ReadonlyMap<string, string> = new Map([...names, ["displayValue", "text"]]);
const betaNames: ReadonlyMap<string, string> = new Map(names.map(([beta, neutral]) => [neutral, beta]));

/** Returns an attribute of beta in the shape of v1.0, in which the emulator keeps attributes. */
export function neutralAttributeOf(attribute: object): object {
  return readObject({ ...attribute });
}

/** Returns a kept attribute in the shape of beta. */
export function betaAttributeOf(attribute: object): object {
  return writeObject({ ...attribute });
}

// In beta, text in several languages is an object. In v1.0 its parts are properties of the question or the choice.
// A part that is undefined is not sent.

function readObject(value: JsonObject): JsonObject {
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    const isLocalizedText = (name === "text" || name === "displayValue") && isJsonObject(inner);
    if (!isLocalizedText) return [[neutralNames.get(name) ?? name, mapObjects(inner, readObject)]];
    return Object.entries({ text: inner["defaultText"], localizations: inner["localizedTexts"] });
  });
  return Object.fromEntries(entries);
}

function writeObject({ text, localizations, ...value }: JsonObject, textName = "text"): JsonObject {
  const entries = Object.entries(value).map(([name, inner]) => {
    const write = name === "choices" ? writeChoice : writeObject;
    return [betaNames.get(name) ?? name, mapObjects(inner, (object) => write(object))];
  });
  const hasParts = typeof text === "string" || localizations !== undefined;
  const written = hasParts ? { defaultText: text, localizedTexts: localizations } : text;
  return { ...Object.fromEntries(entries), [textName]: written };
}

function writeChoice(choice: JsonObject): JsonObject {
  return writeObject(choice, "displayValue");
}

function mapObjects(value: unknown, map: (value: JsonObject) => JsonObject): unknown {
  if (Array.isArray(value)) return value.map((item) => mapObjects(item, map));
  return isJsonObject(value) ? map(value) : value;
}
