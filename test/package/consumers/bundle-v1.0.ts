export { AccessPackageResourceRequestsClient } from "access-package-resource-requests/v1.0";
