import { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
import { type CreateSend, credential } from "./contender.js";

export const createSend: CreateSend = (endpoint) => {
  const client = new AccessPackageResourceRequestsClient(credential, { endpoint, allowInsecureConnection: true });
  return (body) => client.createRequest(body);
};
