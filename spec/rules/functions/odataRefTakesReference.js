import { itemsOf, membersOf, operations, properties, resolve } from "../lib/elements.js";
import { rule } from "../lib/rule.js";

/** OData 4.01 Protocol, 11.4.6.1: a post to references accepts one entity reference and returns 204 without a body. */
export default rule(function* (document) {
  for (const { name, path, value } of operations(document)) {
    if (!name.startsWith("POST ") || !name.endsWith("/$ref")) continue;
    const body = resolve(document, value.requestBody);
    for (const [, media] of membersOf(body?.content)) {
      const sent = propertiesOf(document, media?.schema);
      if (sent.length !== 1 || sent[0] !== "@odata.id") {
        yield {
          path: [...path, "requestBody"],
          element: value,
          message: `${name} accepts ${sent.join(", ") || "anything"}: a post to references accepts only @odata.id.`,
        };
      }
    }
    for (const [status, response] of membersOf(value.responses)) {
      const content = resolve(document, response)?.content;
      if (!/^[23]|^default$/.test(status) || (status === "204" && content === undefined)) continue;
      yield {
        path: [...path, "responses", status],
        element: value,
        message: `${name} returns ${status}: a post to references succeeds only with 204 and no body.`,
      };
    }
  }
});

function propertiesOf(document, schema) {
  const written = resolve(document, schema);
  const isOwn = ({ path }) => path.filter((name) => name === "properties").length === 1;
  const own = [...properties(written, [])].filter(isOwn).map(({ name }) => name);
  const inherited = itemsOf(written?.allOf).flatMap(([, member]) =>
    member.$ref ? propertiesOf(document, member) : [],
  );
  return [...new Set([...inherited, ...own])];
}
