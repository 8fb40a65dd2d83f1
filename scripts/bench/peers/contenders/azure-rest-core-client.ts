import { getClient } from "@azure-rest/core-client";
import { type CreateSend, path, token } from "./contender.js";

export const createSend: CreateSend = (endpoint) => {
  const client = getClient(endpoint, { allowInsecureConnection: true });
  client.pipeline.addPolicy({
    name: "bearer",
    sendRequest(request, next) {
      // Its own bearer policy refuses plain http, and the loopback server has no https.
      request.headers.set("authorization", `Bearer ${token}`);
      return next(request);
    },
  });
  return async (body) => {
    const response = await client.path(path).post({ body });
    if (!response.status.startsWith("2")) throw new Error(`${response.status} ${JSON.stringify(response.body)}`);
    return response.body;
  };
};
