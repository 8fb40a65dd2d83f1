import { contract, edited } from "./contract.js";

type Wire = "none" | "compatible" | "breaking";

/** Components that the schemas below refer to. */
const components = `
    cat: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
    dog: {type: object, required: [kind], properties: {kind: {type: string}, barks: {type: boolean}}}
    bird: {type: object, required: [kind], properties: {kind: {type: string}, sings: {type: boolean}}}
    catToo: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}}
    catMore: {type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}, age: {type: integer}}}
    catStrict: {type: object, required: [kind, lives], properties: {kind: {type: string}, lives: {type: integer}}}
    code: {type: string, maxLength: 5}
    catNode: {type: object, properties: {next: {$ref: '#/components/schemas/catNode'}}}
    catNodeToo: {type: object, properties: {next: {$ref: '#/components/schemas/catNodeToo'}}}
`;

const ref = (name: string) => `$ref: '#/components/schemas/${name}'`;
const list = (items: string) => `type: array, items: {${items}}`;
const object = (properties: string) => `type: object, properties: {${properties}}`;
const map = (values: string) => `type: object, additionalProperties: {${values}}`;
const joined = (parts: readonly string[]) => parts.map((part) => `{${part}}`).join(", ");
const anyOf = (...parts: readonly string[]) => `anyOf: [${joined(parts)}]`;
const oneOf = (...parts: readonly string[]) => `oneOf: [${joined(parts)}]`;
const allOf = (...parts: readonly string[]) => `allOf: [${joined(parts)}]`;

const [text, number, integer] = ["type: string", "type: number", "type: integer"];
const nullable = `${text}, nullable: true`;
const atMost = (length: number) => `${text}, maxLength: ${length}`;
const notValue = (value: string, more = "") => `${text}, not: {enum: [${value}]${more}}`;
const from = (minimum: number, type = number) => `${type}, minimum: ${minimum}`;
const above = (minimum: number, type = number) => `${from(minimum, type)}, exclusiveMinimum: true`;
const [a, aAndB] = [object("a: {type: string}"), object("a: {type: string}, b: {type: string}")];
const [cat, dog, bird] = [ref("cat"), ref("dog"), ref("bird")];
const inlineCat = "type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}";
const aged = object("age: {type: integer}");
const agedCat = inlineCat.replace("}}", "}, age: {type: integer}}");
const pets = oneOf(cat, dog);
const byKind = "discriminator: {propertyName: kind}";
const mapped = (...names: readonly string[]) =>
  `discriminator: {propertyName: kind, mapping: {${names.map((name) => `${name[0]}: '#/components/schemas/${name}'`).join(", ")}}}`;

/** Alternatives; a discriminator selects one by the value `a`. */
const mappedTo = (name: string) =>
  `${oneOf(cat, dog, ref("catToo"), ref("catMore"), ref("catStrict"))}, discriminator: {propertyName: kind, mapping: {a: '#/components/schemas/${name}'}}`;

/** What an edit does on the wire: to a property that is sent, and to one that is returned. */
type Effect = readonly [request: Wire, response: Wire];
const narrows: Effect = ["breaking", "compatible"];
const widens: Effect = ["compatible", "breaking"];
const breaks: Effect = ["breaking", "breaking"];
const fits: Effect = ["compatible", "compatible"];
const same: Effect = ["none", "none"];

