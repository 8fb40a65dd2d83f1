const { AccessPackageResourceRequestsClient } = require("access-package-resource-requests");
const { add } = require("./add.cjs");

add(AccessPackageResourceRequestsClient);
