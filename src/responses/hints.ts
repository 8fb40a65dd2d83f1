/**
 * What to grant or to change, per error code of the service. Microsoft publishes no list for this operation; these
 * codes were seen in public reports, and the permissions are those of its page "Create accessPackageResourceRequest".
 */
const hintsByCode: Readonly<Record<string, string>> = {
  ResourceAlreadyOnboarded:
    "The resource is in a catalog already, in this one or in another. catalog(id).addResource treats this as success when it is in that catalog.",
  ResourceNotFoundInOriginSystem:
    "The group, service principal or site is not known: a new one takes minutes to replicate, for which catalog(id).addResource waits. Otherwise check that originId and originSystem belong together and to this tenant: the object id of a group, the object id of the service principal (not the application's) for an application, the URL of a site.",
  RequestFailedInOriginSystem:
    "The origin system refused the request. A SharePoint site in another geography of a multi-geo tenant needs accessPackageResource.accessPackageResourceEnvironment with the originId of that geography, such as https://contoso-admin.sharepoint.com/. Otherwise check that originId is right and that the resource still exists and can be managed.",
  CallerNotResourceOwner:
    "The caller must own the resource or may manage it: Group.ReadWrite.All for groups, Application.ReadWrite.All for applications, Sites.FullControl.All for sites, besides EntitlementManagement.ReadWrite.All.",
  ArgumentException:
    "The service does not know a value, which its message may name: check originSystem (AadGroup, AadApplication or SharePointOnline) and requestType (AdminAdd, AdminUpdate or AdminRemove).",
  ArgumentNullException:
    "A part that the service needs is missing or misspelt: check accessPackageResource first, which only the published form of the body has, then its originId and originSystem.",
  InvalidModel:
    "The service does not understand the body: check that every property, nested ones too, has the documented name and type, and that catalogId is the GUID of a catalog in this tenant.",
  GetSitesAuthZDenied:
    "Grant the application Sites.FullControl.All, or use a user who is SharePoint Administrator or an administrator of the site.",
  InvalidDeleteResourceHasEntitlements:
    "An access package uses the resource: remove its roles from every access package first. If that was done just now, wait a moment and repeat.",
  NoGovernanceSku: "The tenant needs a licence for Microsoft Entra ID Governance or Entra ID P2.",
  invalid_grant:
    "The service could not act on behalf of the caller; an AADSTS code in its message says why. Sign in again, meet the tenant's conditional access, or use application permissions.",
};

const hintsByStatus: Readonly<Record<number, string>> = {
  401: "The token was refused: check its audience, tenant and expiry, and that it is of this cloud.",
  403: "Grant EntitlementManagement.ReadWrite.All with admin consent, or make the caller catalog owner or Identity Governance Administrator; a user needs both. A user's token of the Azure CLI never has this permission: use an application's credential. Otherwise check the tenant's licence and its conditional access.",
  404: "Check that the catalog and the resource exist in this tenant and this cloud, and that the endpoint is right.",
  413: "The request is too large: Graph takes up to 4 MB, sometimes less.",
};

/** Whether a code of the service has a hint of its own. */
export function isKnownCode(code: string): boolean {
  return Object.hasOwn(hintsByCode, code);
}

/** The hint for a refusal, by its code first and by its status otherwise; `undefined` when there is nothing to add. */
export function hintFor(code: string, status: number): string | undefined {
  return isKnownCode(code) ? hintsByCode[code] : hintsByStatus[status];
}
