import type { Call } from "./call.js";
import type { Attempt } from "./errors/index.js";
import { type FetchInit, type FetchLike, ReadResponse, type RequestRecord } from "./http.js";
import { judgeFault } from "./outcomes.js";

interface Answered {
  readonly response: ReadResponse;
}

/** No readable answer. The request may have left all the same, unless the fault's cause says otherwise. */
export interface Faulted {
  readonly fault: unknown;
  /** Whether the time for one attempt passed. */
  readonly timedOut: boolean;
  /** Status of the answer whose body was lost; absent when not even its head arrived. */
  readonly status: number | undefined;
  readonly requestId: string | undefined;
}

export type AttemptResult = Answered | Faulted;

/** Error bodies are read up to here; a proxy may send pages without end. */
const maxErrorBodyInBytes = 1024 * 1024;

/**
 * Sends a request once and reads its answer. Never rejects once the request may have left.
 *
 * @throws RequestAbortedError when the call was stopped before.
 */
export async function attempt(
  fetch: FetchLike,
  request: RequestRecord,
  call: Call,
  token: string,
): Promise<AttemptResult> {
  call.throwIfStopped();
  request.headers.set("accept", "application/json");
  request.headers.set("authorization", `Bearer ${token}`);
  request.headers.set("client-request-id", call.clientRequestId);
  const started = call.clock.now();
  const result = await exchange(fetch, request, call);
  record(result, call, started);
  return result;
}

async function exchange(fetch: FetchLike, request: RequestRecord, call: Call): Promise<AttemptResult> {
  const limit = limitAttempt(call);
  let head: Response | undefined;
  const lost = (fault: unknown): Faulted => ({
    fault,
    timedOut: limit.timedOut(),
    status: head?.status,
    requestId: head?.headers.get("request-id") ?? undefined,
  });
  try {
    head = await Promise.race([fetch(request.url, initOf(request, limit.signal)), limit.reached]);
    const text = head && (await Promise.race([readBody(head), limit.reached]));
    // A refusal is known by its status, even if there was no time to read why.
    const isKnown = text !== undefined || (head !== undefined && !head.ok && call.stopReason !== "aborted");
    return head && isKnown ? { response: new ReadResponse(head, text ?? "", call.clock.now()) } : lost(undefined);
  } catch (fault) {
    return lost(fault);
  } finally {
    limit.remove();
  }
}

interface AttemptLimit {
  readonly signal: AbortSignal;
  /** Resolves when the attempt's time has passed or the call is stopped: a `fetch` need not heed the signal. */
  readonly reached: Promise<undefined>;
  readonly timedOut: () => boolean;
  readonly remove: () => void;
}

function limitAttempt(call: Call): AttemptLimit {
  const controller = new AbortController();
  let timedOut = false;
  let resolveReached: (value: undefined) => void;
  const reached = new Promise<undefined>((resolve) => {
    resolveReached = resolve;
  });
  const stop = () => {
    controller.abort();
    resolveReached(undefined);
  };
  const removeStopper = call.onStop(stop);
  const removeTimer = call.after(call.settings.attemptTimeoutInMs, () => {
    timedOut = true;
    stop();
  });
  const remove = () => {
    removeTimer();
    removeStopper();
  };
  return { signal: controller.signal, reached, timedOut: () => timedOut, remove };
}

function initOf(request: RequestRecord, signal: AbortSignal): FetchInit {
  const { method, headers, body } = request;
  return { method, headers, signal, redirect: "manual", ...(body !== undefined && { body }) };
}

async function readBody(response: Response): Promise<string> {
  if (response.ok) return response.text();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    const reader = response.body?.getReader();
    while (reader && size < maxErrorBodyInBytes) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      const chunk = value.subarray(0, maxErrorBodyInBytes - size);
      size += chunk.byteLength;
      text += decoder.decode(chunk, { stream: true });
    }
    await reader?.cancel();
  } catch {
    // The status tells the outcome; the rest of its explanation is lost.
  }
  return text;
}

function record(result: AttemptResult, call: Call, started: number): void {
  const answer = "response" in result ? result.response : undefined;
  const requestId = answer ? (answer.headers.get("request-id") ?? undefined) : (result as Faulted).requestId;
  const status = answer ? answer.status : (result as Faulted).status;
  const attempt: Attempt = {
    startedOn: new Date(started).toISOString(),
    durationInMs: call.clock.now() - started,
    clientRequestId: call.clientRequestId,
    ...(requestId !== undefined && { requestId }),
    ...(status !== undefined && { status }),
    ...(!answer && { cause: causeOf(result as Faulted, call) }),
  };
  call.attempts.push(attempt);
  quietly(() => call.settings.onAttempt?.(attempt));
  if (answer) {
    const { headers, bodyAsText } = answer;
    quietly(() =>
      call.settings.onResponse?.({ status: answer.status, headers, bodyAsText, attempts: [...call.attempts] }),
    );
  }
}

/** Why there is no answer, in one word. */
export function causeOf(result: Faulted, call: Call): string {
  if (call.stopReason === "aborted") return "ABORTED";
  if (call.stopReason === "timeout" || result.timedOut) return "TIMEOUT";
  return judgeFault(result.fault).code;
}

function quietly(hook: () => void): void {
  try {
    hook();
  } catch {
    // Documented in CallOptions: a logger that fails must not change what is reported.
  }
}
