import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as esm from "access-package-resource-requests";

// The CommonJS build beside the ES modules, and a second installation: three copies of each class in one program.
const require = createRequire(import.meta.url);
const copies = [esm, require("access-package-resource-requests"), require("second-copy")];
const errors = await Promise.all(
  copies.map(({ AccessPackageResourceRequestsClient }) =>
    new AccessPackageResourceRequestsClient().createRequest({}).catch((reason) => reason),
  ),
);
for (const { isRequestValidationError, isGraphError } of copies) {
  for (const error of errors) {
    assert.ok(isRequestValidationError(error), String(error));
    assert.ok(!isGraphError(error));
  }
}
