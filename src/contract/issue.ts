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
  /** What the contract asks, and how to fix it. */
  readonly message: string;
}
