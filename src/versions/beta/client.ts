import type { TokenCredential } from "../../auth/tokens.js";
import { type AccessPackageResourceRequestsClientOptions, Client } from "../../client.js";
import type { CreateRequestOptions } from "../../requests.js";
import type { AccessPackageResourceRequest, Beta, PageForm } from "./types.js";
import { beta } from "./version.js";

/**
 * Client for Microsoft Graph's accessPackageResourceRequests (beta): puts groups, applications and SharePoint
 * sites into an entitlement-management catalog.
 */
export class AccessPackageResourceRequestsClient extends Client<Beta> {
  /**
   * @param credential Gets the tokens: a credential of `@azure/identity`, or an object of your own with `getToken`.
   * Default: `DefaultAzureCredential`, imported from `@azure/identity` when the first token is needed.
   * @throws TypeError when the credential has no `getToken`, an option has a wrong type, there is no `fetch`, or the
   * endpoint is of another version, may not get a token, or is a loopback one and no credential was passed.
   * @throws RangeError when a number is out of range.
   */
  constructor(credential?: TokenCredential, options: AccessPackageResourceRequestsClientOptions = {}) {
    super(beta, credential, options);
  }

  /**
   * The same at the address with `/$ref` at its end, which the page's HTTP line prints (page line 31). Microsoft's
   * published page has no such address, and there is no report that the real service has it.
   *
   * @param body The page form: every property of the page's table but `id`.
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
