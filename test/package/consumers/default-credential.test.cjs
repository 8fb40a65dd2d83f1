const { AccessPackageResourceRequestsClient } = require("access-package-resource-requests");

const body = {
  catalogId: "beedadfe-01d5-4025-910b-84abb9369997",
  requestType: "AdminAdd",
  accessPackageResource: { originSystem: "AadGroup", originId: "c6294667-7348-4f5a-be73-9d2c65f574f3" },
};

test("a program tested by jest in CommonJS gets its token from DefaultAzureCredential", async () => {
  const sent = [];
  const client = new AccessPackageResourceRequestsClient(undefined, {
    fetch: async (url, { headers }) => {
      sent.push(`${new URL(url).host} ${headers.authorization}`);
      return new Response(JSON.stringify({ ...body, id: "1" }), { status: 201 });
    },
  });

  await client.createRequest(body);

  expect(sent).toEqual(["graph.microsoft.com Bearer from-the-stub"]);
});
