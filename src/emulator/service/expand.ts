import { notModelled } from "../responses.js";
import type { Resource } from "../state/resource.js";
import type { Call } from "./request.js";

type Expand = (resource: Resource) => object;

/** Reads `$expand`. Returns a function that returns what it adds to a resource. */
export function readExpand({ query, version }: Call): Expand {
  const { roles, scopes } = version.expandable;
  const known = new Map([
    [roles, rolesOf],
    [scopes, scopesOf],
  ]);
  const parts = (query.get("$expand")?.split(",") ?? []).map((name) => {
    const partOf = known.get(name);
    if (partOf === undefined) throw notModelled(`$expand=${name} here`);
    return [name, partOf] as const;
  });
  return (resource) => Object.fromEntries(parts.map(([name, partOf]) => [name, partOf(resource)]));
}

/** Only the roles of groups are the same everywhere: the others are the application's or the site's own. */
function rolesOf({ id, originId, originSystem }: Resource): readonly object[] {
  if (originSystem.trim().toLowerCase() !== "aadgroup") return [];
  return ["Member", "Owner"].map((displayName, index) => ({
    id: derivedId(id, index + 1),
    displayName,
    originId: `${displayName}_${originId}`,
    originSystem,
  }));
}

function scopesOf({ id, originId, originSystem }: Resource): readonly object[] {
  const names = { displayName: "Root", description: "Root Scope" };
  return [{ id: derivedId(id, 3), ...names, originId, originSystem, isRootScope: true }];
}

/** Returns the same id each time, and none that `State.newId` gives. */
function derivedId(id: string, part: number): string {
  return id.replace(/^e0000000/, `e000000${part}`);
}
