import type * as bodies from "../../../generated/beta/bodies.js";
import type { OnlyInThePageForm, OnlyInThePublishedForm, OnlyInV1, Refused } from "../only-in.js";
import type { AddOutcome } from "../types.js";

type Published = bodies.AccessPackageResourceRequestPublishedForm;
type Page = bodies.AccessPackageResourceRequestPageForm;

interface FormOfBeta {
  /** Only v1.0 has it. In beta, send `catalogId`. */
  readonly catalog?: OnlyInV1;
}

/** The body as in Microsoft's published page, which the real service needs. */
export interface PublishedForm
  extends bodies.AccessPackageResourceRequestPublishedForm,
    Refused<Page, Published, OnlyInThePageForm>,
    FormOfBeta {}

/** The body as in the page that this package implements: all properties of its table, and no resource. */
export interface PageForm
  extends bodies.AccessPackageResourceRequestPageForm,
    Refused<Published, Page, OnlyInThePublishedForm>,
    FormOfBeta {}

/** A body in one of its two forms; one that mixes them does not compile. */
export type CreateRequestBody = PageForm | PublishedForm;

/** The request as the service returns it. */
export interface AccessPackageResourceRequest extends bodies.AccessPackageResourceRequestOutput {}

/** A resource to add to a catalog: its origin, and any other property that the contract lets a caller set. */
export interface ResourceToAdd extends bodies.AccessPackageResourceToAdd {}

/** A resource as the catalog lists it. Its `id` is not its `originId`. */
export interface CatalogResource extends bodies.AccessPackageResourceOutput {}

/** A catalog as the service lists it. */
export interface AccessPackageCatalog extends bodies.AccessPackageCatalogOutput {
  readonly id: string;
}

/** Options of a change that only beta has. */
interface BetaChangeOptions {
  /** The reason for the change, for the catalog's owners. */
  readonly justification?: string | undefined;
  /** Sent only if given. Microsoft does not document what it does. */
  readonly executeImmediately?: boolean | undefined;
}

/** Options of an addition that only beta has. */
interface BetaAddOptions {
  /** Only ask whether the service would accept the request. Nothing is added; the outcome is `validated`. */
  readonly isValidationOnly?: boolean | undefined;
}

/** The types of beta: the argument of `Catalog` and of the types of its operations. Declarations that a compiler writes name it. */
export interface Beta {
  readonly body: CreateRequestBody;
  readonly request: AccessPackageResourceRequest;
  readonly resource: ResourceToAdd;
  readonly catalogResource: CatalogResource;
  readonly catalog: AccessPackageCatalog;
  readonly expandable: {
    readonly roles: "accessPackageResourceRoles";
    readonly scopes: "accessPackageResourceScopes";
  };
  readonly changeOptions: BetaChangeOptions;
  readonly addOptions: BetaAddOptions;
  readonly addOutcome: AddOutcome;
}
