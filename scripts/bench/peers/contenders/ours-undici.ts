import { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
import { createUndiciFetch } from "access-package-resource-requests/undici";
import { type CreateSend, credential } from "./contender.js";

export const createSend: CreateSend = (endpoint) => {
  const fetch = createUndiciFetch({ connections: 64 });
  const client = new AccessPackageResourceRequestsClient(credential, {
    endpoint,
    allowInsecureConnection: true,
    fetch,
  });
  return (body) => client.createRequest(body);
};
