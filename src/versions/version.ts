import type { ServerContract } from "../../generated/beta/contract.js";
import type { Contract } from "../contract/contract.js";
import type { BodyForm } from "../contract/issue.js";
import type { Members } from "../option-checks.js";
import type { ChangeState } from "../responses/outcomes.js";
import type { ListedCatalog, ListedResource, VersionTypes } from "./types.js";

/** One page of the catalogs that the caller can see. */
export interface CatalogPage {
  readonly value: (Omit<ListedCatalog, "id"> & { readonly id?: string })[];
  readonly "@odata.nextLink"?: string;
}

/** One page of the resources of a catalog. */
export interface ResourcePage {
  readonly value: ListedResource[];
  readonly "@odata.nextLink"?: string;
}

/** One request of a batch. */
export interface BatchMember {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** The outcome of a request to change a catalog. */
export interface Change extends ChangeState {
  /** The request as the service returned it. */
  readonly request: object;
}

/** Everything that differs between the versions of Microsoft Graph. */
export interface ApiVersion {
  readonly contract: Contract;
  /** Service roots, the default first. */
  readonly servers: readonly [ServerContract, ...ServerContract[]];
  /** What users of the other version import. */
  readonly otherEntry: string;
  /** The generated client: a function for each operation, with the types of its operation. */
  createOperations(options: object): object;
  /** The operations that the client uses, by their operationIds. */
  readonly operations: {
    readonly create: string;
    readonly createByRef?: string;
    readonly listResources: string;
    readonly listCatalogs: string;
    readonly batch: string;
  };
  /** The origin systems that the documentation lists. */
  readonly knownOriginSystems: readonly string[];
  /** Names of the properties that a listed resource can be expanded by. */
  readonly expandable: VersionTypes["expandable"];
  /** The form of the bodies below, as in validation issues. */
  readonly changeForm: BodyForm;
  /** Names that differ between the bodies of the versions. */
  readonly names: { readonly resource: string; readonly environment: string };
  /** Rules for the options of a change and of an addition, in addition to those of every version. */
  readonly optionRules: { readonly change: Members; readonly add: Members };
  /** The body that adds or removes a resource. */
  changeBody(kind: "Add" | "Remove", catalogId: string, resource: object, options: object): object;
  /** What a request that the service returned says about the change. */
  changeOf(request: object): Change;
}
