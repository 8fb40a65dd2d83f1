import type { CatalogResource, ResourceOrigin } from "./types.js";

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** What two inputs share when they mean the same resource. Ids are GUIDs, whose case means nothing; URLs stay as they are. */
export function keyOf({ originSystem, originId }: ResourceOrigin): string {
  return `${originSystem}/${guid.test(originId) ? originId.toLowerCase() : originId}`;
}

/**
 * Whoever leaves a part of the origin out, or misspells its name, must not be told that no such resource is there.
 *
 * @throws TypeError when either part is missing.
 */
export function assertOrigin(
  origin: {
    readonly [Name in keyof ResourceOrigin]?: unknown;
  },
): asserts origin is ResourceOrigin {
  if (!isText(origin.originSystem) || !isText(origin.originId)) {
    throw new TypeError("a resource is told by originSystem and originId, both texts that are not empty");
  }
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Whether a listed resource is the one that was asked for: a service that ignores `$filter` must not mislead. */
export function isFrom(resource: CatalogResource, origin: ResourceOrigin): boolean {
  const { originSystem, originId } = resource;
  return isText(originSystem) && isText(originId) && keyOf({ originSystem, originId }) === keyOf(origin);
}

/** Query for the resources of one origin, or of one origin system. */
export function searchFor({ originSystem, originId }: Partial<ResourceOrigin>): string {
  const conditions = [
    ...(originSystem === undefined ? [] : [`originSystem eq ${literal(originSystem)}`]),
    ...(originId === undefined ? [] : [`originId eq ${literal(originId)}`]),
  ];
  return conditions.length === 0 ? "" : `?$filter=${encodeURIComponent(conditions.join(" and "))}`;
}

/** A text in an OData filter: in single quotes, those within it doubled (OData 4.01 URL conventions, 5.1.1.14.1). */
function literal(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}
