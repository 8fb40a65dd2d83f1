import assert from "node:assert/strict";
import { AccessPackageResourceRequestsClient, isRequestValidationError } from "access-package-resource-requests";
import { startEmulator } from "access-package-resource-requests/emulator";
import { fileJournal } from "access-package-resource-requests/node";

const emulator = await startEmulator();
const credential = { getToken: async () => ({ token: "consumer", expiresOnTimestamp: Number.POSITIVE_INFINITY }) };
const options = { endpoint: emulator.endpoint, allowInsecureConnection: true };
const client = new AccessPackageResourceRequestsClient(credential, options);

const accessPackageResource = { originSystem: "AadGroup", originId: "c6294667-7348-4f5a-be73-9d2c65f574f3" };
const catalogId = "beedadfe-01d5-4025-910b-84abb9369997";
const created = await client.createRequest({ catalogId, requestType: "AdminAdd", accessPackageResource });
assert.equal(created.requestType, "AdminAdd");
assert.equal(emulator.commits.length, 1);
await assert.rejects(client.createRequest({}), isRequestValidationError);
assert.equal(typeof fileJournal("journal.jsonl").open, "function");
await assert.rejects(import("access-package-resource-requests/dist/esm/src/index.js"), {
  code: /^ERR_PACKAGE_PATH_NOT_EXPORTED$|MODULE_NOT_FOUND$/,
});
await emulator.close();
