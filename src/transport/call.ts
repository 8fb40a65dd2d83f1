import type { Attempt } from "../errors/index.js";
import type { CallSettings, Clock } from "../options.js";
import type { Deadline } from "../time/deadline.js";
import type { ApiVersion } from "../versions/version.js";
import type { BodyLimits } from "./read-body.js";

/** One call of the client, from its first token to its last attempt. */
export interface Call {
  readonly clock: Clock;
  readonly settings: CallSettings;
  readonly clientRequestId: string;
  /** The caller's own headers, by name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the call only reads, so that repeating it changes nothing. */
  readonly isRead: boolean;
  readonly bodyLimits: BodyLimits;
  readonly names: ApiVersion["names"];
  /** What to fix in the body, when the service refuses it. */
  readonly advice: () => string | undefined;
  readonly abortSignal: AbortSignal | undefined;
  /** Ends the call between attempts. */
  readonly stopSignal: AbortSignal | undefined;
  /** Begins with the call. */
  readonly deadline: Deadline;
  /** Strings that must not appear in an error: the tokens and the body. */
  readonly secrets: string[];
  /** The attempts so far. Each is described only when it is needed, since a call that succeeds needs none. */
  readonly attempts: () => Attempt[];
  readonly record: (describe: () => Attempt) => void;
}
