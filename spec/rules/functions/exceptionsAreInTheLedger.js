import { elements, membersOf } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

/** An exception names one of our rules, and a ledger entry that the element also has among its sources. */
export default rule(function* (document, { rules }) {
  for (const { kind, name, path, value } of elements(document)) {
    for (const [excused, reason] of membersOf(value["x-rule-exceptions"])) {
      const at = [...path, "x-rule-exceptions", excused];
      if (!rules.includes(excused))
        yield {
          path: at,
          message: `The ${kind} ${name} is excused from ${excused}, which is not a rule that allows exceptions.`,
        };
      else if (!String(reason).startsWith("ledger:"))
        yield {
          path: at,
          message: `The ${kind} ${name} is excused from ${excused} without a ledger entry: write ledger:<id>.`,
        };
      else if (![value["x-source"]].flat().includes(reason))
        yield {
          path: at,
          message: `The ${kind} ${name} is excused by ${reason}, which is not in its x-source: add it there.`,
        };
    }
  }
});
