const assert = require("node:assert/strict");

/** Uses every entry that needs no further package. `importInternal` imports a file that the package does not export. */
exports.use = async ({ root, v1, emulator, node }, importInternal) => {
  const service = await emulator.startEmulator();
  const credential = { getToken: async () => ({ token: "consumer", expiresOnTimestamp: Number.POSITIVE_INFINITY }) };
  const options = { endpoint: service.endpoint, allowInsecureConnection: true };
  const client = new root.AccessPackageResourceRequestsClient(credential, options);

  const accessPackageResource = { originSystem: "AadGroup", originId: "c6294667-7348-4f5a-be73-9d2c65f574f3" };
  const catalogId = "beedadfe-01d5-4025-910b-84abb9369997";
  const created = await client.createRequest({ catalogId, requestType: "AdminAdd", accessPackageResource });
  assert.equal(created.requestType, "AdminAdd");
  assert.equal(service.commits.length, 1);
  await assert.rejects(client.createRequest({}), root.isRequestValidationError);
  const resource = accessPackageResource;
  const ofV1 = new v1.AccessPackageResourceRequestsClient(credential).createRequest({ catalogId, resource });
  await assert.rejects(ofV1, (error) => root.isRequestValidationError(error) && /belongs to beta/.test(error.message));
  assert.equal(typeof node.fileJournal("journal.jsonl").open, "function");
  await assert.rejects(importInternal, { code: /^ERR_PACKAGE_PATH_NOT_EXPORTED$|MODULE_NOT_FOUND$/ });
  await service.close();
};
