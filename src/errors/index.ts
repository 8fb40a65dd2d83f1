export * from "./ambiguous-catalog-error.js";
export * from "./authentication-error.js";
export {
  AccessPackageResourceRequestsError,
  type Attempt,
  type ErrorDetails,
  type ErrorOutcome,
  isAccessPackageResourceRequestsError,
} from "./base.js";
export * from "./connection-error.js";
export * from "./graph-error.js";
export * from "./outcome-unknown-error.js";
export * from "./request-aborted-error.js";
export * from "./request-not-delivered-error.js";
export * from "./request-validation-error.js";
