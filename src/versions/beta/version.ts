import { createOperations } from "../../../generated/beta/client.js";
import { models, operations, servers, unions } from "../../../generated/beta/contract.js";
import type { models as otherModels } from "../../../generated/v1.0/contract.js";
import { Contract, type Form } from "../../contract/contract.js";
import { lowerCase } from "../../contract/values.js";
import { boolean, string } from "../../option-checks.js";
import { stateOf } from "../../responses/outcomes.js";
import type { ApiVersion } from "../version.js";
import type { AccessPackageResourceRequest, Beta, PublishedForm } from "./types.js";

type OwnRequest = keyof (typeof models)["AccessPackageResourceRequest"]["properties"];
type OtherRequest = keyof (typeof otherModels)["AccessPackageResourceRequest"]["properties"];

const ofRequest: Readonly<Record<Exclude<OtherRequest, OwnRequest>, string>> = {
  catalog: "catalogId",
  resource: "accessPackageResource",
  state: "requestState",
  createdDateTime: "",
};

type BodyOptions = Beta["changeOptions"] & Beta["addOptions"];
const changeRules = { justification: string, executeImmediately: boolean };

const published: Form = { form: "published", model: "AccessPackageResourceRequestPublishedForm" };
/** The published form of a body that adds a resource. */
const addition: Form = { form: "published", model: "AccessPackageResourceRequestPublishedAddition" };
const page: Form = { form: "page", model: "AccessPackageResourceRequestPageForm" };

/** Its bodies have two forms; the published one comes first, because the service needs that one. */
const contract = new Contract(
  { models, operations, unions },
  {
    forms: [published, page],
    formFor: (get) => {
      const has = (name: keyof PublishedForm | "resource") => get(name) !== undefined;
      if (has("accessPackageResource") || has("resource"))
        return lowerCase(get("requestType")) === "adminadd" ? addition : published;
      return has("requestState") || has("requestStatus") ? page : undefined;
    },
    other: {
      names: { own: "beta", other: "v1.0" },
      properties: { ...ofRequest, environment: "accessPackageResourceEnvironment" },
      casedProperty: "requestType",
    },
  },
);

/** Microsoft Graph beta. */
export const beta: ApiVersion = {
  contract,
  servers,
  otherEntry: "access-package-resource-requests/v1.0",
  createOperations,
  operations: {
    create: "createAccessPackageResourceRequest",
    createByRef: "createAccessPackageResourceRequestByRef",
    listResources: "listAccessPackageResources",
    listCatalogs: "listAccessPackageCatalogs",
    batch: "postBatch",
  } satisfies Record<string, keyof typeof operations>,
  knownOriginSystems: models.AccessPackageResource.properties.originSystem.knownValues,
  expandable: { roles: "accessPackageResourceRoles", scopes: "accessPackageResourceScopes" },
  changeForm: "published",
  names: { resource: "accessPackageResource", environment: "accessPackageResourceEnvironment" },
  optionRules: { change: changeRules, add: { ...changeRules, isValidationOnly: boolean } },
  changeBody,
  changeOf: (request: AccessPackageResourceRequest) => ({ request, ...stateOf(request.requestState) }),
};

function changeBody(
  kind: "Add" | "Remove",
  catalogId: string,
  accessPackageResource: PublishedForm["accessPackageResource"],
  { justification, executeImmediately, isValidationOnly }: BodyOptions,
): PublishedForm {
  return {
    catalogId,
    requestType: `Admin${kind}`,
    ...(justification !== undefined && { justification }),
    ...(executeImmediately !== undefined && { executeImmediately }),
    ...(isValidationOnly !== undefined && { isValidationOnly }),
    accessPackageResource,
  };
}
