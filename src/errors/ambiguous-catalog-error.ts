import { AccessPackageResourceRequestsError, type ErrorDetails, hasName } from "./base.js";
import { redactText } from "./redact.js";

/** Several catalogs have the display name that `findCatalog` got. Pass the id of one to `client.catalog(id)`. */
export class AmbiguousCatalogError extends AccessPackageResourceRequestsError {
  override readonly name = "AmbiguousCatalogError";
  /** Ids of catalogs with the display name, at most ten. */
  readonly catalogIds: readonly string[];

  constructor(displayName: string, catalogIds: readonly string[], details: ErrorDetails) {
    const facts = redactText(`${JSON.stringify(displayName)}: ${catalogIds.join(", ")}`, []);
    super(`Several catalogs have the display name ${facts}. Pass one of these ids to client.catalog(id).`, details);
    this.catalogIds = catalogIds;
  }
}

/** Whether a value is an AmbiguousCatalogError, whichever copy of the package made it. */
export function isAmbiguousCatalogError(value: unknown): value is AmbiguousCatalogError {
  return hasName(value, "AmbiguousCatalogError");
}
