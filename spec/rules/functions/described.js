import { elements } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

/**
 * Every element except a flow, which has no place for one, has a description that is a sentence. Descriptions,
 * summaries and known values fit into a cell of a Markdown table, because CONTRACT.md cannot escape them.
 */
export default rule(function* (document) {
  for (const { kind, name, path, value } of elements(document)) {
    if (kind === "flow") continue;
    const { description, summary } = value;
    const cells = [description, summary, ...[value["x-extensible-enum"] ?? []].flat()];
    if (typeof description !== "string" || description.trim() === "") {
      yield { path, element: value, message: `The ${kind} ${name} has no description.` };
    } else if (!/^\S+\s+\S.*\.$/s.test(description.trim())) {
      const message = `The description of the ${kind} ${name} is not a sentence: write at least two words and end with a full stop.`;
      yield { path, element: value, message };
    }
    if (cells.some((text) => /[|\n]/.test(String(text ?? "").trim()))) {
      const message = `The ${kind} ${name} is described with a | or a line break, which a table cell cannot contain: reword it.`;
      yield { path, element: value, message };
    }
  }
});
