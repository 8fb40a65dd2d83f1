import { models, servers } from "../../../generated/beta/contract.js";
import type { components, Readable, Writable } from "../../../generated/beta/schema.js";
import { betaAttributeOf, neutralAttributeOf } from "./beta-attributes.js";
import { checkBody, invalidModel } from "./check.js";
import type { JsonObject } from "./json.js";
import type { Change, EntityFacts, GraphVersion } from "./version.js";

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

export function requireForm<Model extends Form>(form: Model, body: JsonObject): SentBodyOf<Model> {
  const issues = checkBody(models, form, body);
  if (issues.length > 0) throw invalidModel(issues);
  return body as SentBodyOf<Model>;
}

/** The entity of Microsoft's published example: without the resource, and with null for what was not sent. */
function entityOf(body: SentBodyOf<typeof publishedForm>, { id, state }: EntityFacts) {
  return {
    catalogId: body.catalogId,
    executeImmediately: body.executeImmediately ?? false,
    id,
    requestType: body.requestType,
    requestState: state,
    requestStatus: "Fulfilled",
    isValidationOnly: body.isValidationOnly ?? false,
    expirationDateTime: body.expirationDateTime ?? null,
    justification: body.justification ?? null,
  } satisfies BodyOf<"AccessPackageResourceRequest">;
}

const kinds: ReadonlyMap<string, Change["kind"]> = new Map([
  ["AdminAdd", "add"],
  ["AdminUpdate", "update"],
  ["AdminRemove", "remove"],
]);

/** Beta, with a body in the published form. */
export const beta: GraphVersion = {
  rootPath: new URL(servers[0].url).pathname,
  originSystems: models.AccessPackageResource.properties.originSystem.knownValues,
  expandable: { roles: "accessPackageResourceRoles", scopes: "accessPackageResourceScopes" },
  readChange: (json) => {
    const body = requireForm(publishedForm, json);
    const { requestType, catalogId, accessPackageResource, isValidationOnly } = body;
    const { attributes, ...resource } = accessPackageResource;
    return {
      kind: kinds.get(requestType),
      requestType,
      catalogId,
      resource: { ...resource, attributes: attributes?.map(neutralAttributeOf) ?? null },
      isValidationOnly: isValidationOnly === true,
      entityOf: (facts) => entityOf(body, facts),
    };
  },
  listedResourceOf: ({ attributes, ...resource }): BodyOf<"AccessPackageResource"> => ({
    ...resource,
    attributes: attributes.map(betaAttributeOf),
    isPendingOnboarding: false,
    addedBy: "emulator",
  }),
  listedCatalogOf: (catalog): BodyOf<"AccessPackageCatalog"> => ({
    ...catalog,
    catalogType: "UserManaged",
    catalogStatus: "Published",
  }),
};
