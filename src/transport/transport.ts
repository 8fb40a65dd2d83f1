import type { Challenge, TokenSource } from "../auth/tokens.js";
import { watchConnectFailures } from "../errors/connect-failures.js";
import { readClaimsChallenge } from "../responses/claims.js";
import { readResponses } from "../responses/error-body.js";
import { outcomeOfError, outcomeOfResponse } from "../responses/outcomes.js";
import { backOffInMs } from "../time/back-off.js";
import { Interruption, onAbort } from "../time/deadline.js";
import { attempt } from "./attempt.js";
import type { Call } from "./call.js";
import { headerOf } from "./headers.js";
import type { FetchLike, LostResponse, OutgoingRequest, ReadResponse } from "./messages.js";
import { refuseForeignResponses } from "./recent-calls.js";
import { errorOf, stoppedError } from "./to-error.js";

type AttemptResult = ReadResponse | LostResponse;

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
   * Resolves to the result of the last attempt.
   *
   * @throws AuthenticationError or RequestAbortedError when there was no attempt, or none after a refusal.
   */
  async send(request: OutgoingRequest, call: Call): Promise<AttemptResult> {
    if (request.body !== null) call.secrets.push(request.body);
    let token = await this.#tokenAfter(0, call);
    let wasChallenged = false;
    for (let repeats = 0; ; ) {
      const result = await attempt(this.#fetch, request, call, token);
      const challenge = wasChallenged ? undefined : challengeOf(result, token);
      const delayInMs = challenge ? 0 : delayBeforeRepeat(result, call, repeats);
      if (delayInMs === undefined || call.deadline.stopReason) return result;
      try {
        token = await this.#tokenAfter(delayInMs, call, challenge);
      } catch (error) {
        if (!(error instanceof Interruption)) throw error;
        // The refusal says more than that there was no time left to repeat it.
        if (error.reason === "timeout") return result;
        throw stoppedError(call, error.reason, challenge ? undefined : errorOf(result, call));
      }
      // The repeat after a challenge is not one of the caller's retries.
      if (challenge) wasChallenged = true;
      else repeats += 1;
    }
  }

  /** Waits, then gets a token that may be sent. */
  async #tokenAfter(delayInMs: number, call: Call, challenge?: Challenge): Promise<string> {
    const removeListener = call.stopSignal && onAbort(call.stopSignal, call.deadline.abort);
    try {
      await call.deadline.wait(delayInMs);
      const token = await this.#tokens.get(call.deadline, challenge);
      call.deadline.throwIfStopped();
      if (!call.secrets.includes(token)) call.secrets.push(token);
      return token;
    } finally {
      removeListener?.();
    }
  }
}

function challengeOf(result: AttemptResult, refused: string): Challenge | undefined {
  if (result.kind === "lost" || result.status !== 401) return undefined;
  // A batch whose members have responses was carried out: repeating it would repeat them.
  const claims = readResponses(result.bodyAsText)
    ? undefined
    : readClaimsChallenge(headerOf(result, "www-authenticate"));
  return claims === undefined ? undefined : { claims, refused };
}

/** How long to wait before the request may be sent again, in milliseconds; `undefined` when it may not be. */
function delayBeforeRepeat(result: AttemptResult, call: Call, repeats: number): number | undefined {
  const { retry } = call.settings;
  if (repeats >= retry.maxRetries || !isRepeatable(result, call)) return undefined;
  const response = result.kind === "lost" ? undefined : result;
  const minimumInMs = response?.hasUnreadableRetryAfter ? retry.baseDelayInMs : 0;
  const delayInMs = response?.retryAfterInMs ?? backOffInMs(retry, repeats, minimumInMs);
  return call.deadline.hasTimeFor(delayInMs) ? delayInMs : undefined;
}

function isRepeatable(result: AttemptResult, call: Call): boolean {
  if (result.kind === "response") return outcomeOfResponse(result, call).repeat;
  // Repeating a read changes nothing.
  if (call.isRead) return result.code !== "UNREADABLE_RESPONSE";
  return result.status === undefined && outcomeOfError(result.error).repeat;
}
