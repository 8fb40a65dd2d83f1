import { type AttemptResult, attempt } from "./attempt.js";
import type { Call } from "./call.js";
import { readClaimsChallenge } from "./claims.js";
import type { TokenSource } from "./credential.js";
import { AuthenticationError, isAuthenticationError } from "./errors/index.js";
import { faultError } from "./failures.js";
import type { FetchLike, ReadResponse, RequestRecord } from "./http.js";
import { judgeAnswer, judgeFault } from "./outcomes.js";

interface Challenge {
  readonly claims: string;
  readonly refused: string;
}

/** What to do after an attempt that did not succeed but may be repeated. */
interface Repeat {
  readonly delayInMs: number;
  readonly challenge?: Challenge;
}

/**
 * Sends a request until its outcome is clear, and repeats it only where the table in outcomes.ts says that the
 * service did nothing. Back-off is one line of arithmetic; a library for it would double what a consumer installs.
 */
export class Transport {
  readonly #fetch: FetchLike;
  readonly #tokens: TokenSource;

  constructor(fetch: FetchLike, tokens: TokenSource) {
    this.#fetch = fetch;
    this.#tokens = tokens;
  }

  /** Resolves to the last answer, whatever its status. Throws when there was none. */
  async send(request: RequestRecord, call: Call): Promise<ReadResponse> {
    if (request.body !== undefined) call.secrets.push(request.body);
    let token = await this.#token(call);
    for (let repeats = 0, challenged = false; ; repeats += 1) {
      const result = await attempt(this.#fetch, request, call, token);
      const repeat = this.#repeatAfter(result, call, { repeats, challenged, token });
      if (!repeat) return settle(result, call);
      // The repeat that answers a claims challenge is not one of the caller's retries.
      if (repeat.challenge) [challenged, repeats] = [true, repeats - 1];
      try {
        await call.wait(repeat.delayInMs);
        token = await this.#token(call, repeat.challenge);
      } catch (error) {
        // What is known is the refusal; that there was no time left to repeat it adds nothing.
        if (call.stopReason === "timeout") return settle(result, call);
        throw error;
      }
    }
  }

  #repeatAfter(
    result: AttemptResult,
    call: Call,
    state: { readonly repeats: number; readonly challenged: boolean; readonly token: string },
  ): Repeat | undefined {
    if (call.stopReason) return undefined;
    if ("response" in result) {
      const claims = result.response.status === 401 ? readClaimsChallenge(result.response.headers) : undefined;
      if (claims !== undefined) {
        return state.challenged ? undefined : { delayInMs: 0, challenge: { claims, refused: state.token } };
      }
    }
    const { maxRetries, baseDelayInMs, maxDelayInMs } = call.settings.retry;
    if (!isRepeatable(result, call) || state.repeats >= maxRetries) return undefined;
    const fullJitter = Math.random() * Math.min(maxDelayInMs, baseDelayInMs * 2 ** state.repeats);
    const delayInMs = ("response" in result ? result.response.retryAfterInMs : undefined) ?? fullJitter;
    return call.hasTimeFor(delayInMs) ? { delayInMs } : undefined;
  }

  async #token(call: Call, challenge?: Challenge): Promise<string> {
    try {
      const token = await this.#tokens.getToken(call, challenge);
      if (!call.secrets.includes(token)) call.secrets.push(token);
      return token;
    } catch (error) {
      // A failed token request is shared by all who waited for it; the attempts are this call's own.
      if (!isAuthenticationError(error) || call.attempts.length === 0) throw error;
      throw new AuthenticationError(error.message, { cause: error.cause, attempts: [...call.attempts] });
    }
  }
}

function settle(result: AttemptResult, call: Call): ReadResponse {
  if ("response" in result) return result.response;
  throw faultError(result, call);
}

function isRepeatable(result: AttemptResult, call: Call): boolean {
  if ("response" in result) return judgeAnswer(result.response, call).repeat;
  // A read changes nothing, so a lost answer costs nothing but the time.
  return call.isRead || (!result.timedOut && judgeFault(result.fault).repeat);
}
