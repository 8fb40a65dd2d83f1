import type { Call } from "./call.js";
import type { Attempt } from "./errors/index.js";
import { type FetchLike, ReadResponse, type RequestRecord } from "./http.js";
import { judgeFault } from "./outcomes.js";
import { redactText } from "./redact.js";
import type { Scope } from "./scope.js";

/** No readable answer. The request may have left all the same, unless the fault says otherwise. */
export interface LostAnswer {
  readonly fault: unknown;
  /** Why, in one word: a system's or library's code, `TIMEOUT` or `ABORTED`. */
  readonly cause: string;
  /** Status of an answer whose body was lost; absent when not even its head arrived. */
  readonly status: number | undefined;
  readonly requestId: string | undefined;
}

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
): Promise<ReadResponse | LostAnswer> {
  call.throwIfStopped();
  const started = call.clock.now();
  const result = await exchange(fetch, request, call, token);
  record(result, call, started);
  return result;
}

async function exchange(
  fetch: FetchLike,
  { url, method, headers: given, body }: RequestRecord,
  call: Call,
  token: string,
): Promise<ReadResponse | LostAnswer> {
  const own = {
    accept: "application/json",
    authorization: `Bearer ${token}`,
    "client-request-id": call.clientRequestId,
  };
  const scope = call.limit(call.settings.attemptTimeoutInMs);
  const controller = new AbortController();
  scope.onStop(() => controller.abort());
  const headers = { ...given, ...own };
  const init = { method, headers, signal: controller.signal, redirect: "manual" } as const;
  let head: Response | undefined;
  const answer = async () => {
    head = await fetch(url, body === undefined ? init : { ...init, body });
    return new ReadResponse(head, await readBody(head), call.clock.now());
  };
  try {
    return await scope.race(answer());
  } catch (fault) {
    // A refusal is known by its status, even when there was no time to read why.
    if (head && !head.ok && call.stopReason !== "aborted") return new ReadResponse(head, "", call.clock.now());
    const requestId = head?.headers?.get("request-id") ?? undefined;
    return { fault, cause: causeOf(fault, call, scope), status: head?.status, requestId };
  } finally {
    scope.dispose();
  }
}

function causeOf(fault: unknown, call: Call, scope: Scope): string {
  if (call.stopReason === "aborted") return "ABORTED";
  return scope.stopReason ? "TIMEOUT" : judgeFault(fault).code;
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

function record(result: ReadResponse | LostAnswer, call: Call, started: number): void {
  const { status, requestId } = result;
  const attempt: Attempt = {
    startedOn: new Date(started).toISOString(),
    durationInMs: call.clock.now() - started,
    clientRequestId: call.clientRequestId,
    ...(requestId !== undefined && { requestId: redactText(requestId, call.secrets) }),
    ...(status !== undefined && { status }),
    ...("cause" in result && { cause: redactText(result.cause, call.secrets) }),
  };
  call.attempts.push(attempt);
  const { onAttempt, onResponse } = call.settings;
  if (onAttempt) void quietly(() => onAttempt(attempt));
  if ("cause" in result || !onResponse) return;
  const { headers, bodyAsText } = result;
  void quietly(() => onResponse({ status: result.status, headers, bodyAsText, attempts: [...call.attempts] }));
}

async function quietly(hook: () => unknown): Promise<void> {
  try {
    await hook();
  } catch {
    // Documented in CallOptions: a logger that fails must not change what is reported.
  }
}
