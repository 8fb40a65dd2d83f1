export { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
export { AccessPackageResourceRequestsClient as V1Client } from "access-package-resource-requests/v1.0";
