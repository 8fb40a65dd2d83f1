import { closestName } from "../../closest-name.js";
import type { Fault } from "./faults.js";
import { commonProperties, type KindOfFault, kinds, levels, type Rule } from "./kinds.js";

/**
 * Reads a fault that another program describes as JSON.
 *
 * @throws RangeError that says what is wrong and what is allowed.
 */
export function readFault(value: unknown): Fault {
  if (typeof value !== "object" || value === null || !("kind" in value)) {
    throw new RangeError('A fault must be an object with "kind", such as {"kind":"throttle"}.');
  }
  const { kind, ...properties } = value;
  const known: Readonly<Record<string, Rule>> = {
    ...requireIn<KindOfFault>(kinds, kind, "a kind of fault").properties,
    ...commonProperties,
  };
  for (const [name, given] of Object.entries(properties)) {
    const { allows, expected } = requireIn(known, name, `a property of the fault ${kind}`);
    if (!allows(given)) throw new RangeError(`"${name}" of the fault ${kind} must be ${expected}.`);
  }
  for (const [name, { isRequired, expected }] of Object.entries(known)) {
    if (isRequired && !(name in properties)) throw new RangeError(`The fault ${kind} needs "${name}": ${expected}.`);
  }
  return requireStrikable(value as Fault);
}

/** With a fault that no request can match, a test would pass without testing anything. */
function requireStrikable(fault: Fault): Fault {
  const { kind, level, operationId = "createResourceRequest" } = fault;
  const possible = levels.filter((each) => kinds[kind].canStrike({ level: each, operationId }));
  if (possible.length > 0 && (level === undefined || possible.includes(level))) return fault;
  throw new RangeError(
    `The fault ${kind} never strikes a request with this "${level === undefined ? "operationId" : "level"}".`,
  );
}

function requireIn<Value>(table: Readonly<Record<string, Value>>, name: unknown, what: string): Value {
  const found = new Map<unknown, Value>(Object.entries(table)).get(name);
  if (found !== undefined) return found;
  const names = Object.keys(table);
  const closest = typeof name === "string" ? closestName(name, names) : undefined;
  const question = closest === undefined ? "" : ` Did you mean "${closest}"?`;
  throw new RangeError(`${JSON.stringify(name)} is not ${what}.${question} Allowed: ${names.join(", ")}.`);
}
