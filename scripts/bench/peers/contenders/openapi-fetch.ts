import createClient from "openapi-fetch";
import type { paths } from "../../../../generated/beta/schema.js";
import { type CreateSend, token } from "./contender.js";

export const createSend: CreateSend = (endpoint) => {
  const client = createClient<paths>({ baseUrl: endpoint });
  client.use({
    onRequest: ({ request }) => {
      request.headers.set("accept", "application/json");
      request.headers.set("authorization", `Bearer ${token}`);
      request.headers.set("client-request-id", crypto.randomUUID());
    },
  });
  return async (body) => {
    const { data, error, response } = await client.POST(
      "/identityGovernance/entitlementManagement/accessPackageResourceRequests",
      { body, signal: new AbortController().signal, redirect: "manual" },
    );
    if (error !== undefined) throw new Error(`${response.status} ${JSON.stringify(error)}`);
    return data;
  };
};
