import { DefaultRequestAdapter } from "@microsoft/kiota-bundle";
import type { CreateSend } from "./contender.js";
import { authenticationProvider, post } from "./kiota.js";

export const createSend: CreateSend = (endpoint) => {
  const adapter = new DefaultRequestAdapter(authenticationProvider);
  adapter.baseUrl = endpoint;
  return (body) => post(adapter, endpoint, body);
};
