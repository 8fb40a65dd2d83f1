import type { ValidationIssue } from "../contract/issue.js";
import { AccessPackageResourceRequestsError, hasName } from "./base.js";

export type { BodyForm, ValidationIssue } from "../contract/issue.js";

/**
 * The body breaks the contract. Nothing was sent; `issues` lists everything that is wrong.
 * When the service refuses a body, the error is a `GraphError` instead.
 */
export class RequestValidationError extends AccessPackageResourceRequestsError {
  override readonly name = "RequestValidationError";
  readonly issues: readonly ValidationIssue[];

  constructor(issues: readonly ValidationIssue[], cause?: unknown) {
    // The usual form is not named, because callers of catalog operations do not choose a form.
    const isNamed = issues.some(({ form }) => form === "page" || form !== issues[0]?.form);
    const lines = issues.map(
      ({ pointer, form, message }) => `  ${pointer || "(body)"}${isNamed ? ` [${form} form]` : ""}: ${message}`,
    );
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
