export { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
