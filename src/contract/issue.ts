/**
 * A form of the request body. Beta has two: `published`, from Microsoft's published page, and `page`, from the page
 * that this package implements. v1.0 has one for each kind of change: `add`, `update` and `remove`.
 */
export type BodyForm = "published" | "page" | "add" | "update" | "remove";

/** One way in which a body breaks the contract. */
export interface ValidationIssue {
  /** JSON pointer (RFC 6901) of the property, such as `/accessPackageResource/originId`; empty for the body itself. */
  readonly pointer: string;
  /**
   * `required`: it is missing. `readOnly`: only the service may set it. `type`: it has the wrong JSON type.
   * `version`: it belongs to the other version of Microsoft Graph. `misspelt`: the contract does not have it, but has one
   * with a similar name. This is a warning: alone it does not keep a body from being sent, because the service may know
   * more than the contract.
   */
  readonly rule: "required" | "readOnly" | "type" | "version" | "misspelt";
  /** The form of the body whose contract is broken. */
  readonly form: BodyForm;
  /** What the contract requires, and how to fix the body. */
  readonly message: string;
}

/** Whether a body with these issues is not sent. Warnings alone do not keep it from being sent. */
export function isRefused(issues: readonly ValidationIssue[]): boolean {
  return issues.some(({ rule }) => rule !== "misspelt");
}
