import { createGraphBetaServiceClient, GraphBetaRequestAdapter } from "@microsoft/msgraph-beta-sdk";
import type { CreateSend } from "./contender.js";
import { authenticationProvider, post } from "./kiota.js";

export const createSend: CreateSend = (endpoint) => {
  const adapter = new GraphBetaRequestAdapter(authenticationProvider);
  adapter.baseUrl = endpoint;
  createGraphBetaServiceClient(adapter);
  return (body) => post(adapter, endpoint, body);
};
