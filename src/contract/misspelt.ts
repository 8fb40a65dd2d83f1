import type { ModelContract } from "../../generated/beta/contract.js";
import { closestName } from "../closest-name.js";

/** The most names of an object that are compared, so that a huge body takes no time. No model has that many. */
const mostCompared = 100;

/**
 * The property that an unknown name probably means: one that can be sent, is not in the object, and has a similar name.
 *
 * @param names All names of the object.
 */
export function meantBy(
  name: string,
  names: readonly string[],
  properties: ModelContract["properties"],
): string | undefined {
  if (names.length > mostCompared || !/^[\w@.]+$/.test(name)) return undefined;
  const candidates = Object.keys(properties).filter((each) => !properties[each]?.readOnly && !names.includes(each));
  return closestName(name, candidates);
}
