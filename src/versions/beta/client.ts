import type { TokenCredential } from "../../auth/tokens.js";
import { type AccessPackageResourceRequestsClientOptions, Client } from "../../client.js";
import type { CreateRequestOptions } from "../../options.js";
import type { AccessPackageResourceRequest, Beta, PageForm } from "./types.js";
import { beta } from "./version.js";

/**
 * Client for Microsoft Graph's accessPackageResourceRequests (beta): adds groups, applications and SharePoint
 * sites to an entitlement-management catalog.
 */
export class AccessPackageResourceRequestsClient extends Client<Beta> {
  /**
   * @param credential Gets the tokens: a credential of `@azure/identity`, or your own object with `getToken`.
   * Default: `DefaultAzureCredential`, imported from `@azure/identity` when the first token is needed.
   * @throws TypeError when the credential has no `getToken`, an option has the wrong type, there is no `fetch`, or the
   * endpoint is for another version, may not get a token, or is a loopback one and no credential was passed.
   * @throws RangeError when a number is out of range.
   */
  constructor(credential?: TokenCredential, options: AccessPackageResourceRequestsClientOptions = {}) {
    super(beta, credential, options);
  }

  /**
   * Does the same as `createRequest` at the URL that ends in `/$ref`, which is the one on the page (page line 31).
   * Microsoft's published page does not have this URL, and there is no report that the real service does.
   *
   * @param body The page form: every property of the page's table except `id`.
   * @returns The request, as the page says; `undefined` after a 204 without a body, as OData says.
   * @throws The same errors as `createRequest`.
   */
  async createRequestByRef(
    body: PageForm,
    options: CreateRequestOptions = {},
  ): Promise<AccessPackageResourceRequest | undefined> {
    return this.createBy(beta.operations.createByRef, body, options);
  }
}
