import { models, servers, unions } from "../../../generated/v1.0/contract.js";
import type { components, Readable, Writable } from "../../../generated/v1.0/schema.js";
import { checkBody, findUnknown, type Issue, invalidModel } from "./check.js";
import type { JsonObject } from "./json.js";
import type { Change, GraphVersion } from "./version.js";

type Schemas = components["schemas"];
type Form = (typeof unions.AccessPackageResourceRequestBody)[number];
type SentBody = Writable<Schemas["accessPackageResourceRequestBody"]>;

const kinds: Readonly<Record<Form, Change["kind"]>> = {
  AccessPackageResourceRequestAdd: "add",
  AccessPackageResourceRequestUpdate: "update",
  AccessPackageResourceRequestRemove: "remove",
};

function formOf({ requestType }: JsonObject): Form | undefined {
  return unions.AccessPackageResourceRequestBody.find((form) => {
    const values: readonly unknown[] = models[form].properties.requestType.knownValues;
    return values.includes(requestType);
  });
}

function checkType(requestType: unknown): Issue[] {
  const values: readonly string[] = models.AccessPackageResourceRequest.properties.requestType.knownValues;
  if (typeof requestType !== "string" || values.includes(requestType)) return [];
  const message = `/requestType '${requestType}' is not a value of accessPackageRequestType.`;
  return [{ pointer: "/requestType", rule: "value", message }];
}

/** Unlike beta, v1.0 refuses properties that it does not have: most of them belong to a body of beta. */
function requireBody(json: JsonObject, form: Form | undefined): SentBody {
  const issues = [
    ...checkBody(models, form ?? "AccessPackageResourceRequestAdd", json),
    ...findUnknown(models, "AccessPackageResourceRequest", json),
    ...checkType(json["requestType"]),
  ];
  if (issues.length > 0) throw invalidModel(issues);
  return json as SentBody;
}

/** Microsoft Graph v1.0. */
export const v1: GraphVersion = {
  rootPath: new URL(servers[0].url).pathname,
  originSystems: models.AccessPackageResource.properties.originSystem.knownValues,
  expandable: { roles: "roles", scopes: "scopes" },
  readChange: (json) => {
    const form = formOf(json);
    const { requestType, catalog, resource } = requireBody(json, form);
    return {
      kind: form && kinds[form],
      requestType,
      catalogId: catalog.id,
      resource,
      isValidationOnly: false,
      entityOf: ({ id, state, createdDateTime }): Readable<Schemas["accessPackageResourceRequest"]> => ({
        id,
        requestType,
        // v1.0 spells a state like beta, with its first letter in lower case.
        state: state.charAt(0).toLowerCase() + state.slice(1),
        createdDateTime,
      }),
    };
  },
  listedResourceOf: ({ addedOn, url, resourceType, ...resource }): Readable<Schemas["accessPackageResource"]> => ({
    ...resource,
    createdDateTime: addedOn,
  }),
  listedCatalogOf: (catalog): Readable<Schemas["accessPackageCatalog"]> => ({
    ...catalog,
    catalogType: "userManaged",
    state: "published",
  }),
};
