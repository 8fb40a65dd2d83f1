import assert from "node:assert/strict";

// undici is not installed here. A program that catches that goes on.
const error = await import("access-package-resource-requests/undici").catch((reason) => reason);
assert.equal(error.code, "ERR_MODULE_NOT_FOUND");
