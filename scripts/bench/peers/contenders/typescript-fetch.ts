import {
  type AccessPackageResourceRequestBody,
  AccessPackageResourceRequestsApi,
  Configuration,
} from "generated-typescript-fetch";
import { type CreateSend, token } from "./contender.js";

export const createSend: CreateSend = (endpoint) => {
  // The generated client sends the access token without the word Bearer, so the token includes it here.
  const configuration = new Configuration({ basePath: endpoint, accessToken: async () => `Bearer ${token}` });
  const api = new AccessPackageResourceRequestsApi(configuration);
  return (body) =>
    api.createAccessPackageResourceRequest({
      // It merges the two forms of the body into one model that requires the properties of both.
      accessPackageResourceRequestBody: body as unknown as AccessPackageResourceRequestBody,
    });
};
