import { operations } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

const wanted = { "a refusal (4XX)": /^4/, "a failure (5XX)": /^5/ };

/** Every operation describes its responses to a refusal and to a failure. */
export default rule(function* (document) {
  for (const { name, path, value } of operations(document)) {
    const statuses = Object.keys(value.responses ?? {});
    for (const [what, pattern] of Object.entries(wanted)) {
      if (statuses.some((status) => pattern.test(status) || status === "default")) continue;
      yield {
        path: [...path, "responses"],
        element: value,
        message: `${name} has no response for ${what}.`,
      };
    }
  }
});
