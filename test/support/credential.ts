import type { AccessToken, GetTokenOptions, TokenCredential } from "../../src/index.js";

export interface TokenRequest {
  readonly scopes: string | string[];
  readonly options: GetTokenOptions | undefined;
}

/** Looks like a token and like nothing else, so that a leak is found. */
export const secretToken = "eyJ0eXAiOiJKV1QifQ.c2VjcmV0LXRva2Vu.c2lnbmF0dXJl";

/** An unsigned JSON Web Token with these claims. */
export function tokenWith(claims: unknown): string {
  return `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.c2lnbmF0dXJl`;
}

type TokenResult = AccessToken | null | Error | ((request: TokenRequest) => Promise<AccessToken | null>);

/** A token that is valid for longer than any test runs. */
export function token(text = secretToken, expiresOnTimestamp = Date.parse("2099-01-01")): AccessToken {
  return { token: text, expiresOnTimestamp };
}

/** A credential that records its calls. Its results come from a queue, and the last one is repeated. */
export class TestCredential implements TokenCredential {
  readonly requests: TokenRequest[] = [];
  readonly #responses: TokenResult[];

  constructor(...responses: TokenResult[]) {
    this.#responses = responses.length > 0 ? responses : [token()];
  }

  async getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null> {
    const request = { scopes, options };
    this.requests.push(request);
    const response = this.#responses.length > 1 ? this.#responses.shift() : this.#responses[0];
    if (response instanceof Error) throw response;
    return typeof response === "function" ? response(request) : (response ?? null);
  }
}

/** A promise and the function that fulfils it. */
export function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  const promise = new Promise<Value>((resolvePromise) => {
    resolve = resolvePromise;
  });
  return { promise, resolve };
}
