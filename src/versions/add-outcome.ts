/**
 * The outcome for one resource.
 * - `added`: the service delivered it, or accepted the request and lists it.
 * - `accepted`: the service accepted the request and has not reported more. In rare cases such a request fails later.
 * - `alreadyPresent`: it is in this catalog, and no response says that this call added it.
 * - `validated`: the service has no objection (`isValidationOnly`); it was not added.
 * - `failed`: it was not added; `error` says why.
 * - `unknown`: whether it was added could not be determined in time; `error` says why.
 */
export type AddOutcome = "added" | "accepted" | "alreadyPresent" | "validated" | "failed" | "unknown";
