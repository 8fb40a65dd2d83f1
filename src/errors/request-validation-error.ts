import { AccessPackageResourceRequestsError, hasName } from "./access-package-resource-requests-error.js";

/** The two readings of the request body: Microsoft's published page, and the page this package implements. */
export type BodyForm = "published" | "page";

/** One way in which a body breaks the contract. */
export interface ValidationIssue {
  /** JSON pointer (RFC 6901) of the property, such as `/accessPackageResource/originId`; empty for the body itself. */
  readonly pointer: string;
  /** `required`: it is missing. `readOnly`: only the service may set it. `type`: it has the wrong JSON type. */
  readonly rule: "required" | "readOnly" | "type";
  /** The form of the body whose contract is broken. */
  readonly form: BodyForm;
  /** What the contract asks, and how to mend it. */
  readonly message: string;
}

/**
 * The body breaks the contract. Nothing was sent; `issues` holds every problem at once.
 * When the service itself refuses a body, the error is a `GraphError` instead.
 */
export class RequestValidationError extends AccessPackageResourceRequestsError {
  override readonly name = "RequestValidationError";
  readonly issues: readonly ValidationIssue[];

  constructor(issues: readonly ValidationIssue[], cause?: unknown) {
    const lines = issues.map((issue) => `  ${issue.pointer || "(body)"} [${issue.form} form]: ${issue.message}`);
    super(`The request was not sent, because its body breaks the contract:\n${lines.join("\n")}`, {
      outcome: "notCreated",
      attempts: [],
      cause,
    });
    this.issues = issues;
  }
}

/** Whether a value is a RequestValidationError, whichever copy of the package made it. */
export function isRequestValidationError(value: unknown): value is RequestValidationError {
  return hasName(value, "RequestValidationError");
}
