import { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
import { add } from "./add.cjs";

add(AccessPackageResourceRequestsClient);
