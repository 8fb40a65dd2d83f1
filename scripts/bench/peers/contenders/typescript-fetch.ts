import {
  type AccessPackageResourceRequestBody,
  AccessPackageResourceRequestsApi,
  Configuration,
} from "generated-typescript-fetch";
import { type CreateSend, token } from "./contender.js";

export const createSend: CreateSend = (endpoint) => {
  // The generated client sends the access token without the word Bearer, so the word is part of it here.
  const configuration = new Configuration({ basePath: endpoint, accessToken: async () => `Bearer ${token}` });
  const api = new AccessPackageResourceRequestsApi(configuration);
  return (body) =>
    api.createAccessPackageResourceRequest({
      // Of the two forms of the body it makes one merged model that requires the properties of both.
      accessPackageResourceRequestBody: body as unknown as AccessPackageResourceRequestBody,
    });
};
