import type { AccessPackageResourceRequest, CatalogResource } from "../../contract/bodies.js";
import { isGraphError } from "../../errors/index.js";
import type { ResourceExpansion } from "../../options.js";
import { deliveryOf } from "../../responses/outcomes.js";

/** What a catalog gets back, as the beta version of Microsoft Graph returns it. `bodies.ts` makes what is sent. */

/** A request to change a catalog, as the service returns it. */
export type ChangeEntity = AccessPackageResourceRequest;

/** How far the service has come with a change. */
export interface ChangeState {
  /** The service's own word, such as `Delivered`; `undefined` when it gives none. */
  readonly requestState: string | undefined;
  /** What that word means; `undefined` while the service has not ended the request. */
  readonly delivery: "delivered" | "notDelivered" | undefined;
}

export function changeStateOf({ requestState }: ChangeEntity): ChangeState {
  return {
    requestState: typeof requestState === "string" ? requestState : undefined,
    delivery: deliveryOf(requestState),
  };
}

/** Whether the service refuses to list everything: in some tenants it lists only one origin system at a time. */
export function isOriginSystemRequired(error: unknown): boolean {
  return isGraphError(error) && error.status === 400 && /origin system is required/i.test(error.message);
}

/** A resource as the catalog lists it, with what was expanded. */
export type ExpandedResource<Expansion extends ResourceExpansion> = CatalogResource & {
  readonly [Name in {
    readonly roles: "accessPackageResourceRoles";
    readonly scopes: "accessPackageResourceScopes";
  }[Expansion]]: NonNullable<CatalogResource[Name]>;
};

const expandable: Readonly<Record<ResourceExpansion, keyof CatalogResource>> = {
  roles: "accessPackageResourceRoles",
  scopes: "accessPackageResourceScopes",
};

/** The query that expands; empty when there is nothing to expand. */
export function expandQueryOf(expansions: readonly ResourceExpansion[] = []): string {
  const names = new Set(expansions.map((expansion) => expandable[expansion]));
  return names.size === 0 ? "" : `$expand=${[...names].join(",")}`;
}
