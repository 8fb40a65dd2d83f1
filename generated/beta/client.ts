// Generated from spec/beta/openapi.yaml by `npm run generate`. Do not edit.

import createClient, { type ClientOptions, type FetchOptions } from "openapi-fetch";
import type { paths } from "./schema.js";

/** One typed function per operationId, all over one openapi-fetch client. */
export function createOperations(options: ClientOptions) {
  const client = createClient<paths>(options);
  return {
    /** POST /identityGovernance/entitlementManagement/accessPackageResourceRequests */
    createAccessPackageResourceRequest: (init: FetchOptions<paths["/identityGovernance/entitlementManagement/accessPackageResourceRequests"]["post"]>) =>
      client.POST("/identityGovernance/entitlementManagement/accessPackageResourceRequests", init),
    /** POST /identityGovernance/entitlementManagement/accessPackageResourceRequests/$ref */
    createAccessPackageResourceRequestByRef: (init: FetchOptions<paths["/identityGovernance/entitlementManagement/accessPackageResourceRequests/$ref"]["post"]>) =>
      client.POST("/identityGovernance/entitlementManagement/accessPackageResourceRequests/$ref", init),
    /** GET /identityGovernance/entitlementManagement/accessPackageCatalogs */
    listAccessPackageCatalogs: (init: FetchOptions<paths["/identityGovernance/entitlementManagement/accessPackageCatalogs"]["get"]>) =>
      client.GET("/identityGovernance/entitlementManagement/accessPackageCatalogs", init),
    /** GET /identityGovernance/entitlementManagement/accessPackageCatalogs/{catalogId}/accessPackageResources */
    listAccessPackageResources: (init: FetchOptions<paths["/identityGovernance/entitlementManagement/accessPackageCatalogs/{catalogId}/accessPackageResources"]["get"]>) =>
      client.GET("/identityGovernance/entitlementManagement/accessPackageCatalogs/{catalogId}/accessPackageResources", init),
    /** POST /$batch */
    postBatch: (init: FetchOptions<paths["/$batch"]["post"]>) =>
      client.POST("/$batch", init),
  };
}

export type Operations = ReturnType<typeof createOperations>;
