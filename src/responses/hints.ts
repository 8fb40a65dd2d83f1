import { claimsOf } from "./claims.js";

/** The permission that every change needs. */
export const permission = "EntitlementManagement.ReadWrite.All";

/**
 * What to grant or change, for each error code of the service. Microsoft publishes no list for this operation;
 * the codes are from public reports, the permissions from its page "Create accessPackageResourceRequest". Names in braces
 * differ between versions. Each code has a row in TROUBLESHOOTING.md.
 */
const hintsByCode: Readonly<Record<string, string>> = {
  ResourceAlreadyOnboarded:
    "The resource is already in a catalog, in this one or in another. catalog(id).addResource succeeds if it is in that catalog.",
  ResourceNotFoundInOriginSystem:
    "A new group, service principal or site takes minutes to replicate; catalog(id).addResource waits for that. Otherwise check that originSystem matches originId: the object id of a group, the object id of a service principal (not of its application), the URL of a site.",
  RequestFailedInOriginSystem:
    "A SharePoint site in another geography of a multi-geo tenant needs {resource}.{environment} with the originId of that geography, such as https://contoso-admin.sharepoint.com/. Otherwise check originId, and that the resource still exists.",
  CallerNotResourceOwner:
    "The caller must own the resource or have Group.ReadWrite.All for groups, Application.ReadWrite.All for applications or Sites.FullControl.All for sites, in addition to EntitlementManagement.ReadWrite.All.",
  ArgumentException:
    "Check originSystem (AadGroup, AadApplication or SharePointOnline) and the spelling of requestType.",
  ArgumentNullException: "A part is missing or misspelt: check {resource}, its originId and its originSystem.",
  InvalidModel:
    "Check that every property, including nested ones, has the documented name and type, and that the catalog id is the GUID of a catalog in this tenant.",
  GetSitesAuthZDenied:
    "Grant the application Sites.FullControl.All, or use a SharePoint Administrator or an administrator of the site.",
  InvalidDeleteResourceHasEntitlements:
    "An access package uses the resource: remove its roles from every access package first. If that was done just now, wait a moment and repeat.",
  NoGovernanceSku: "The tenant needs a licence for Microsoft Entra ID Governance or Entra ID P2.",
  invalid_grant:
    "An AADSTS code in the message says why. Sign in again, satisfy the tenant's conditional access, or use application permissions.",
};

const hintsByStatus: Readonly<Record<number, string>> = {
  401: "Check the token's audience, tenant, cloud and expiry.",
  403: "Grant EntitlementManagement.ReadWrite.All with admin consent, or make the caller a catalog owner or an Identity Governance Administrator; a user needs both. A user's token from the Azure CLI never has this permission. Otherwise check the tenant's licence and its conditional access.",
  404: "Check that the catalog and the resource exist in this tenant and this cloud, and check the endpoint.",
  413: "The request is too large: Graph accepts up to 4 MB, sometimes less.",
};

/** What a version calls the parts of a body. */
interface Names {
  readonly resource: string;
  readonly environment: string;
}

/** Whether a code of the service has its own hint. */
export function isKnownCode(code: string): boolean {
  return Object.hasOwn(hintsByCode, code);
}

/**
 * The hint for a refusal, by its code or otherwise by its status; `undefined` when there is none.
 *
 * @param names What the version calls what is in braces above.
 * @param secrets Secrets of the call, including its token. The hint for a 403 says which permission the token lacks.
 */
export function hintFor(code: string, status: number, names: Names, secrets: readonly string[]): string | undefined {
  const hint = isKnownCode(code) ? hintsByCode[code] : hintsByStatus[status];
  const missing = status === 403 ? [...new Set(secrets.map(missingIn))].join("") : "";
  return hint && missing + hint.replace("{resource}", names.resource).replace("{environment}", names.environment);
}

/** What a token lacks. Its claims list the permissions of a user in `scp`, and those of an application in `roles`. */
function missingIn(token: string): string {
  const { scp, roles, appid } = claimsOf(token);
  // The token of an application without any permission has no roles.
  if (!(scp ?? roles ?? appid) || String(scp ?? roles).includes(permission)) return "";
  return `The token has no ${permission} in its ${scp ? "scp (user)" : "roles (application)"}. `;
}
