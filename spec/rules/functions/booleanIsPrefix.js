import { elements } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

/** Graph guideline: a boolean's name begins with is, unless that reads badly. */
export default rule(function* (document) {
  for (const { kind, name, path, value } of elements(document)) {
    if (kind !== "property" || value.type !== "boolean" || /^is[A-Z]/.test(name)) continue;
    yield { path, element: value, message: `${name} is a boolean whose name does not begin with "is".` };
  }
});
