import { isObject, itemsOf, membersOf, operations, resolve } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

/** What every Graph error has; both spellings of the last occur on the wire. */
const wanted = [["code"], ["message"], ["innerError", "innererror"]];

/** Every 4XX and 5XX response has Graph's error body. */
export default rule(function* (document) {
  const judged = new Set();
  for (const { name, path, value } of operations(document)) {
    for (const [status, written] of membersOf(value.responses)) {
      if (!/^[45]|^default$/.test(status) || judged.has(written?.$ref)) continue;
      if (written?.$ref) judged.add(written.$ref);
      const response = resolve(document, written);
      const at = written?.$ref ? written.$ref.replace(/^#\//, "").split("/") : [...path, "responses", status];
      const missing = missingIn(document, response?.content?.["application/json"]?.schema);
      if (missing !== undefined)
        yield {
          path: at,
          element: response,
          message: `${status} of ${name} lacks ${missing}: use Graph's error body.`,
        };
    }
  }
});

function missingIn(document, schema) {
  const outer = flat(document, schema);
  if (!isObject(outer.properties.error)) return "error";
  if (!outer.required.includes("error")) return "error among the required properties";
  const error = flat(document, outer.properties.error);
  const absent = wanted.find((names) => !names.some((name) => isObject(error.properties[name])));
  if (absent !== undefined) return `error.${absent.join(" or error.")}`;
  const optional = ["code", "message"].find((name) => !error.required.includes(name));
  return optional === undefined ? undefined : `error.${optional} among the required properties`;
}

/** A schema with its references followed and its `allOf` merged, as far as this rule reads it. */
function flat(document, schema) {
  const written = resolve(document, schema) ?? {};
  const members = itemsOf(written.allOf).map(([, member]) => flat(document, member));
  return {
    properties: Object.assign({}, ...members.map((member) => member.properties), written.properties),
    required: [
      ...members.flatMap((member) => member.required),
      ...(Array.isArray(written.required) ? written.required : []),
    ],
  };
}
