export {
  AccessPackageResourceRequestsError,
  type Attempt,
  type ErrorOutcome,
  isAccessPackageResourceRequestsError,
} from "./access-package-resource-requests-error.js";
export { AuthenticationError, isAuthenticationError } from "./authentication-error.js";
export { ConnectionError, isConnectionError } from "./connection-error.js";
export {
  GraphError,
  type GraphErrorDetail,
  type GraphErrorFacts,
  type GraphInnerError,
  isGraphError,
} from "./graph-error.js";
export { isOutcomeUnknownError, OutcomeUnknownError } from "./outcome-unknown-error.js";
export { isRequestAbortedError, RequestAbortedError } from "./request-aborted-error.js";
export {
  type BodyForm,
  isRequestValidationError,
  RequestValidationError,
  type ValidationIssue,
} from "./request-validation-error.js";
