/** A resource of a catalog. No name or value depends on a version of Graph. */
export interface Resource {
  /** Given by `State.newId`, so ids sort in order of arrival. */
  readonly id: string;
  readonly originSystem: string;
  readonly originId: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly url: string | null;
  readonly resourceType: string | null;
  /** ISO 8601. */
  readonly addedOn: string;
  attributes: object[];
}

export type Origin = Pick<Resource, "originSystem" | "originId">;

/** A resource as a caller describes it. */
export type SentResource = { readonly [Name in keyof Resource]?: Resource[Name] | null };

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guid.test(text);
}

/** Equal for the ids of equal origins, and for some of different origins: ignores case and a trailing slash. */
export function looseId(originId: string): string {
  return originId.toLowerCase().replace(/\/$/, "");
}

/**
 * Equal only for equal origins. Ignores case and surrounding whitespace in origin systems, case in GUIDs, and case and
 * a trailing slash in site addresses.
 */
export function originKey({ originSystem, originId }: Origin): string {
  const system = originSystem.trim().toLowerCase();
  return `${system}\n${system === "sharepointonline" || isGuid(originId) ? looseId(originId) : originId}`;
}

/** Whether one of the ids belongs to this origin. */
export function includesOrigin(ids: readonly string[], { originSystem, originId }: Origin): boolean {
  const key = originKey({ originSystem, originId });
  return ids.some((id) => originKey({ originSystem, originId: id }) === key);
}
