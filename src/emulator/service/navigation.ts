import type { Resource } from "../state/resource.js";

/** All groups have the same roles. Each application and site defines its own. */
export function rolesOf({ id, originId, originSystem }: Resource): readonly object[] {
  if (originSystem.trim().toLowerCase() !== "aadgroup") return [];
  return ["Member", "Owner"].map((displayName, index) => ({
    id: derivedId(id, index + 1),
    displayName,
    originId: `${displayName}_${originId}`,
    originSystem,
  }));
}

export function scopesOf({ id, originId, originSystem }: Resource): readonly object[] {
  const names = { displayName: "Root", description: "Root Scope" };
  return [{ id: derivedId(id, 3), ...names, originId, originSystem, isRootScope: true }];
}

/** Returns the same id each time, which is never an id from `State.newId`. */
function derivedId(id: string, part: number): string {
  return id.replace(/^e0000000/, `e000000${part}`);
}
