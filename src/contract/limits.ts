import type { models as betaModels } from "../../generated/beta/contract.js";
import type { models } from "../../generated/v1.0/contract.js";

type MostItems<Models extends { readonly BatchRequest: { readonly properties: { readonly requests: object } } }> =
  Models["BatchRequest"]["properties"]["requests"] extends { readonly maxItems: infer Most } ? Most : never;

/** The maximum number of requests in a batch. It does not compile when a version differs. */
export const mostPerBatch: MostItems<typeof betaModels> & MostItems<typeof models> = 20;
