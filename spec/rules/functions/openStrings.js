import { elements } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

/** Graph guideline: an enumeration can grow, so it is an open string or has the member unknownFutureValue. */
export default rule(function* (document) {
  for (const { name, path, value } of elements(document)) {
    for (const [holder, at] of [
      [value, path],
      [value.items, [...path, "items"]],
      [value.schema, [...path, "schema"]],
    ]) {
      if (!Array.isArray(holder?.enum) || holder.enum.includes("unknownFutureValue")) continue;
      yield {
        path: [...at, "enum"],
        element: value,
        message: `${name} is closed to new values: use x-extensible-enum, or add unknownFutureValue.`,
      };
    }
  }
});
