import { models, operations, servers, unions } from "../../../generated/v1.0/contract.js";
import type { components, Readable, Writable } from "../../../generated/v1.0/schema.js";
import type { EmulatorCatalog } from "../options.js";
import type { Resource } from "../state/resource.js";
import { checkBody, findUnknown, type Issue, invalidModel, missingResource } from "./check.js";
import type { JsonObject } from "./json.js";
import { rolesOf, scopesOf } from "./navigation.js";
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
  const unknown = findUnknown({ models, model: "AccessPackageResourceRequest" }, json);
  const issues = [
    ...checkBody({ models, model: form ?? "AccessPackageResourceRequestAdd" }, json),
    ...unknown,
    ...checkType(json["requestType"]),
  ];
  if (unknown.length === 0 && (json["resource"] ?? null) === null) throw missingResource(issues);
  if (issues.length > 0) throw invalidModel(issues);
  return json as SentBody;
}

/** Microsoft Graph v1.0. */
export const v1: GraphVersion = {
  rootPath: new URL(servers[0].url).pathname,
  paths: {
    catalogs: operations.listCatalogs.path,
    resources: operations.listCatalogResources.path,
    requests: operations.createResourceRequest.path,
  },
  originSystems: models.AccessPackageResource.properties.originSystem.knownValues,
  readChange: (json) => {
    const form = formOf(json);
    const { requestType, catalog, resource } = requireBody(json, form);
    return { kind: form && kinds[form], requestType, catalogId: catalog.id, resource, sent: {} };
  },
  catalog: { models, model: "AccessPackageCatalog", jsonOf: ({ facts }) => catalogOf(facts), navigation: {} },
  resource: {
    models,
    model: "AccessPackageResource",
    jsonOf: resourceOf,
    navigation: { roles: rolesOf, scopes: scopesOf },
  },
  request: {
    models,
    model: "AccessPackageResourceRequest",
    // v1.0 spells types and states like beta, with their first letter in lower case.
    jsonOf: ({ id, requestType, state, createdDateTime }): Readable<Schemas["accessPackageResourceRequest"]> => ({
      id,
      requestType: lowerFirst(requestType),
      state: lowerFirst(state),
      createdDateTime,
    }),
    navigation: {
      catalog: ({ catalog }) => (catalog === undefined ? null : catalogOf(catalog)),
      resource: ({ resource }) => (resource === undefined ? null : resourceOf(resource)),
    },
  },
};

function catalogOf(facts: EmulatorCatalog): Readable<Schemas["accessPackageCatalog"]> {
  return { ...facts, catalogType: "userManaged", state: "published" };
}

function resourceOf({ addedOn, url, resourceType, ...rest }: Resource): Readable<Schemas["accessPackageResource"]> {
  return { ...rest, createdDateTime: addedOn };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
