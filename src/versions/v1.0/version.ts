import type { models as otherModels } from "../../../generated/beta/contract.js";
import { createOperations } from "../../../generated/v1.0/client.js";
import { models, operations, servers, unions } from "../../../generated/v1.0/contract.js";
import { Contract } from "../../contract/contract.js";
import { lowerCase } from "../../contract/values.js";
import { stateOf } from "../../responses/outcomes.js";
import type { ApiVersion } from "../version.js";
import type { AccessPackageResourceRequest, AddForm } from "./types.js";

type OwnRequest = keyof (typeof models)["AccessPackageResourceRequest"]["properties"];
type OtherRequest = keyof (typeof otherModels)["AccessPackageResourceRequest"]["properties"];

const ofRequest: Readonly<Record<Exclude<OtherRequest, OwnRequest>, string>> = {
  catalogId: "catalog: { id }",
  accessPackageResource: "resource",
  justification: "",
  executeImmediately: "",
  isValidationOnly: "",
  expirationDateTime: "",
  requestState: "",
  requestStatus: "",
  requestor: "",
  history: "",
};
/** The requestType of a body selects its form. Another requestType, or none, counts as an addition. */
const forms = [
  { form: "add", model: "AccessPackageResourceRequestAdd" },
  { form: "update", model: "AccessPackageResourceRequestUpdate" },
  { form: "remove", model: "AccessPackageResourceRequestRemove" },
] as const;

const contract = new Contract(
  { models, operations, unions },
  {
    forms,
    formFor: (get) => forms.find(({ form }) => `admin${form}` === lowerCase(get("requestType"))) ?? forms[0],
    other: {
      names: { own: "v1.0", other: "beta" },
      properties: {
        ...ofRequest,
        accessPackageResourceEnvironment: "environment",
        attributeName: "name",
        attributeSource: "source",
        attributeDestination: "destination",
      },
      casedProperty: "requestType",
    },
  },
);

const ofBeta = { refusal: "belongs to beta; v1.0 does not have it" };
const optionRules = { justification: ofBeta, executeImmediately: ofBeta, isValidationOnly: ofBeta };

/** Microsoft Graph v1.0. */
export const v1: ApiVersion = {
  contract,
  servers,
  otherEntry: "access-package-resource-requests",
  createOperations,
  operations: {
    create: "createResourceRequest",
    listResources: "listCatalogResources",
    listCatalogs: "listCatalogs",
    batch: "postBatch",
  } satisfies Record<string, keyof typeof operations>,
  knownOriginSystems: models.AccessPackageResource.properties.originSystem.knownValues,
  expandable: { roles: "roles", scopes: "scopes" },
  changeForm: "add",
  names: { resource: "resource", environment: "environment" },
  optionRules: { change: optionRules, add: optionRules },
  changeBody: (kind: "Add" | "Remove", id, resource: AddForm["resource"]) => ({
    requestType: `admin${kind}`,
    resource,
    catalog: { id },
  }),
  changeOf: (request: AccessPackageResourceRequest) => ({ request, ...stateOf(request.state) }),
};
