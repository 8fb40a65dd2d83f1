import { elements, isObject, membersOf, operations, resolve } from "../lib/elements.js";
import { bodyValidator } from "../lib/json-schema.js";
import { rule } from "../lib/rule.js";

/** Every example matches the schema of its request or response, and some body uses it. */
export default rule(function* (document) {
  const validators = { request: bodyValidator(document, "request"), response: bodyValidator(document, "response") };
  const findings = new Map();
  const used = new Set();
  for (const { direction, schema, example, path } of examples(document)) {
    used.add(path.join("/"));
    if (!isObject(example) || !("value" in example)) continue;
    for (const { pointer, message } of validators[direction](schema, example.value)) {
      const at = [...path, "value", ...segments(pointer)];
      const finding = { path: at, message: `The ${direction} example ${path.at(-1)}${pointer} ${message}.` };
      findings.set(`${finding.path.join("/")} ${finding.message}`, finding);
    }
  }
  yield* findings.values();
  for (const { kind, name, path } of elements(document)) {
    if (kind === "example" && !used.has(path.join("/"))) yield { path, message: `No body uses the example ${name}.` };
  }
});

function* examples(document) {
  for (const { path, value } of operations(document)) {
    yield* ofMessage(document, value.requestBody, [...path, "requestBody"], "request");
    for (const [status, response] of membersOf(value.responses)) {
      yield* ofMessage(document, response, [...path, "responses", status], "response");
    }
  }
}

function* ofMessage(document, written, path, direction) {
  const message = resolve(document, written);
  const at = place(written, path);
  for (const [type, media] of membersOf(message?.content)) {
    const { schema, examples: named, example } = media ?? {};
    if (!/json/.test(type) || schema === undefined) continue;
    const inside = [...at, "content", type];
    if (example !== undefined) yield { direction, schema, example: { value: example }, path: [...inside, "example"] };
    for (const [name, one] of membersOf(named)) {
      yield { direction, schema, example: resolve(document, one), path: place(one, [...inside, "examples", name]) };
    }
  }
}

const place = (written, path) =>
  typeof written?.$ref === "string" ? written.$ref.replace(/^#\//, "").split("/") : path;

/** Array indices as numbers, as Spectral looks for them. */
function segments(pointer) {
  const names = pointer
    .split("/")
    .slice(1)
    .map((name) => name.replaceAll("~1", "/").replaceAll("~0", "~"));
  return names.map((name) => (/^\d+$/.test(name) ? Number(name) : name));
}
