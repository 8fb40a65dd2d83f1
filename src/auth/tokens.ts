import { AuthenticationError, isAuthenticationError } from "../errors/index.js";
import { redactCause } from "../errors/redact.js";
import { type Clock, monotonicNow } from "../options.js";
import type { Deadline } from "../time/deadline.js";

/** A token and when it expires: what every credential of `@azure/identity` returns. */
export interface AccessToken {
  readonly token: string;
  /** When the token expires, in milliseconds since 1970. */
  readonly expiresOnTimestamp: number;
  /** When to renew the token, in milliseconds since 1970. Default: five minutes before it expires. */
  readonly refreshAfterTimestamp?: number;
}

/** What a credential gets in addition to the scopes. */
export interface GetTokenOptions {
  /** Aborted when no call waits for the token any more. */
  readonly abortSignal?: AbortSignal;
  /** Claims that the service asked for, as JSON text. */
  readonly claims?: string;
  /** Declares that claims challenges are handled (continuous access evaluation). */
  readonly enableCae?: boolean;
}

/** Anything that can get a token. Every credential of `@azure/identity` fits; none of its types are needed. */
export interface TokenCredential {
  /** A token for the scopes. `null`, or a rejection, becomes an AuthenticationError. */
  getToken(scopes: string | string[], options?: GetTokenOptions): Promise<AccessToken | null>;
}

/** Claims that the service asked for, and the token that it refused because it lacks them. */
export interface Challenge {
  readonly claims: string;
  readonly refused: string;
}

interface TokenSourceOptions {
  readonly scopes: string[];
  readonly authorityHost: string;
}

/** A token this close to its expiry may expire on its way to the service. */
const expiryMarginInMs = 30_000;
/** How long before its expiry a token is renewed in the background, if it does not say so itself. */
const refreshMarginInMs = 5 * 60_000;
/** What an error may quote of a token that only the credential has seen: a JWT, a header, a long random string. */
export const tokenLike = /eyJ[\w.~+/=-]{13,}|(?<=[Bb]earer )[\w.~+/=-]{16,}|[\w~+=-]{40,}/g;
/** How long every call gets the same failure, so that a burst asks the credential only once. */
const failureHoldInMs = 5000;

const signInAdvice =
  "No access token could be obtained. Use an application's credential (AZURE_TENANT_ID, AZURE_CLIENT_ID and a secret or certificate), a managed identity, or `az login --service-principal`. A user's token from the Azure CLI cannot manage entitlement management.";

/** One request for a token, shared by all calls that wait for it. */
interface Pending {
  readonly token: Promise<AccessToken>;
  readonly claims: string | undefined;
  readonly controller: AbortController;
  waiting: number;
}

/**
 * The one place that asks the credential: one request at a time, whose token is shared until it is due for renewal.
 *
 * @internal
 */
export class TokenSource {
  #credential: TokenCredential | undefined;
  readonly #options: TokenSourceOptions;
  #current: AccessToken | undefined;
  /** The last tokens that the credential returned, usable or not: its errors may quote them. */
  #given: string[] = [];
  #pending: Pending | undefined;
  #failure: { readonly error: AuthenticationError; readonly until: number } | undefined;

  constructor(credential: TokenCredential | undefined, options: TokenSourceOptions) {
    if (credential !== undefined && typeof credential?.getToken !== "function") {
      throw new TypeError(
        "credential must have getToken, as those of @azure/identity do; options are the second argument",
      );
    }
    this.#credential = credential;
    this.#options = options;
  }

  /**
   * The current token while it can be sent, otherwise a new one. Renews a token that is due for it in the background.
   *
   * @param challenge Its claims are requested if the current token is the one that was refused.
   * @throws AuthenticationError when no access token can be obtained.
   * @throws Interruption when the deadline stops the wait.
   */
  async get(deadline: Deadline, challenge?: Challenge): Promise<string> {
    const { clock } = deadline;
    const current = this.#current;
    const isRefused = challenge !== undefined && current?.token === challenge.refused;
    if (!current || isRefused || clock.now() >= current.expiresOnTimestamp - expiryMarginInMs) {
      return this.#wait(this.#request(isRefused ? challenge.claims : undefined, clock), deadline);
    }
    const refreshOn = current.refreshAfterTimestamp ?? current.expiresOnTimestamp - refreshMarginInMs;
    // The current token still works; a call that needs the new one gets the error.
    if (clock.now() >= refreshOn) this.#request(undefined, clock).token.catch(() => undefined);
    return current.token;
  }

