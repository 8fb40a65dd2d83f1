import { elements } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

/** Every element but a flow, which has no place for one, has a description that is a sentence. */
export default rule(function* (document) {
  for (const { kind, name, path, value } of elements(document)) {
    if (kind === "flow") continue;
    const { description } = value;
    if (typeof description !== "string" || description.trim() === "") {
      yield { path, element: value, message: `The ${kind} ${name} has no description.` };
    } else if (!/^\S+\s+\S.*\.$/s.test(description.trim())) {
      yield {
        path,
        element: value,
        message: `The description of the ${kind} ${name} is no sentence: write at least two words and end with a full stop.`,
      };
    }
  }
});
