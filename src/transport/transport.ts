import type { Challenge, TokenSource } from "../auth/tokens.js";
import { watchConnectFailures } from "../errors/connect-failures.js";
import {
  type AccessPackageResourceRequestsError,
  AuthenticationError,
  isAuthenticationError,
} from "../errors/index.js";
import { readClaimsChallenge } from "../responses/claims.js";
import { readResponses } from "../responses/error-body.js";
import { judgeFault, judgeResponse } from "../responses/outcomes.js";
import { backOffInMs } from "../time/back-off.js";
import { attempt } from "./attempt.js";
import type { Call } from "./call.js";
import type { FetchLike, LostResponse, OutgoingRequest, ReadResponse } from "./messages.js";
import { refuseForeignResponses } from "./recent-calls.js";
import { lostResponseError, refusedError } from "./to-error.js";

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

  /**
   * Resolves to what came of the last attempt.
   *
   * @throws AuthenticationError or RequestAbortedError when there was no attempt, or none after a refusal.
   */
  async send(request: OutgoingRequest, call: Call): Promise<ReadResponse | LostResponse> {
    if (request.body !== null) call.secrets.push(request.body);
    let state: State = { token: await this.#token(call), repeats: 0, wasChallenged: false };
    for (;;) {
      if (!call.secrets.includes(state.token)) call.secrets.push(state.token);
      const result = await attempt(this.#fetch, request, call, state.token);
      const challenge = state.wasChallenged ? undefined : challengeOf(result, state.token);
      const delayInMs = challenge ? 0 : delayBeforeRepeat(result, call, state.repeats);
      if (delayInMs === undefined || call.deadline.stopReason) return result;
      try {
        await call.deadline.wait(delayInMs);
        const token = await this.#token(call, challenge);
        // The repeat that answers a challenge is not one of the caller's retries.
        state = challenge ? { ...state, token, wasChallenged: true } : { ...state, token, repeats: state.repeats + 1 };
      } catch (error) {
        // What is known is the refusal; that there was no time left to repeat it adds nothing.
        const { stopReason } = call.deadline;
        if (stopReason === "timeout") return result;
        if (stopReason) throw call.stopError(stopReason, "notCreated", challenge ? undefined : errorOf(result, call));
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
      return await this.#tokens.newToken(call.deadline, challenge);
    } catch (error) {
      call.throwIfStopped();
      // A failed token request is shared by all who waited for it; the attempts are this call's own.
      const { attempts } = call;
      if (!isAuthenticationError(error) || attempts.length === 0) throw error;
      throw new AuthenticationError(error.message, { cause: error.cause, attempts });
    }
  }
}

function errorOf(result: ReadResponse | LostResponse, call: Call): AccessPackageResourceRequestsError {
  return result.kind === "lost" ? lostResponseError(result, call) : refusedError(result, call);
}

function challengeOf(result: ReadResponse | LostResponse, refused: string): Challenge | undefined {
  if (result.kind === "lost" || result.status !== 401) return undefined;
  // A batch whose members have responses was carried out: repeating it would repeat them.
  const claims = readResponses(result.bodyAsText) ? undefined : readClaimsChallenge(result.headers);
  return claims === undefined ? undefined : { claims, refused };
}

/** How long to wait before the request may be sent again, in milliseconds; `undefined` when it may not be. */
function delayBeforeRepeat(result: ReadResponse | LostResponse, call: Call, repeats: number): number | undefined {
  const { retry } = call.settings;
  if (repeats >= retry.maxRetries || !isRepeatable(result, call)) return undefined;
  const response = result.kind === "lost" ? undefined : result;
  const minimumInMs = response?.hasUnreadableRetryAfter ? retry.baseDelayInMs : 0;
  const delayInMs = response?.retryAfterInMs ?? backOffInMs(retry, repeats, minimumInMs);
  return call.deadline.hasTimeFor(delayInMs) ? delayInMs : undefined;
}

function isRepeatable(result: ReadResponse | LostResponse, call: Call): boolean {
  if (result.kind === "response") return judgeResponse(result, call).repeat;
  // A read changes nothing, so a lost response costs nothing but the time.
  return (
    (call.isRead && result.code !== "UNREADABLE_RESPONSE") ||
    (result.status === undefined && judgeFault(result.fault).repeat)
  );
}
