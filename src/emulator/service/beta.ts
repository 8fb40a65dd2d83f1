import { models, operations, servers } from "../../../generated/beta/contract.js";
import type { components, Readable, Writable } from "../../../generated/beta/schema.js";
import type { Resource } from "../state/resource.js";
import { betaAttributeOf, neutralAttributeOf } from "./beta-attributes.js";
import { checkBody, invalidModel } from "./check.js";
import type { JsonObject } from "./json.js";
import { rolesOf, scopesOf } from "./navigation.js";
import type { Change, GraphVersion } from "./version.js";

type Schemas = components["schemas"];

export type ModelName = keyof typeof models;

/** A body as the service sends it. */
export type BodyOf<Model extends ModelName> = Readable<Schemas[Uncapitalize<Model>]>;

/** A valid body as a caller sends it. */
export type SentBodyOf<Model extends ModelName> = Writable<Schemas[Uncapitalize<Model>]>;

export const publishedForm = "AccessPackageResourceRequestPublishedForm" satisfies ModelName;
export const pageForm = "AccessPackageResourceRequestPageForm" satisfies ModelName;

export type Form = typeof publishedForm | typeof pageForm;

/** Returns undefined when no property shows which form the caller means. */
export function formOf(body: JsonObject): Form | undefined {
  const onlyPublished: keyof SentBodyOf<typeof publishedForm> = "accessPackageResource";
  const onlyPage: readonly (keyof SentBodyOf<typeof pageForm>)[] = ["requestState", "requestStatus"];
  if (Object.hasOwn(body, onlyPublished)) return publishedForm;
  return onlyPage.some((name) => Object.hasOwn(body, name)) ? pageForm : undefined;
}

export function requireForm<Model extends Form>(model: Model, body: JsonObject): SentBodyOf<Model> {
  const issues = checkBody({ models, model }, body);
  if (issues.length > 0) throw invalidModel(issues);
  return body as SentBodyOf<Model>;
}

const kinds: ReadonlyMap<string, Change["kind"]> = new Map([
  ["AdminAdd", "add"],
  ["AdminUpdate", "update"],
  ["AdminRemove", "remove"],
]);

/** Beta, with a body in the published form. */
export const beta: GraphVersion = {
  rootPath: new URL(servers[0].url).pathname,
  paths: {
    catalogs: operations.listAccessPackageCatalogs.path,
    resources: operations.listAccessPackageResources.path,
    requests: operations.createAccessPackageResourceRequest.path,
  },
  originSystems: models.AccessPackageResource.properties.originSystem.knownValues,
  readChange: (json) => {
    const { requestType, catalogId, accessPackageResource, ...sent } = requireForm(publishedForm, json);
    const { attributes, ...resource } = accessPackageResource;
    return {
      kind: kinds.get(requestType),
      requestType,
      catalogId,
      resource: { ...resource, attributes: attributes?.map(neutralAttributeOf) ?? null },
      sent,
    };
  },
  catalog: {
    models,
    model: "AccessPackageCatalog",
    jsonOf: ({ facts }): BodyOf<"AccessPackageCatalog"> => ({
      ...facts,
      catalogType: "UserManaged",
      catalogStatus: "Published",
    }),
    navigation: {},
  },
  resource: {
    models,
    model: "AccessPackageResource",
    jsonOf: resourceOf,
    navigation: { accessPackageResourceRoles: rolesOf, accessPackageResourceScopes: scopesOf },
  },
  request: {
    models,
    model: "AccessPackageResourceRequest",
    // As in Microsoft's published example: without the resource, and with null for what was not sent.
    jsonOf: ({ sent, ...request }): BodyOf<"AccessPackageResourceRequest"> => ({
      catalogId: request.catalogId,
      executeImmediately: sent.executeImmediately ?? false,
      id: request.id,
      requestType: request.requestType.replace(/^./, (letter) => letter.toUpperCase()),
      requestState: request.state,
      requestStatus: sent.requestStatus ?? "Fulfilled",
      isValidationOnly: sent.isValidationOnly ?? false,
      expirationDateTime: sent.expirationDateTime ?? null,
      justification: sent.justification ?? null,
    }),
    navigation: { accessPackageResource: ({ resource }) => (resource === undefined ? null : resourceOf(resource)) },
  },
};

function resourceOf({ attributes, ...resource }: Resource): BodyOf<"AccessPackageResource"> {
  return { ...resource, attributes: attributes.map(betaAttributeOf), isPendingOnboarding: false, addedBy: "emulator" };
}
