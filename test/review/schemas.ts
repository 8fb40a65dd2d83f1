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

const cat = "$ref: '#/components/schemas/cat'";
const dog = "$ref: '#/components/schemas/dog'";
const bird = "$ref: '#/components/schemas/bird'";
const inlineCat = "type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}}";
const pets = (...all: readonly string[]) => all.map((one) => `{${one}}`).join(", ");
const mapped = (...names: readonly string[]) =>
  `discriminator: {propertyName: kind, mapping: {${names.map((name) => `${name[0]}: '#/components/schemas/${name}'`).join(", ")}}}`;

/** Schemas of a property before and after an edit, and its effect on the wire when sent and when returned. */
const table: readonly (readonly [edit: string, before: string, after: string, request: Wire, response: Wire])[] = [
  // Limits.
  ["minLength is added", "type: string", "type: string, minLength: 2", "breaking", "compatible"],
  ["minLength of 0 is added", "type: string", "type: string, minLength: 0", "none", "none"],
  ["maxLength grows", "type: string, maxLength: 3", "type: string, maxLength: 4", "compatible", "breaking"],
  ["pattern is added", "type: string", "type: string, pattern: '^a'", "breaking", "compatible"],
  ["pattern changes", "type: string, pattern: '^a'", "type: string, pattern: '^b'", "breaking", "breaking"],
  ["pattern is removed", "type: string, pattern: '^a'", "type: string", "compatible", "breaking"],
  [
    "uniqueItems is added",
    "type: array, items: {type: string}",
    "type: array, items: {type: string}, uniqueItems: true",
    "breaking",
    "compatible",
  ],
  [
    "uniqueItems false is added",
    "type: array, items: {type: string}",
    "type: array, items: {type: string}, uniqueItems: false",
    "none",
    "none",
  ],
  [
    "minItems grows",
    "type: array, items: {type: string}, minItems: 1",
    "type: array, items: {type: string}, minItems: 2",
    "breaking",
    "compatible",
  ],
  [
    "maxItems is removed",
    "type: array, items: {type: string}, maxItems: 1",
    "type: array, items: {type: string}",
    "compatible",
    "breaking",
  ],
  ["minProperties is added", "type: object", "type: object, minProperties: 1", "breaking", "compatible"],
  [
    "maxProperties shrinks",
    "type: object, maxProperties: 5",
    "type: object, maxProperties: 4",
    "breaking",
    "compatible",
  ],
  ["maxProperties is removed", "type: object, maxProperties: 5", "type: object", "compatible", "breaking"],
  ["minimum falls", "type: number, minimum: 1", "type: number, minimum: -1", "compatible", "breaking"],
  [
    "minimum becomes exclusive",
    "type: number, minimum: 1",
    "type: number, minimum: 1, exclusiveMinimum: true",
    "breaking",
    "compatible",
  ],
  [
    "maximum is no longer exclusive",
    "type: number, maximum: 1, exclusiveMaximum: true",
    "type: number, maximum: 1",
    "compatible",
    "breaking",
  ],
  [
    "an exclusive bound replaces the same whole number",
    "type: integer, minimum: 1",
    "type: integer, minimum: 0, exclusiveMinimum: true",
    "none",
    "none",
  ],
  [
    "an exclusive bound moves outwards",
    "type: number, minimum: 1",
    "type: number, minimum: 0, exclusiveMinimum: true",
    "compatible",
    "breaking",
  ],
  ["multipleOf is added", "type: integer", "type: integer, multipleOf: 5", "breaking", "compatible"],
  [
    "multipleOf becomes a divisor",
    "type: integer, multipleOf: 10",
    "type: integer, multipleOf: 5",
    "compatible",
    "breaking",
  ],
  ["multipleOf becomes unlike", "type: integer, multipleOf: 3", "type: integer, multipleOf: 5", "breaking", "breaking"],
  ["format is added", "type: string", "type: string, format: uuid", "breaking", "compatible"],
  ["format changes", "type: string, format: date", "type: string, format: date-time", "breaking", "breaking"],
  ["format widens", "type: integer, format: int32", "type: integer, format: int64", "compatible", "breaking"],
  // Types and values.
  ["a type widens", "type: integer", "type: number", "compatible", "breaking"],
  ["a type narrows", "type: number", "type: integer", "breaking", "compatible"],
  ["a type changes", "type: string", "type: boolean", "breaking", "breaking"],
  ["a type is no longer stated", "type: string", "description: Any.", "compatible", "breaking"],
  ["a single value becomes a list", "type: string", "type: array, items: {type: string}", "breaking", "breaking"],
  ["null is allowed", "type: string", "type: string, nullable: true", "compatible", "breaking"],
  ["null is no longer allowed", "type: string, nullable: true", "type: string", "breaking", "compatible"],
  [
    "an allowed value is added",
    "type: string, enum: [a, b]",
    "type: string, enum: [a, b, c]",
    "compatible",
    "breaking",
  ],
  ["an allowed value is removed", "type: string, enum: [a, b]", "type: string, enum: [a]", "breaking", "compatible"],
  ["values change their order", "type: string, enum: [a, b]", "type: string, enum: [b, a]", "none", "none"],
  [
    "a closed list opens",
    "type: string, enum: [a, b]",
    "type: string, x-extensible-enum: [a, b]",
    "compatible",
    "breaking",
  ],
  [
    "an open list closes",
    "type: string, x-extensible-enum: [a, b]",
    "type: string, enum: [a, b]",
    "breaking",
    "compatible",
  ],
  [
    "a known value is added",
    "type: string, x-extensible-enum: [a]",
    "type: string, x-extensible-enum: [a, b]",
    "compatible",
    "compatible",
  ],
  ["a default is added", "type: boolean", "type: boolean, default: true", "compatible", "none"],
  ["a default changes", "type: boolean, default: false", "type: boolean, default: true", "breaking", "none"],
  ["a default is removed", "type: boolean, default: false", "type: boolean", "breaking", "none"],
  ["it becomes read-only", "type: string", "type: string, readOnly: true", "breaking", "none"],
  ["it is no longer read-only", "type: string, readOnly: true", "type: string", "compatible", "none"],
  ["it becomes write-only", "type: string", "type: string, writeOnly: true", "none", "breaking"],
  ["it becomes deprecated", "type: string", "type: string, deprecated: true", "none", "none"],
  [
    "only words change",
    "type: string, description: A.",
    "type: string, description: B., example: b, title: B",
    "none",
    "none",
  ],
  // Lists and maps.
  [
    "items get a limit",
    "type: array, items: {type: string}",
    "type: array, items: {type: string, maxLength: 5}",
    "breaking",
    "compatible",
  ],
  [
    "items may be null",
    "type: array, items: {type: string}",
    "type: array, items: {type: string, nullable: true}",
    "compatible",
    "breaking",
  ],
  [
    "items widen",
    "type: array, items: {type: integer}",
    "type: array, items: {type: number}",
    "compatible",
    "breaking",
  ],
  [
    "an allowed value of items is added",
    "type: array, items: {type: string, enum: [a]}",
    "type: array, items: {type: string, enum: [a, b]}",
    "compatible",
    "breaking",
  ],
  [
    "items of items get a limit",
    "type: array, items: {type: array, items: {type: string}}",
    "type: array, items: {type: array, items: {type: string, maxLength: 5}}",
    "breaking",
    "compatible",
  ],
  [
    "other properties are refused",
    "type: object",
    "type: object, additionalProperties: false",
    "breaking",
    "compatible",
  ],
  [
    "other properties are no longer refused",
    "type: object, additionalProperties: false",
    "type: object",
    "compatible",
    "breaking",
  ],
  ["additionalProperties true is dropped", "type: object, additionalProperties: true", "type: object", "none", "none"],
  ["additionalProperties {} is dropped", "type: object, additionalProperties: {}", "type: object", "none", "none"],
  [
    "values of a map get a limit",
    "type: object, additionalProperties: {type: string}",
    "type: object, additionalProperties: {type: string, maxLength: 5}",
    "breaking",
    "compatible",
  ],
  [
    "values of a map widen",
    "type: object, additionalProperties: {type: integer}",
    "type: object, additionalProperties: {type: number}",
    "compatible",
    "breaking",
  ],
  [
    "only words of the values of a map change",
    "type: object, additionalProperties: {type: string, description: A.}",
    "type: object, additionalProperties: {type: string, description: B.}",
    "none",
    "none",
  ],
  // Objects inside.
  [
    "an optional property is added inside",
    "type: object, properties: {a: {type: string}}",
    "type: object, properties: {a: {type: string}, b: {type: string}}",
    "compatible",
    "compatible",
  ],
  [
    "a required property is added inside",
    "type: object, properties: {a: {type: string}}",
    "type: object, required: [b], properties: {a: {type: string}, b: {type: string}}",
    "breaking",
    "compatible",
  ],
  [
    "an optional property is removed inside",
    "type: object, properties: {a: {type: string}, b: {type: boolean}}",
    "type: object, properties: {a: {type: string}}",
    "breaking",
    "breaking",
  ],
  [
    "a property inside a list of objects is limited",
    "type: array, items: {type: object, properties: {a: {type: string}}}",
    "type: array, items: {type: object, properties: {a: {type: string, maxLength: 5}}}",
    "breaking",
    "compatible",
  ],
  [
    "a property becomes required by a part of allOf",
    `allOf: [{${cat}}]`,
    `allOf: [{${cat}}, {required: [lives]}]`,
    "breaking",
    "compatible",
  ],
  // The same in other words.
  ["a reference is wrapped in allOf", cat, `allOf: [{${cat}}]`, "none", "none"],
  ["a reference is wrapped in anyOf", cat, `anyOf: [{${cat}}]`, "none", "none"],
  ["a schema moves into a component", inlineCat, cat, "none", "none"],
  ["a component is written out", cat, inlineCat, "none", "none"],
  ["a text moves into a component", "type: string, maxLength: 5", "$ref: '#/components/schemas/code'", "none", "none"],
  ["a component of the same shape replaces another", cat, "$ref: '#/components/schemas/catToo'", "none", "none"],
  [
    "a component with one more property replaces another",
    cat,
    "$ref: '#/components/schemas/catMore'",
    "compatible",
    "compatible",
  ],
  [
    "a component that requires more replaces another",
    cat,
    "$ref: '#/components/schemas/catStrict'",
    "breaking",
    "compatible",
  ],
  [
    "a component that refers to itself is replaced by its like",
    "$ref: '#/components/schemas/catNode'",
    "$ref: '#/components/schemas/catNodeToo'",
    "none",
    "none",
  ],
  [
    "allOf is written out",
    `allOf: [{${cat}}, {type: object, properties: {age: {type: integer}}}]`,
    `type: object, required: [kind], properties: {kind: {type: string}, lives: {type: integer}, age: {type: integer}}`,
    "none",
    "none",
  ],
  [
    "the tighter of two limits grows",
    "allOf: [{type: string, maxLength: 5}, {maxLength: 9}]",
    "allOf: [{type: string, maxLength: 7}, {maxLength: 9}]",
    "compatible",
    "breaking",
  ],
  ["a limit moves into allOf", "type: string, maxLength: 5", "allOf: [{type: string}, {maxLength: 5}]", "none", "none"],
  [
    "null moves from oneOf to nullable",
    `oneOf: [{${cat}}, {enum: [null]}]`,
    `nullable: true, allOf: [{${cat}}]`,
    "none",
    "none",
  ],
  [
    "oneOf of values becomes a list of values",
    "oneOf: [{type: string, enum: [a]}, {type: string, enum: [b]}]",
    "type: string, enum: [a, b]",
    "none",
    "none",
  ],
  [
    "anyOf becomes oneOf of other types",
    "anyOf: [{type: string}, {type: integer}]",
    "oneOf: [{type: integer}, {type: string}]",
    "none",
    "none",
  ],
  // Alternatives.
  ["alternatives change their order", `anyOf: [${pets(cat, dog)}]`, `anyOf: [${pets(dog, cat)}]`, "none", "none"],
  [
    "an alternative is added",
    `anyOf: [${pets(cat, dog)}]`,
    `anyOf: [${pets(cat, dog, bird)}]`,
    "compatible",
    "breaking",
  ],
  [
    "an alternative is removed",
    `oneOf: [${pets(cat, dog, bird)}]`,
    `oneOf: [${pets(cat, dog)}]`,
    "breaking",
    "compatible",
  ],
  ["one schema becomes an alternative", cat, `anyOf: [${pets(cat, dog)}]`, "compatible", "breaking"],
  ["one alternative is left", `anyOf: [${pets(cat, dog)}]`, cat, "breaking", "compatible"],
  [
    "anyOf becomes oneOf of alternatives that overlap",
    `anyOf: [${pets(cat, dog)}]`,
    `oneOf: [${pets(cat, dog)}]`,
    "breaking",
    "compatible",
  ],
  [
    "a limit of an alternative grows",
    "anyOf: [{type: string, maxLength: 3}, {type: integer}]",
    "anyOf: [{type: string, maxLength: 4}, {type: integer}]",
    "compatible",
    "breaking",
  ],
  [
    "an alternative that another covers is removed",
    "anyOf: [{type: number}, {type: integer}]",
    "anyOf: [{type: number}, {type: boolean}]",
    "compatible",
    "breaking",
  ],
  ["not is added", "type: string", "type: string, not: {enum: [a]}", "breaking", "compatible"],
  ["not is removed", "type: string, not: {enum: [a]}", "type: string", "compatible", "breaking"],
  ["not changes", "type: string, not: {enum: [a]}", "type: string, not: {enum: [b]}", "breaking", "breaking"],
  [
    "only words of not change",
    "type: string, not: {enum: [a], description: A.}",
    "type: string, not: {enum: [a], description: B.}",
    "none",
    "none",
  ],
  // Discriminators.
  [
    "a discriminator is added",
    `oneOf: [${pets(cat, dog)}]`,
    `oneOf: [${pets(cat, dog)}], discriminator: {propertyName: kind}`,
    "breaking",
    "compatible",
  ],
  [
    "a discriminator is removed",
    `oneOf: [${pets(cat, dog)}], discriminator: {propertyName: kind}`,
    `oneOf: [${pets(cat, dog)}]`,
    "compatible",
    "breaking",
  ],
  [
    "a discriminator has another property",
    `oneOf: [${pets(cat, dog)}], discriminator: {propertyName: kind}`,
    `oneOf: [${pets(cat, dog)}], discriminator: {propertyName: type}`,
    "breaking",
    "breaking",
  ],
  [
    "a discriminator value is added",
    `oneOf: [${pets(cat, dog)}], ${mapped("cat")}`,
    `oneOf: [${pets(cat, dog)}], ${mapped("cat", "dog")}`,
    "compatible",
    "breaking",
  ],
  [
    "a discriminator value is removed",
    `oneOf: [${pets(cat, dog)}], ${mapped("cat", "dog")}`,
    `oneOf: [${pets(cat, dog)}], ${mapped("cat")}`,
    "breaking",
    "compatible",
  ],
  [
    "the implied discriminator value is stated",
    `oneOf: [${pets(cat, dog)}], discriminator: {propertyName: kind}`,
    `oneOf: [${pets(cat, dog)}], discriminator: {propertyName: kind, mapping: {cat: '#/components/schemas/cat'}}`,
    "none",
    "none",
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
export const schemaEdits: readonly SchemaEdit[] = table.flatMap(([edit, before, after, request, response]) =>
  (["request", "response"] as const).map((direction) => ({
    edit: `${edit} (${direction})`,
    before: withProperty(direction, before),
    after: withProperty(direction, after),
    expected: direction === "request" ? request : response,
  })),
);