/** An edit, its effect, and the schema of a property before and after it. */
const table: readonly (readonly [edit: string, effect: Effect, before: string, after: string])[] = [
  // Limits.
  ["minLength is added", narrows, text, `${text}, minLength: 2`],
  ["minLength of 0 is added", same, text, `${text}, minLength: 0`],
  ["maxLength grows", widens, atMost(3), atMost(4)],
  ["pattern is added", narrows, text, `${text}, pattern: '^a'`],
  ["pattern changes", breaks, `${text}, pattern: '^a'`, `${text}, pattern: '^b'`],
  ["pattern is removed", widens, `${text}, pattern: '^a'`, text],
  ["uniqueItems is added", narrows, list(text), `${list(text)}, uniqueItems: true`],
  ["uniqueItems false is added", same, list(text), `${list(text)}, uniqueItems: false`],
  ["minItems grows", narrows, `${list(text)}, minItems: 1`, `${list(text)}, minItems: 2`],
  ["maxItems is removed", widens, `${list(text)}, maxItems: 1`, list(text)],
  ["minProperties is added", narrows, "type: object", "type: object, minProperties: 1"],
  ["maxProperties shrinks", narrows, "type: object, maxProperties: 5", "type: object, maxProperties: 4"],
  ["maxProperties is removed", widens, "type: object, maxProperties: 5", "type: object"],
  ["minimum falls", widens, from(1), from(-1)],
  ["minimum becomes exclusive", narrows, from(1), above(1)],
  ["maximum is no longer exclusive", widens, `${number}, maximum: 1, exclusiveMaximum: true`, `${number}, maximum: 1`],
  ["an exclusive bound replaces the same whole number", same, from(1, integer), above(0, integer)],
  ["an exclusive bound moves outwards", widens, from(1), above(0)],
  ["multipleOf is added", narrows, integer, "type: integer, multipleOf: 5"],
  ["multipleOf becomes a divisor", widens, "type: integer, multipleOf: 10", "type: integer, multipleOf: 5"],
  ["multipleOf becomes unlike", breaks, "type: integer, multipleOf: 3", "type: integer, multipleOf: 5"],
  ["format is added", narrows, text, `${text}, format: uuid`],
  ["format changes", breaks, `${text}, format: date`, `${text}, format: date-time`],
  ["format widens", widens, "type: integer, format: int32", "type: integer, format: int64"],
  // Types and values.
  ["a type widens", widens, integer, number],
  ["a type narrows", narrows, number, integer],
  ["a type changes", breaks, text, "type: boolean"],
  ["a type is no longer stated", widens, text, "description: Any."],
  ["a single value becomes a list", breaks, text, list(text)],
  ["null is allowed", widens, text, nullable],
  ["null is no longer allowed", narrows, nullable, text],
  ["an allowed value is added", widens, `${text}, enum: [a, b]`, `${text}, enum: [a, b, c]`],
  ["an allowed value is removed", narrows, `${text}, enum: [a, b]`, `${text}, enum: [a]`],
  ["a list of values allows null", widens, `${nullable}, enum: [a]`, `${nullable}, enum: [a, null]`],
  ["a list of values refuses null", narrows, `${nullable}, enum: [a, b, null]`, `${nullable}, enum: [a, b]`],
  [
    "nullable is stated beside a list of values without null",
    same,
    `${text}, enum: [a, b]`,
    `${nullable}, enum: [a, b]`,
  ],
  ["an opened list allows null", widens, `${nullable}, enum: [a, b]`, nullable],
  ["a nullable list of values grows", widens, `${nullable}, enum: [a, null]`, `${nullable}, enum: [a, b, null]`],
  ["values change their order", same, `${text}, enum: [a, b]`, `${text}, enum: [b, a]`],
  ["a closed list opens", widens, `${text}, enum: [a, b]`, `${text}, x-extensible-enum: [a, b]`],
  ["an open list closes", narrows, `${text}, x-extensible-enum: [a, b]`, `${text}, enum: [a, b]`],
  ["a known value is added", fits, `${text}, x-extensible-enum: [a]`, `${text}, x-extensible-enum: [a, b]`],
  ["a default is added", ["compatible", "none"], "type: boolean", "type: boolean, default: true"],
  ["a default changes", ["breaking", "none"], "type: boolean, default: false", "type: boolean, default: true"],
  ["a default is removed", ["breaking", "none"], "type: boolean, default: false", "type: boolean"],
  ["it becomes read-only", ["breaking", "none"], text, `${text}, readOnly: true`],
  ["it is no longer read-only", ["compatible", "none"], `${text}, readOnly: true`, text],
  ["it becomes write-only", ["none", "breaking"], text, `${text}, writeOnly: true`],
  ["it becomes deprecated", same, text, `${text}, deprecated: true`],
  ["only words change", same, `${text}, description: A.`, `${text}, description: B., example: b, title: B`],
  // Lists and maps.
  ["items get a limit", narrows, list(text), list(atMost(5))],
  ["items may be null", widens, list(text), list(nullable)],
  ["items widen", widens, list(integer), list(number)],
  ["an allowed value of items is added", widens, list(`${text}, enum: [a]`), list(`${text}, enum: [a, b]`)],
  ["items of items get a limit", narrows, list(list(text)), list(list(atMost(5)))],
  ["other properties are refused", narrows, "type: object", "type: object, additionalProperties: false"],
  ["other properties are no longer refused", widens, "type: object, additionalProperties: false", "type: object"],
  ["additionalProperties true is dropped", same, "type: object, additionalProperties: true", "type: object"],
  ["additionalProperties {} is dropped", same, map(""), "type: object"],
  ["values of a map get a limit", narrows, map(text), map(atMost(5))],
  ["values of a map widen", widens, map(integer), map(number)],
  ["only words of the values of a map change", same, map(`${text}, description: A.`), map(`${text}, description: B.`)],
  // Objects inside.
  ["an optional property is added inside", fits, a, aAndB],
  ["a required property is added inside", narrows, a, `${aAndB}, required: [b]`],
  ["an optional property is removed inside", breaks, object("a: {type: string}, b: {type: boolean}"), a],
  ["a property inside a list of objects is limited", narrows, list(a), list(object("a: {type: string, maxLength: 5}"))],
  ["a property becomes required by a part of allOf", narrows, allOf(cat), allOf(cat, "required: [lives]")],
  // The same in other words.
  ["a reference is wrapped in allOf", same, cat, allOf(cat)],
  ["a reference is wrapped in anyOf", same, cat, anyOf(cat)],
  ["a schema moves into a component", same, inlineCat, cat],
  ["a component is written out", same, cat, inlineCat],
  ["a text moves into a component", same, atMost(5), ref("code")],
  ["a component of the same shape replaces another", same, cat, ref("catToo")],
  ["a component with one more property replaces another", fits, cat, ref("catMore")],
  ["a component that requires more replaces another", narrows, cat, ref("catStrict")],
  ["a component that refers to itself is replaced by its like", same, ref("catNode"), ref("catNodeToo")],
  ["allOf is written out", same, allOf(cat, aged), agedCat],
  ["the tighter of two limits grows", widens, allOf(atMost(5), "maxLength: 9"), allOf(atMost(7), "maxLength: 9")],
  ["a limit moves into allOf", same, atMost(5), allOf(text, "maxLength: 5")],
  ["null moves from oneOf to nullable", same, oneOf(cat, "enum: [null]"), `nullable: true, ${allOf(cat)}`],
  [
    "oneOf of values becomes a list of values",
    same,
    oneOf(`${text}, enum: [a]`, `${text}, enum: [b]`),
    `${text}, enum: [a, b]`,
  ],
  ["anyOf becomes oneOf of other types", same, anyOf(text, integer), oneOf(integer, text)],
  // Alternatives.
  ["alternatives change their order", same, anyOf(cat, dog), anyOf(dog, cat)],
  ["an alternative is added", widens, anyOf(cat, dog), anyOf(cat, dog, bird)],
  ["an alternative is removed", narrows, oneOf(cat, dog, bird), pets],
  ["one schema becomes an alternative", widens, cat, anyOf(cat, dog)],
  ["one alternative is left", narrows, anyOf(cat, dog), cat],
  ["anyOf becomes oneOf of alternatives that overlap", narrows, anyOf(cat, dog), pets],
  ["a limit of an alternative grows", widens, anyOf(atMost(3), integer), anyOf(atMost(4), integer)],
  ["an alternative that another covers is removed", widens, anyOf(number, integer), anyOf(number, "type: boolean")],
  ["not is added", narrows, text, notValue("a")],
  ["not is removed", widens, notValue("a"), text],
  ["not changes", breaks, notValue("a"), notValue("b")],
  ["only words of not change", same, notValue("a", ", description: A."), notValue("a", ", description: B.")],
  // Discriminators.
  ["a discriminator is added", narrows, pets, `${pets}, ${byKind}`],
  ["a discriminator is removed", widens, `${pets}, ${byKind}`, pets],
  ["a discriminator has another property", breaks, `${pets}, ${byKind}`, `${pets}, ${byKind.replace("kind", "type")}`],
  ["a discriminator value is added", widens, `${pets}, ${mapped("cat")}`, `${pets}, ${mapped("cat", "dog")}`],
  ["a discriminator value is removed", narrows, `${pets}, ${mapped("cat", "dog")}`, `${pets}, ${mapped("cat")}`],
  ["a discriminator value leads to another component", breaks, mappedTo("cat"), mappedTo("dog")],
  ["a discriminator value leads to a component of the same shape", same, mappedTo("cat"), mappedTo("catToo")],
  ["a discriminator value leads to a component with one more property", fits, mappedTo("cat"), mappedTo("catMore")],
  ["a discriminator value leads to a component that requires more", narrows, mappedTo("cat"), mappedTo("catStrict")],
  [
    "the implied discriminator value is stated",
    same,
    `${pets}, ${byKind}`,
    `${pets}, discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/cat'}}`,
  ],
];

const places = {
  request: "            note: {type: string, nullable: true, description: Words.}\n",
  response: "            remark: {type: string, nullable: true, description: Words back.}\n",
};

function withProperty(direction: keyof typeof places, schema: string): string {
  return `${edited(contract, places[direction], `${places[direction]}            probe: {${schema}}\n`)}${components.slice(1)}`;
}

export interface SchemaEdit {
  readonly edit: string;
  readonly before: string;
  readonly after: string;
  readonly expected: Wire;
}

/** Each edit of the table twice: of a property that is sent, and of one that is returned. */
export const schemaEdits: readonly SchemaEdit[] = table.flatMap(([edit, effect, before, after]) =>
  (["request", "response"] as const).map((direction, index) => ({
    edit: `${edit} (${direction})`,
    before: withProperty(direction, before),
    after: withProperty(direction, after),
    expected: effect[index] ?? "none",
  })),
);
