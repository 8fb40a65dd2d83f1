import { elements } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

/** Graph guideline: what holds a date and a time ends in DateTime, and what ends so holds both. */
export default rule(function* (document) {
  for (const { kind, name, path, value } of elements(document)) {
    if (kind !== "property") continue;
    const isDateTime = value.format === "date-time";
    if (isDateTime === name.endsWith("DateTime")) continue;
    const message = isDateTime
      ? `${name} is a date and a time: end its name in DateTime.`
      : `${name} is named like a date and a time: give it format date-time.`;
    yield { path, element: value, message };
  }
});
