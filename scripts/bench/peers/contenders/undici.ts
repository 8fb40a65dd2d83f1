import { Pool } from "undici";
import { type CreateSend, path, token } from "./contender.js";

export const createSend: CreateSend = (endpoint) => {
  const { origin, pathname } = new URL(endpoint);
  const pool = new Pool(origin, { connections: 64 });
  return async (body) => {
    const { statusCode, body: response } = await pool.request({
      method: "POST",
      path: pathname + path,
      headers: {
        accept: "application/json",
        authorization: `Bearer ${token}`,
        "client-request-id": crypto.randomUUID(),
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
      signal: new AbortController().signal,
    });
    if (statusCode >= 300) throw new Error(`${statusCode} ${await response.text()}`);
    return response.json();
  };
};
