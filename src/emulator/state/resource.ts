const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guid.test(text);
}

/** Equal for equal origins, and for some others: neither letter case nor a slash at the end counts. */
export function looseId(originId: string): string {
  return originId.toLowerCase().replace(/\/$/, "");
}

/**
 * Equal for equal origins only. Origin systems are equal without regard to case and to blanks around them; so are
 * GUIDs without regard to case, and addresses of sites without regard to case and to a slash at the end.
 */
export function originKey(originSystem: string, originId: string): string {
  const system = originSystem.trim().toLowerCase();
  return `${system}\n${system === "sharepointonline" || isGuid(originId) ? looseId(originId) : originId}`;
}

/** Whether one of the ids names this origin. */
export function includesOrigin(ids: readonly string[], originSystem: string, originId: string): boolean {
  const key = originKey(originSystem, originId);
  return ids.some((id) => originKey(originSystem, id) === key);
}
