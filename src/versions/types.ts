/** What can be listed along with a resource: its roles, its scopes. */
export type ResourceExpansion = "roles" | "scopes";

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

/** The types of one version. */
export interface VersionTypes {
  /** What `createRequest` accepts. */
  readonly body: object;
  /** A request as the service returns it. */
  readonly request: { readonly id: string };
  /** A resource to add. */
  readonly resource: { readonly originSystem: string; readonly originId: string };
  readonly catalogResource: ListedResource;
  /** A catalog as the service lists it. */
  readonly catalog: ListedCatalog;
  /** Names of the properties that a listed resource can be expanded by. */
  readonly expandable: Readonly<Record<ResourceExpansion, string>>;
  /** Options of a change, in addition to those of every version. */
  readonly changeOptions: object;
  /** Options of an addition, in addition to those of a change. */
  readonly addOptions: object;
  /** The possible outcomes of an addition. */
  readonly addOutcome: AddOutcome;
}

/** What identifies a resource that a catalog lists. */
export interface ListedResource {
  readonly id?: string;
  readonly originId?: string | null;
  readonly originSystem?: string | null;
}

/** A catalog as the service lists it. */
export interface ListedCatalog {
  readonly id: string;
  readonly displayName?: string | null;
}
