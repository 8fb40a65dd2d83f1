import { Client, type Context, type Middleware, MiddlewareFactory } from "@microsoft/microsoft-graph-client";
import { type CreateSend, path, token } from "./contender.js";

/** Replaces its own handler, which sends the token over https only: the loopback server has no https. */
class Bearer implements Middleware {
  #next: Middleware | undefined;

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    context.options = {
      ...context.options,
      headers: { ...context.options?.headers, authorization: `Bearer ${token}` },
    };
    await this.#next?.execute(context);
  }
}

export function createClient(endpoint: string): Client {
  const [, ...others] = MiddlewareFactory.getDefaultMiddlewareChain({ getAccessToken: async () => token });
  return Client.initWithMiddleware({
    baseUrl: `${new URL(endpoint).origin}/`,
    defaultVersion: "beta",
    middleware: [new Bearer(), ...others],
  });
}

export const createSend: CreateSend = (endpoint) => {
  const client = createClient(endpoint);
  return (body) => client.api(path).post(body);
};
