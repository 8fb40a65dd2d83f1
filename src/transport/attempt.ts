import type { Attempt } from "../errors/index.js";
import { redactText } from "../errors/redact.js";
import { monotonicNow } from "../options.js";
import { judgeFault } from "../responses/outcomes.js";
import type { Call } from "./call.js";
import {
  type FetchInit,
  type FetchLike,
  isSuccess,
  type LostResponse,
  type OutgoingRequest,
  ReadResponse,
} from "./messages.js";
import { readBody } from "./read-body.js";

/**
 * Sends a request once and reads its response. Never rejects once the request may have left.
 *
 * @throws RequestAbortedError when the call was stopped before.
 */
export async function attempt(
  fetch: FetchLike,
  { url, method, body }: OutgoingRequest,
  call: Call,
  token: string,
): Promise<ReadResponse | LostResponse> {
  call.throwIfStopped();
  const startedOn = new Date(call.clock.now()).toISOString();
  const started = monotonicNow(call.clock);
  const controller = new AbortController();
  const headers = headersOf(call, token, body);
  const init: FetchInit = { method, headers, body, signal: controller.signal, redirect: "manual" };
  let head: Response | undefined;
  let result: ReadResponse | LostResponse;
  const respond = async () => {
    head = await fetch(url, init);
    return new ReadResponse(head, await readBody(head, call.bodyLimits), call.clock.now());
  };
  try {
    result = await call.deadline.race(respond(), call.settings.attemptTimeoutInMs);
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

function lost(fault: unknown, head: Response | undefined, call: Call): ReadResponse | LostResponse {
  // A refusal is known by its status, even when there was no time to read why.
  if (head && !isSuccess(head) && call.deadline.stopReason !== "aborted") {
    return new ReadResponse(head, "", call.clock.now());
  }
  const requestId = head?.headers?.get("request-id") ?? undefined;
  return { kind: "lost", fault, code: codeOf(fault, call), status: head?.status, requestId };
}

function codeOf(fault: unknown, call: Call): string {
  if (call.deadline.stopReason === "aborted") return "ABORTED";
  return call.deadline.interruption ? "TIMEOUT" : judgeFault(fault).code;
}

type Timing = Pick<Attempt, "startedOn" | "durationInMs">;

function record(result: ReadResponse | LostResponse, call: Call, timing: Timing): void {
  const describe = () => toAttempt(result, call, timing);
  call.record(describe);
  const { onAttempt, onResponse } = call.settings;
  if (onAttempt) void quietly(() => onAttempt(describe()));
  if (result.kind === "lost" || !onResponse) return;
  const { status, headers, bodyAsText } = result;
  void quietly(() => onResponse({ status, headers, bodyAsText, attempts: call.attempts }));
}

function toAttempt(result: ReadResponse | LostResponse, call: Call, timing: Timing): Attempt {
  const { status, requestId } = result;
  return {
    ...timing,
    clientRequestId: call.clientRequestId,
    ...(requestId !== undefined && { requestId: redactText(requestId, call.secrets) }),
    ...(status !== undefined && { status }),
    ...(result.kind === "lost" && { code: redactText(result.code, call.secrets) }),
  };
}

async function quietly(hook: () => unknown): Promise<void> {
  try {
    await hook();
  } catch {
    // Documented in CallOptions: a logger that fails must not change what is reported.
  }
}
