import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as esm from "access-package-resource-requests";

const cjs = createRequire(import.meta.url)("access-package-resource-requests");
const body = {
  catalogId: "c",
  requestType: "AdminAdd",
  accessPackageResource: { originSystem: "AadGroup", originId: "o" },
};

// @azure/identity is not installed here, and none is needed until the first token.
for (const { AccessPackageResourceRequestsClient, isAuthenticationError } of [esm, cjs]) {
  const error = await new AccessPackageResourceRequestsClient().createRequest(body).catch((reason) => reason);
  assert.ok(isAuthenticationError(error), String(error));
  assert.match(error.message, /npm install @azure\/identity/);
}
