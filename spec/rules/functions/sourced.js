import { elements } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

const formats = [/^page:[1-9]\d*$/, /^ledger:[a-z0-9]+(-[a-z0-9]+)*$/];

/** Every element names its source, except a scope, whose flow names it. */
export default rule(function* (document) {
  const documents = document.info?.["x-documents"] ?? {};
  const used = new Set();
  for (const { kind, name, path, value } of elements(document)) {
    if (kind === "scope") continue;
    const sources = value["x-source"];
    if (!Array.isArray(sources) || sources.length === 0) {
      yield { path, element: value, message: `The ${kind} ${name} has no x-source.` };
      continue;
    }
    for (const [index, source] of sources.entries()) {
      used.add(source);
      if (Object.hasOwn(documents, source) || formats.some((format) => format.test(source))) continue;
      yield {
        path: [...path, "x-source", index],
        element: value,
        message: `The ${kind} ${name} has the source ${JSON.stringify(source)}: write page:<line>, ledger:<id> or a key of info.x-documents.`,
      };
    }
  }
  for (const key of Object.keys(documents)) {
    if (!used.has(key))
      yield { path: ["info", "x-documents", key], message: `No element cites the document ${key}: remove it.` };
  }
});
