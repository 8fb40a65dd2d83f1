/**
 * What to grant or to change, per error code of the service. Microsoft publishes no list for this operation; these
 * codes were seen in public reports, and the permissions are those of its page "Create accessPackageResourceRequest".
 */
const hintsByCode: Readonly<Record<string, string>> = {
  ResourceAlreadyOnboarded:
    "The resource is in a catalog already. catalog(id).addResource treats this as success when it is in that catalog.",
  ResourceNotFoundInOriginSystem:
    "The group, service principal or site is not known yet: a new one takes minutes to replicate. Check originId (the service principal's object id for an application, the URL for a site), or use catalog(id).addResource, which waits.",
  CallerNotResourceOwner:
    "The caller must own the resource or may manage it: Group.ReadWrite.All for groups, Application.ReadWrite.All for applications, Sites.FullControl.All for sites, besides EntitlementManagement.ReadWrite.All.",
  ArgumentException: "Check originSystem: AadGroup, AadApplication or SharePointOnline.",
  ArgumentNullException: "Send accessPackageResource: the service needs the published form of the body.",
  InvalidModel: "Check catalogId: it must be the GUID of a catalog in this tenant.",
  GetSitesAuthZDenied:
    "Grant the application Sites.FullControl.All, or use a user with the SharePoint Administrator role.",
  InvalidDeleteResourceHasEntitlements:
    "An access package uses the resource: remove its roles from every access package first.",
  NoGovernanceSku: "The tenant needs a licence for Microsoft Entra ID Governance or Entra ID P2.",
  invalid_grant: "The service could not act on behalf of the caller: sign in again, or use application permissions.",
};

const hintsByStatus: Readonly<Record<number, string>> = {
  401: "The token was refused: check its audience, tenant and expiry.",
  403: "Grant EntitlementManagement.ReadWrite.All with admin consent, and make the caller catalog owner or Identity Governance Administrator.",
  404: "Check that the catalog exists in this tenant and this cloud.",
  413: "The request is too large: Graph takes up to 4 MB, sometimes less.",
};

/** The hint for a refusal, by its code first and by its status otherwise; `undefined` when there is nothing to add. */
export function hintFor(code: string, status: number): string | undefined {
  return Object.hasOwn(hintsByCode, code) ? hintsByCode[code] : hintsByStatus[status];
}
