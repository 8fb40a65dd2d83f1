import { isObject } from "./elements.js";

/**
 * Makes a Spectral function out of a walk over the whole document.
 *
 * An element is excused from a rule by `x-rule-exceptions: { <rule>: "ledger:<id>" }`; the rule
 * exceptions-are-in-the-ledger checks that the ledger has the reason.
 *
 * @param {(document: any, options: any) => Iterable<{ message: string, path: (string|number)[], element?: any }>} walk
 */
export function rule(walk) {
  return (document, options, context) => {
    if (!isObject(document)) return [];
    const name = context.rule?.name ?? context.rule?.id;
    const findings = [];
    try {
      for (const { message, path, element } of walk(document, options ?? {})) {
        if (element?.["x-rule-exceptions"]?.[name] === undefined) findings.push({ message, path });
      }
    } catch (error) {
      // Otherwise Spectral prints only this error, without what its own rules find in the malformed document.
      const message = `${name} cannot read the document (${error.message}): fix what the other rules find first.`;
      findings.push({ message, path: [] });
    }
    return findings;
  };
}
