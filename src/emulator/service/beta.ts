import { models } from "../../../generated/beta/contract.js";
import type { components, Readable, Writable } from "../../../generated/beta/schema.js";
import type { Resource, SentResource } from "../state/resource.js";
import { type Call, contextOf, type JsonObject } from "./request.js";

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

/** What a body asks for. No name depends on a version of Graph. */
export interface Change {
  readonly requestType: string;
  readonly catalogId: string;
  readonly resource: SentResource;
  /** Whether the change is only checked. */
  readonly isDryRun: boolean;
}

/** @param requestState What becomes of the request: some states mean that nothing changes. */
export function changeOf(body: SentBodyOf<typeof publishedForm>, requestState: string): Change {
  const { requestType, catalogId, accessPackageResource: resource, isValidationOnly } = body;
  const isDryRun = isValidationOnly === true || /^(deliveryFailed|denied|canceled)$/i.test(requestState);
  return { requestType, catalogId, resource, isDryRun };
}

export function isKnownOriginSystem(originSystem: string): boolean {
  const { knownValues } = models.AccessPackageResource.properties.originSystem;
  return knownValues.some((known) => known.toLowerCase() === originSystem.trim().toLowerCase());
}

/** The entity of Microsoft's published example: without the resource, and with null for what was not sent. */
export function entityOf(call: Call, body: SentBodyOf<typeof publishedForm>, requestState: string) {
  return {
    "@odata.context": contextOf(call, `${call.operation.path}/$entity`),
    catalogId: body.catalogId,
    executeImmediately: body.executeImmediately ?? false,
    id: call.state.newId(),
    requestType: body.requestType,
    requestState,
    requestStatus: "Fulfilled",
    isValidationOnly: body.isValidationOnly ?? false,
    expirationDateTime: body.expirationDateTime ?? null,
    justification: body.justification ?? null,
  } satisfies BodyOf<"AccessPackageResourceRequest">;
}

export function listedResourceOf(resource: Resource): BodyOf<"AccessPackageResource"> {
  return { ...resource, isPendingOnboarding: false, addedBy: "emulator" };
}
