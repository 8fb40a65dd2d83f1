import { AccessPackageResourceRequestsError, type ErrorDetails, hasName } from "./base.js";

/** One of `details` in a Graph error body: a further error that belongs to the first (docs: Microsoft Graph error responses). */
export interface GraphErrorDetail {
  /** The service's code for it; empty when it has none. */
  readonly code: string;
  /** The service's message; empty when there is none. */
  readonly message: string;
  /** What it is about, such as the name of a property; absent when the service does not say. */
  readonly target?: string;
}

/** One level of `innerError` (also spelt `innererror`) in a Graph error body. */
export type GraphInnerError = Readonly<Record<string, string>>;

/** What the service's response says, apart from its status. */
export interface GraphErrorFacts {
  /** The service's error code, such as `ResourceAlreadyOnboarded`; empty when the response has none. */
  readonly code: string;
  /** The string members (`code`, `date`, `request-id`, …) of the nested inner errors, the most specific one last. */
  readonly innerErrors: readonly GraphInnerError[];
  /**
   * Further errors that the service lists with this one, in its order; at most 50, and empty when there are none. A
   * string longer than 4,000 characters is truncated.
   */
  readonly details: readonly GraphErrorDetail[];
  /** The `request-id` of the response. Microsoft's support asks for it. */
  readonly requestId?: string;
  /** The `client-request-id` that was sent. */
  readonly clientRequestId: string;
  /** How long the service asked to wait, in milliseconds; absent when it did not say. */
  readonly retryAfterInMs?: number;
  /** What to grant or change, for known codes; with status 400, also which names in the body are probably misspelt. */
  readonly hint?: string;
}

/**
 * The service refused the request, so it made no change. Branch on `code`: messages may change
 * (docs: Microsoft Graph error responses). If the outcome is not clear, the error is an `OutcomeUnknownError`.
 */
export class GraphError extends AccessPackageResourceRequestsError implements GraphErrorFacts {
  override readonly name = "GraphError";
  /** HTTP status of the refusal. */
  readonly status: number;
  readonly code: string;
  readonly innerErrors: readonly GraphInnerError[];
  readonly details: readonly GraphErrorDetail[];
  readonly clientRequestId: string;
  declare readonly requestId?: string;
  declare readonly retryAfterInMs?: number;
  declare readonly hint?: string;

  constructor(message: string, status: number, facts: GraphErrorFacts, details: ErrorDetails) {
    super(message, details);
    this.status = status;
    this.code = facts.code;
    this.innerErrors = facts.innerErrors;
    this.details = facts.details;
    this.clientRequestId = facts.clientRequestId;
    if (facts.requestId !== undefined) this.requestId = facts.requestId;
    if (facts.retryAfterInMs !== undefined) this.retryAfterInMs = facts.retryAfterInMs;
    if (facts.hint !== undefined) this.hint = facts.hint;
  }
}

/** Whether a value is a GraphError, whichever copy of the package made it. */
export function isGraphError(value: unknown): value is GraphError {
  return hasName(value, "GraphError");
}
