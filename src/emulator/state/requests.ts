import type { EmulatorCatalog } from "../options.js";
import type { Resource } from "./resource.js";

/** A request that the service accepted. */
export interface StoredRequest {
  /** Given by `State.newId`, so ids sort in order of arrival. */
  readonly id: string;
  /** ISO 8601. */
  readonly createdDateTime: string;
  readonly catalogId: string;
  /** As sent. */
  readonly requestType: string;
  /** As beta spells it, such as `Delivered`. */
  readonly state: string;
  /** Undefined when the catalog does not exist, which is possible for a body in the page's form. */
  readonly catalog: EmulatorCatalog | undefined;
  /** Undefined for a body in the page's form. */
  readonly resource: Resource | undefined;
  /** Properties that only beta has. */
  readonly sent: {
    readonly executeImmediately?: boolean | null;
    readonly isValidationOnly?: boolean | null;
    readonly expirationDateTime?: string | null;
    readonly justification?: string | null;
    readonly requestStatus?: string;
  };
}
