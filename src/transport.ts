import { attempt, type LostAnswer } from "./attempt.js";
import { backOffInMs } from "./back-off.js";
import type { Call } from "./call.js";
import { readClaimsChallenge } from "./claims.js";
import { watchConnectFailures } from "./connect-failures.js";
import type { Challenge, TokenSource } from "./credential.js";
import { readResponses } from "./error-body.js";
import { AuthenticationError, isAuthenticationError } from "./errors/index.js";
import { answerError, lostAnswerError } from "./failures.js";
import type { FetchLike, ReadResponse, RequestRecord } from "./http.js";
import { judgeAnswer, judgeFault } from "./outcomes.js";
import { refuseForeignResponses } from "./recent-calls.js";

interface State {
  readonly token: string;
  readonly repeats: number;
  readonly wasChallenged: boolean;
}

/**
 * Sends a request until its outcome is clear, and repeats it only where the table in outcomes.ts says that the
 * service did nothing.
 */
export class Transport {
  readonly #fetch: FetchLike;
  readonly #tokens: TokenSource;

  constructor(fetch: FetchLike, tokens: TokenSource) {
    watchConnectFailures();
    this.#fetch = refuseForeignResponses(fetch);
    this.#tokens = tokens;
  }

  /** Resolves to the last answer, whatever its status. Throws when there was none. */
  async send(request: RequestRecord, call: Call): Promise<ReadResponse> {
    if (request.body !== null) call.secrets.push(request.body);
    let state: State = { token: await this.#token(call), repeats: 0, wasChallenged: false };
    for (;;) {
      if (!call.secrets.includes(state.token)) call.secrets.push(state.token);
      const result = await attempt(this.#fetch, request, call, state.token);
      const challenge = state.wasChallenged ? undefined : challengeOf(result, state.token);
      const delayInMs = challenge ? 0 : delayBeforeRepeat(result, call, state.repeats);
      if (delayInMs === undefined || call.stopReason) return settle(result, call);
      try {
        await call.wait(delayInMs);
        const token = await this.#token(call, challenge);
        // The repeat that answers a challenge is not one of the caller's retries.
        state = challenge ? { ...state, token, wasChallenged: true } : { ...state, token, repeats: state.repeats + 1 };
      } catch (error) {
        // What is known is the refusal; that there was no time left to repeat it adds nothing.
        if (call.stopReason === "timeout") return settle(result, call);
        call.throwIfStopped("cause" in result ? undefined : answerError(result, call));
        throw error;
      }
    }
  }

  /** Most calls find one in hand, and need not wait. */
  #token(call: Call, challenge?: Challenge): string | Promise<string> {
    return this.#tokens.currentToken(call.clock, challenge) ?? this.#newToken(call, challenge);
  }

  async #newToken(call: Call, challenge?: Challenge): Promise<string> {
    call.throwIfStopped();
    try {
      return await this.#tokens.newToken(call, challenge);
    } catch (error) {
      call.throwIfStopped();
      // A failed token request is shared by all who waited for it; the attempts are this call's own.
      const { attempts } = call;
      if (!isAuthenticationError(error) || attempts.length === 0) throw error;
      throw new AuthenticationError(error.message, { cause: error.cause, attempts });
    }
  }
}

function settle(result: ReadResponse | LostAnswer, call: Call): ReadResponse {
  if ("cause" in result) throw lostAnswerError(result, call);
  call.answer = result;
  return result;
}

function challengeOf(result: ReadResponse | LostAnswer, refused: string): Challenge | undefined {
  if ("cause" in result || result.status !== 401) return undefined;
  // A batch whose members have responses was carried out: repeating it would repeat them.
  const claims = readResponses(result.bodyAsText) ? undefined : readClaimsChallenge(result.headers);
  return claims === undefined ? undefined : { claims, refused };
}

/** How long to wait before the request may be sent again, in milliseconds; `undefined` when it may not be. */
function delayBeforeRepeat(result: ReadResponse | LostAnswer, call: Call, repeats: number): number | undefined {
  const { retry } = call.settings;
  if (repeats >= retry.maxRetries || !isRepeatable(result, call)) return undefined;
  const response = "cause" in result ? undefined : result;
  const minimumInMs = response?.hasUnreadableRetryAfter ? retry.baseDelayInMs : 0;
  const delayInMs = response?.retryAfterInMs ?? backOffInMs(retry, repeats, minimumInMs);
  return call.hasTimeFor(delayInMs) ? delayInMs : undefined;
}

function isRepeatable(result: ReadResponse | LostAnswer, call: Call): boolean {
  if (!("cause" in result)) return judgeAnswer(result, call).repeat;
  // A read changes nothing, so a lost response costs nothing but the time.
  return (
    (call.isRead && result.cause !== "UNREADABLE_ANSWER") ||
    (result.status === undefined && judgeFault(result.fault).repeat)
  );
}
