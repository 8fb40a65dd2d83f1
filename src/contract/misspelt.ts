import type { ModelContract } from "../../generated/beta/contract.js";

/** The property that an unknown name probably means: one that can be sent, is not in the object, and has a similar name. */
export function meantBy(name: string, value: object, properties: ModelContract["properties"]): string | undefined {
  if (!/^[\w@.]+$/.test(name)) return undefined;
  const edits = name.length > 4 ? 2 : 1;
  return Object.keys(properties).find(
    (known) =>
      !properties[known]?.readOnly && !(known in value) && isNear(name.toLowerCase(), known.toLowerCase(), edits),
  );
}

/** Whether at most `edits` insertions, removals or replacements of letters turn one name into the other. */
function isNear(name: string, other: string, edits: number): boolean {
  if (edits < 0 || Math.abs(name.length - other.length) > edits) return false;
  let same = 0;
  while (same < name.length && name[same] === other[same]) same += 1;
  const [rest, restOfOther] = [name.slice(same), other.slice(same)];
  if (rest === restOfOther) return true;
  return (
    isNear(rest.slice(1), restOfOther.slice(1), edits - 1) ||
    isNear(rest.slice(1), restOfOther, edits - 1) ||
    isNear(rest, restOfOther.slice(1), edits - 1)
  );
}
