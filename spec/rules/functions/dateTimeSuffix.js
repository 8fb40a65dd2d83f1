import { elements } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

/** Graph guideline: the name of a property with a date and a time ends in DateTime, and no other name does. */
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
