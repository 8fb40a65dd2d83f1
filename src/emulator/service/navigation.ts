import type { Resource } from "../state/resource.js";

/** Only the roles of groups are the same everywhere: the others are the application's or the site's own. */
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

/** Returns the same id each time, and none that `State.newId` gives. */
function derivedId(id: string, part: number): string {
  return id.replace(/^e0000000/, `e000000${part}`);
}
