import type { Call } from "./call.js";
import type { Attempt } from "./errors/index.js";
import { type FetchInit, type FetchLike, isSuccess, ReadResponse, type RequestRecord } from "./http.js";
import { monotonicNow } from "./options.js";
import { judgeFault } from "./outcomes.js";
import { readBody } from "./read-body.js";
import { redactText } from "./redact.js";

/** No readable answer. The request may have left all the same, unless the fault says otherwise. */
export interface LostAnswer {
  readonly fault: unknown;
  /** Why, in one word: a system's or library's code, `TIMEOUT` or `ABORTED`. */
  readonly cause: string;
  /** Status of an answer whose body was lost; absent when not even its head arrived. */
  readonly status: number | undefined;
  readonly requestId: string | undefined;
}

/**
 * Sends a request once and reads its answer. Never rejects once the request may have left.
 *
 * @throws RequestAbortedError when the call was stopped before.
 */
export async function attempt(
  fetch: FetchLike,
  { url, method, body }: RequestRecord,
  call: Call,
  token: string,
): Promise<ReadResponse | LostAnswer> {
  call.throwIfStopped();
  const startedOn = new Date(call.clock.now()).toISOString();
  const started = monotonicNow(call.clock);
  const controller = new AbortController();
  const headers = headersOf(call, token, body);
  const init: FetchInit = { method, headers, body, signal: controller.signal, redirect: "manual" };
  let head: Response | undefined;
  let result: ReadResponse | LostAnswer;
  const answer = async () => {
    head = await fetch(url, init);
    return new ReadResponse(head, await readBody(head, call.bodyLimits), call.clock.now());
  };
  try {
    result = await call.race(answer(), call.settings.attemptTimeoutInMs);
  } catch (fault) {
    controller.abort();
    result = lost(fault, head, call);
  }
  record(result, call, { startedOn, durationInMs: Math.round(monotonicNow(call.clock) - started) });
  return result;
}

function headersOf(call: Call, token: string, body: string | null): FetchInit["headers"] {
  const headers: Record<string, string> = {
    ...call.headers,
    accept: "application/json",
    authorization: `Bearer ${token}`,
    "client-request-id": call.clientRequestId,
  };
  if (body !== null) headers["content-type"] = "application/json";
  return headers;
}

function lost(fault: unknown, head: Response | undefined, call: Call): ReadResponse | LostAnswer {
  // A refusal is known by its status, even when there was no time to read why.
  if (head && !isSuccess(head) && call.stopReason !== "aborted") return new ReadResponse(head, "", call.clock.now());
  const requestId = head?.headers?.get("request-id") ?? undefined;
  return { fault, cause: causeOf(fault, call), status: head?.status, requestId };
}

function causeOf(fault: unknown, call: Call): string {
  if (call.stopReason === "aborted") return "ABORTED";
  return call.interruption ? "TIMEOUT" : judgeFault(fault).code;
}

type Timing = Pick<Attempt, "startedOn" | "durationInMs">;

function record(result: ReadResponse | LostAnswer, call: Call, timing: Timing): void {
  const describe = () => toAttempt(result, call, timing);
  call.record(describe);
  const { onAttempt, onResponse } = call.settings;
  if (onAttempt) void quietly(() => onAttempt(describe()));
  if ("cause" in result || !onResponse) return;
  const { status, headers, bodyAsText } = result;
  void quietly(() => onResponse({ status, headers, bodyAsText, attempts: call.attempts }));
}

function toAttempt(result: ReadResponse | LostAnswer, call: Call, timing: Timing): Attempt {
  const { status, requestId } = result;
  return {
    ...timing,
    clientRequestId: call.clientRequestId,
    ...(requestId !== undefined && { requestId: redactText(requestId, call.secrets) }),
    ...(status !== undefined && { status }),
    ...("cause" in result && { cause: redactText(result.cause, call.secrets) }),
  };
}

async function quietly(hook: () => unknown): Promise<void> {
  try {
    await hook();
  } catch {
    // Documented in CallOptions: a logger that fails must not change what is reported.
  }
}
