import type { AccessPackageResourceRequest } from "../versions/beta/types.js";
import { AccessPackageResourceRequestsError, type ErrorDetails, hasName } from "./base.js";

/**
 * The service accepted the request and ended it without the change: as `DeliveryFailed`, `Denied` or `Canceled`.
 * `outcome` is `unknown` if an earlier attempt may have made the change, otherwise `notCreated`. Operations of a catalog
 * reject with it; `createRequest` resolves to the request instead.
 */
export class RequestNotDeliveredError<
  Request extends object = AccessPackageResourceRequest,
> extends AccessPackageResourceRequestsError {
  override readonly name = "RequestNotDeliveredError";
  /** The state in which the service ended the request, as it was received. */
  readonly requestState: string;
  /** The request as the service returned it. Not enumerable, so that it does not appear in logs. */
  declare readonly request: Request;

  /**
   * The error for a request that the service returned.
   *
   * @param state The state in which the service ended it.
   */
  constructor(request: Request, state: string, details: ErrorDetails) {
    const requestState = state.trim();
    super(
      `The service accepted the request and ended it as ${requestState}. Check the resource and what the caller may do, then send it again.`,
      details,
    );
    this.requestState = requestState;
    Object.defineProperty(this, "request", { value: request });
  }
}

/** Whether a value is a RequestNotDeliveredError, whichever copy of the package made it. */
export function isRequestNotDeliveredError(value: unknown): value is RequestNotDeliveredError {
  return hasName(value, "RequestNotDeliveredError");
}
