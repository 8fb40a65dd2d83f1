import type { Attempt } from "../errors/index.js";
import type { CallSettings, Clock } from "../options.js";
import { Deadline } from "../time/deadline.js";
import type { ApiVersion } from "../versions/version.js";
import type { BodyLimits } from "./read-body.js";

/** What a call is about. */
interface CallDetails {
  readonly clock: Clock;
  readonly settings: CallSettings;
  readonly clientRequestId: string;
  /** The caller's own headers, by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the call only reads, so that repeating it changes nothing. */
  readonly isRead: boolean;
  readonly bodyLimits: BodyLimits;
  readonly names: ApiVersion["names"];
  readonly abortSignal: AbortSignal | undefined;
}

/** One call of the client, from its first token to its last attempt. */
export interface Call extends CallDetails {
  readonly deadline: Deadline;
  /** Texts that must not appear in an error: the tokens and the body. */
  readonly secrets: string[];
  /** The attempts so far. Each is described only when it is needed, since a call that succeeds needs none. */
  readonly attempts: () => Attempt[];
  readonly record: (describe: () => Attempt) => void;
}

/** Starts a call, and with it the time that it may take. */
export function startCall(details: CallDetails): Call {
  const attempts: (() => Attempt)[] = [];
  return {
    deadline: new Deadline(details.clock, details.abortSignal, details.settings.timeoutInMs),
    secrets: [],
    attempts: () => attempts.map((describe) => describe()),
    record: (describe) => attempts.push(describe),
    // Last, since Node takes microseconds for each property that follows a spread.
    ...details,
  };
}
