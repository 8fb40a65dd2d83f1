import type { Attempt } from "../errors/index.js";
import { redactText } from "../errors/redact.js";
import { monotonicNow } from "../options.js";
import { outcomeOfError } from "../responses/outcomes.js";
import type { Call } from "./call.js";
import { headerOf } from "./headers.js";
import {
  type FetchInit,
  type FetchLike,
  isSuccess,
  type LostResponse,
  type OutgoingRequest,
  ReadResponse,
} from "./messages.js";
import { readBody } from "./read-body.js";
import { version } from "./version.js";

/** Sends a request once and reads its response. Never rejects, since the request may have been sent. */
export async function attempt(
  fetch: FetchLike,
  request: OutgoingRequest,
  call: Call,
  token: string,
): Promise<ReadResponse | LostResponse> {
  const startedOn = new Date(call.clock.now()).toISOString();
  const started = monotonicNow(call.clock);
  const controller = new AbortController();
  let head: Response | undefined;
  const exchange = async () => {
    head = await fetch(request.url, initOf(request, call, token, controller.signal));
    return new ReadResponse(head, await readBody(head, call.bodyLimits), call.clock.now());
  };
  const result = await call.deadline.race(exchange(), call.settings.attemptTimeoutInMs).catch((error) => {
    controller.abort();
    return withoutBody(error, head, call);
  });
  const durationInMs = Math.round(monotonicNow(call.clock) - started);
  const described = () => describe(result, call, { startedOn, durationInMs });
  call.record(described);
  callHooks(result, call, described);
  return result;
}

function initOf({ method, body }: OutgoingRequest, call: Call, token: string, signal: AbortSignal): FetchInit {
  const headers = {
    accept: "application/json",
    authorization: `Bearer ${token}`,
    "client-request-id": call.clientRequestId,
    ...(body !== null && { "content-type": "application/json" }),
    ...(!isBrowser() && { "user-agent": `access-package-resource-requests/${version}` }),
    // They can replace only the last of the headers above.
    ...call.headers,
  };
  return { method, headers, body, signal, redirect: "manual" };
}

/** Browsers set their own. Some would send another one only after asking the service for permission (CORS). */
function isBrowser(): boolean {
  return "document" in globalThis || "importScripts" in globalThis;
}

/** What is known without the body of the response. */
function withoutBody(error: unknown, head: Response | undefined, call: Call): ReadResponse | LostResponse {
  const isAborted = call.deadline.stopReason === "aborted";
  // The status of a refusal says enough, even when there was no time to read its body.
  if (head && !isSuccess(head) && !isAborted) return new ReadResponse(head, "", call.clock.now());
  const code = isAborted ? "ABORTED" : outcomeOfError(error).code;
  return {
    kind: "lost",
    error,
    code: redactText(code, call.secrets),
    status: head?.status,
    requestId: headerOf(head, "request-id"),
  };
}

function describe(
  result: ReadResponse | LostResponse,
  call: Call,
  timing: Pick<Attempt, "startedOn" | "durationInMs">,
): Attempt {
  const { status, requestId } = result;
  return {
    ...timing,
    clientRequestId: call.clientRequestId,
    ...(requestId !== undefined && { requestId: redactText(requestId, call.secrets) }),
    ...(status !== undefined && { status }),
    ...(result.kind === "lost" && { code: result.code }),
  };
}

function callHooks(result: ReadResponse | LostResponse, call: Call, described: () => Attempt): void {
  const { onAttempt, onResponse } = call.settings;
  if (onAttempt) void quietly(() => onAttempt(described()));
  if (!onResponse || result.kind === "lost") return;
  const { status, headers, bodyAsText } = result;
  void quietly(() => onResponse({ status, headers, bodyAsText, attempts: call.attempts() }));
}

/** A logger or a display that fails must not change the outcome, as the options document. */
export async function quietly(hook: () => unknown): Promise<void> {
  try {
    await hook();
  } catch {}
}