  async #wait(pending: Pending, deadline: Deadline): Promise<string> {
    pending.waiting += 1;
    try {
      return (await deadline.race(pending.token)).token;
    } finally {
      pending.waiting -= 1;
      if (pending.waiting === 0) pending.controller.abort();
    }
  }

  #request(claims: string | undefined, clock: Clock): Pending {
    const pending = this.#pending;
    if (pending && !pending.controller.signal.aborted && pending.claims === (claims ?? pending.claims)) return pending;
    const controller = new AbortController();
    const started = { token: this.#ask(claims, clock, controller.signal), claims, controller, waiting: 0 };
    this.#pending = started;
    const settled = () => {
      if (this.#pending === started) this.#pending = undefined;
    };
    started.token.then(settled, settled);
    return started;
  }

  async #ask(claims: string | undefined, clock: Clock, abortSignal: AbortSignal): Promise<AccessToken> {
    if (this.#failure && monotonicNow(clock) < this.#failure.until) throw this.#failure.error;
    try {
      this.#credential ??= await importDefaultCredential(this.#options.authorityHost);
      const options = { abortSignal, enableCae: true, ...(claims !== undefined && { claims }) };
      const given = await this.#credential.getToken(this.#options.scopes, options);
      this.#given = [String(given?.token), ...this.#given].slice(0, 4);
      this.#current = assertUsable(given);
      this.#failure = undefined;
      return this.#current;
    } catch (cause) {
      const error = toAuthenticationError(cause, this.#given);
      if (!abortSignal.aborted) this.#failure = { error, until: monotonicNow(clock) + failureHoldInMs };
      throw error;
    }
  }
}

/** A copy, since the credential may change what it returned. */
function assertUsable(given: AccessToken | null): AccessToken {
  const { token, expiresOnTimestamp, refreshAfterTimestamp } = given ?? {};
  if (token === undefined || token === null || token === "") {
    throw new AuthenticationError("The credential returned no token: check its configuration.");
  }
  // fetch would refuse it with an error that quotes it.
  if (typeof token !== "string" || !/^[\x21-\x7e]+$/.test(token)) {
    throw new AuthenticationError(
      "The credential returned a token that is not a string or has characters that a header cannot contain.",
    );
  }
  if (!isTime(expiresOnTimestamp)) {
    throw new AuthenticationError("The credential's expiresOnTimestamp is not a number of milliseconds since 1970.");
  }
  return { token, expiresOnTimestamp, ...(isTime(refreshAfterTimestamp) && { refreshAfterTimestamp }) };
}

function isTime(value: unknown): value is number {
  return typeof value === "number" && value >= 0;
}

function toAuthenticationError(error: unknown, secrets: readonly string[]): AuthenticationError {
  const cause = redactCause(error, secrets, tokenLike) ?? new Error("The credential failed.");
  // The credential may have made it, and may quote a token in it.
  if (isAuthenticationError(error)) return new AuthenticationError(cause.message, { cause: cause.cause });
  return new AuthenticationError(`${signInAdvice} The credential says: ${cause.message}`, { cause });
}

async function importDefaultCredential(authorityHost: string): Promise<TokenCredential> {
  try {
    // The package is optional, so a bundler must not insist on it. The CommonJS build has a plain require.
    const { DefaultAzureCredential } = await import(/* webpackIgnore: true */ "@azure/identity");
    return new DefaultAzureCredential({ authorityHost });
  } catch (cause) {
    // Every platform quotes the module that it cannot find; few give the error a code.
    if (!/["'“]@azure\/identity["'”]/.test(String(cause))) throw cause;
    const message =
      "No credential was given, and @azure/identity is not installed: run `npm install @azure/identity`, or pass a credential.";
    throw new AuthenticationError(message, { cause: redactCause(cause, []) });
  }
}
