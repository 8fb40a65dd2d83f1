import { type CreateSend, path, token } from "./contender.js";

/** The least a client can do: a call written by hand, with the headers, signal and redirect mode a careful one needs. */
export const createSend: CreateSend = (endpoint) => async (body) => {
  const response = await fetch(endpoint + path, {
    method: "POST",
    headers: {
      accept: "application/json",
      authorization: `Bearer ${token}`,
      "client-request-id": crypto.randomUUID(),
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
    signal: new AbortController().signal,
    redirect: "manual",
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
};
