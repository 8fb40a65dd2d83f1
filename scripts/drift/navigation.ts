import type { CsdlModel, CsdlProperty, CsdlType } from "./csdl.js";
import { findType, propertiesOf, shortName } from "./model.js";

/** What the service's model says about one path of the specification. */
export interface Navigation {
  readonly path: string;
  /** Owner type and name of the last named segment, such as `entitlementManagement.accessPackageResourceRequests`. */
  readonly key: string;
  readonly exists: boolean;
  /** Whether the last segment contains its entities; null when it does not exist or is not a navigation property. */
  readonly contained: boolean | null;
  /** Whether the path ends in `$ref`, so that it addresses references and not the entities. */
  readonly byReference: boolean;
  /** The type of the path; undefined when the model lacks it. */
  readonly type: CsdlType | undefined;
}

/** Follows a path of the specification through the model, starting at the entity container. */
export function navigate(model: CsdlModel, path: string): Navigation {
  const segments = path.split("/").filter((segment) => segment !== "");
  const named = segments.filter((segment) => !/^[{$]/.test(segment));
  let owner: CsdlType | undefined = model.container;
  let property: CsdlProperty | undefined;
  let key = named[0] ?? path;
  for (const segment of named) {
    key = `${owner === undefined ? "EntityContainer" : shortName(owner.name)}.${segment}`;
    property = owner === undefined ? undefined : propertiesOf(model, [owner]).get(segment);
    if (property === undefined) break;
    owner = findType(model, property.type);
  }
  return {
    path,
    key,
    exists: property !== undefined,
    contained: property?.contained ?? null,
    byReference: segments.at(-1) === "$ref",
    type: property === undefined ? undefined : owner,
  };
}

/** True for a path of the protocol, such as `/$batch`, which no model describes. */
export function isProtocolPath(path: string): boolean {
  return path.startsWith("/$");
}
