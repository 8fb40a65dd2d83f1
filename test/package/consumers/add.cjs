const assert = require("node:assert/strict");

/** Adds a group with a credential, and tries it without one: @azure/identity is not installed. */
exports.add = async (Client) => {
  const body = {
    catalogId: "c",
    requestType: "AdminAdd",
    accessPackageResource: { originSystem: "AadGroup", originId: "o" },
  };
  const fetch = async () => new Response('{"id":"1","requestType":"AdminAdd"}', { status: 201 });
  const credential = { getToken: async () => ({ token: "consumer", expiresOnTimestamp: Number.POSITIVE_INFINITY }) };
  const created = await new Client(credential, { fetch }).createRequest(body);
  assert.equal(created.id, "1");
  const error = await new Client(undefined, { fetch }).createRequest(body).catch((reason) => reason);
  assert.match(error.message, /npm install @azure\/identity/);
};
