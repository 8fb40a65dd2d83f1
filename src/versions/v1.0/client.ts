import type { TokenCredential } from "../../auth/tokens.js";
import { type AccessPackageResourceRequestsClientOptions, Client } from "../../client.js";
import type { V1 } from "./types.js";
import { v1 } from "./version.js";

/**
 * Client for Microsoft Graph's accessPackageResourceRequests (v1.0): adds groups, applications, SharePoint sites and
 * Azure resources to an entitlement-management catalog.
 */
export class AccessPackageResourceRequestsClient extends Client<V1> {
  /**
   * @param credential Gets the tokens: a credential of `@azure/identity`, or your own object with `getToken`.
   * Default: `DefaultAzureCredential`, imported from `@azure/identity` when the first token is needed.
   * @throws TypeError when the credential has no `getToken`, an option has the wrong type, there is no `fetch`, or the
   * endpoint is for another version, may not get a token, or is a loopback one and no credential was passed.
   * @throws RangeError when a number is out of range.
   */
  constructor(credential?: TokenCredential, options: AccessPackageResourceRequestsClientOptions = {}) {
    super(v1, credential, options);
  }
}
