import { isObject, operations, resolve } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

const serverSet = /^(id|(created|added|modified|lastModified)(By|On|DateTime)|[a-z]+(State|Status)|state|status)$/;

/** A property that the service sets cannot be sent: wherever a request body reaches it, it is read-only. */
export default rule(function* (document) {
  const reached = new Map();
  for (const { path, value } of operations(document))
    visit(document, value.requestBody, [...path, "requestBody"], reached);
  for (const { name, path, value } of reached.values()) {
    if (value?.readOnly === true || !serverSet.test(name)) continue;
    yield { path, element: value, message: `${name} is set by the service, but can be sent: mark it readOnly.` };
  }
});

/** Collects the properties that are written below a node, references followed, each once. */
function visit(document, node, path, reached, seen = new Set()) {
  if (!isObject(node) && !Array.isArray(node)) return;
  if (typeof node.$ref === "string") {
    if (seen.has(node.$ref)) return;
    seen.add(node.$ref);
    visit(document, resolve(document, node), node.$ref.replace(/^#\//, "").split("/"), reached, seen);
    return;
  }
  for (const [key, value] of Object.entries(node)) {
    // An example has members that only look like keywords.
    if (key === "examples" || key === "example") continue;
    if (key === "properties" && isObject(value)) {
      for (const [name, property] of Object.entries(value)) {
        const at = [...path, "properties", name];
        reached.set(at.join("/"), { name, path: at, value: property });
        if (property?.readOnly !== true) visit(document, property, at, reached, seen);
      }
    } else visit(document, value, [...path, key], reached, seen);
  }
}
