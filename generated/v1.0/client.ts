// Generated from spec/v1.0/openapi.yaml by `npm run generate`. Do not edit.

import createClient, { type ClientOptions, type FetchOptions } from "openapi-fetch";
import type { paths } from "./schema.js";

/** One typed function per operationId, all over one openapi-fetch client. */
export function createOperations(options: ClientOptions) {
  const client = createClient<paths>(options);
  return {
    /** POST /identityGovernance/entitlementManagement/resourceRequests */
    createResourceRequest: (init: FetchOptions<paths["/identityGovernance/entitlementManagement/resourceRequests"]["post"]>) =>
      client.POST("/identityGovernance/entitlementManagement/resourceRequests", init),
    /** GET /identityGovernance/entitlementManagement/catalogs/{catalogId}/resources */
    listCatalogResources: (init: FetchOptions<paths["/identityGovernance/entitlementManagement/catalogs/{catalogId}/resources"]["get"]>) =>
      client.GET("/identityGovernance/entitlementManagement/catalogs/{catalogId}/resources", init),
    /** GET /identityGovernance/entitlementManagement/catalogs */
    listCatalogs: (init: FetchOptions<paths["/identityGovernance/entitlementManagement/catalogs"]["get"]>) =>
      client.GET("/identityGovernance/entitlementManagement/catalogs", init),
    /** POST /$batch */
    postBatch: (init: FetchOptions<paths["/$batch"]["post"]>) =>
      client.POST("/$batch", init),
  };
}

export type Operations = ReturnType<typeof createOperations>;
