import { elements } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

const camelCase = /^[a-z][a-z0-9]*([A-Z][a-z0-9]*)*$/;
const kinds = ["schema", "property", "example", "parameter", "tag"];

/** `@odata.type`, `name@odata.bind` and `$filter` are OData's own spelling; a header's is HTTP's. */
const plain = (name) => name.replace(/@odata\.[a-zA-Z]+$/, "").replace(/^\$/, "");

/** Graph guideline: names are in lowerCamelCase, the parts of a path included. */
export default rule(function* (document) {
  for (const { kind, name, path, value } of elements(document)) {
    const checked = kind === "operation" ? (value.operationId ?? "") : plain(name);
    const isHeader = kind === "parameter" && value.in === "header";
    if ((kind !== "operation" && !kinds.includes(kind)) || isHeader || checked === "" || camelCase.test(checked))
      continue;
    yield { path, element: value, message: `The ${kind} ${checked} is not in lowerCamelCase.` };
  }
  for (const route of Object.keys(document.paths ?? {})) {
    const wrong = route
      .split("/")
      .map((part) => part.replace(/^\{(.*)\}$/, "$1").replace(/^\$/, ""))
      .find((part) => part !== "" && !camelCase.test(part));
    if (wrong !== undefined)
      yield {
        path: ["paths", route],
        element: document.paths[route],
        message: `The path segment ${wrong} is not in lowerCamelCase.`,
      };
  }
});
