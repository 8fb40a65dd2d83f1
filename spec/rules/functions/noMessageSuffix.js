import { elements } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

/** Graph guideline: a type is not named after the message that carries it. */
export default rule(function* (document) {
  for (const { kind, name, path, value } of elements(document)) {
    const suffix = kind === "schema" ? /(Request|Response|Collection)$/.exec(name)?.[1] : undefined;
    if (suffix !== undefined)
      yield {
        path,
        element: value,
        message: `The schema ${name} ends in ${suffix}: name it after the thing, not after the message.`,
      };
  }
});
