import type { TokenCredential as AzureTokenCredential, DefaultAzureCredential } from "@azure/identity";
import type { AccessPackageResource } from "@microsoft/microsoft-graph-types-beta";
import { expectTypeOf } from "expect-type";
import type { models } from "../../generated/beta/contract.js";
import type { EmulatorOptions } from "../../src/emulator/index.js";
import {
  type AccessPackageCatalog,
  type AccessPackageResourceRequest,
  AccessPackageResourceRequestsClient,
  type AccessPackageResourceRequestsClientOptions,
  type AddResourceOptions,
  type AddResourcesOptions,
  type AddResult,
  type AddSuccess,
  type CatalogResource,
  type ChangeOptions,
  type CreateRequestBody,
  type CreateRequestOptions,
  type ErrorOutcome,
  type GraphError,
  isAmbiguousCatalogError,
  isGraphError,
  isOutcomeUnknownError,
  isRequestAbortedError,
  isRequestValidationError,
  type ListResourcesOptions,
  type PageForm,
  type PublishedForm,
  type RemoveResult,
  type ResourceOrigin,
  type ResourceToAdd,
  type RetryOptions,
  type TokenCredential,
  type ValidationIssue,
} from "../../src/index.js";
import type { UndiciFetchOptions } from "../../src/undici.js";

/*
 * What a caller's editor accepts and refuses. Every expected error stands above the narrowest line that has it, so
 * that this file does not compile when the error moves elsewhere or goes away. editor.test.ts has the errors that name
 * a property which is missing, misspelt, or in the wrong form.
 */

declare const client: AccessPackageResourceRequestsClient;
declare const published: PublishedForm;
declare const page: PageForm;
declare const either: CreateRequestBody;
declare const caught: unknown;

const catalogId = "26ac0c0a-08bc-4a7b-a313-839f58044ba5";
const accessPackageResource = { originId: "c6294667-7348-4f5a-be73-9d2c65f574f3", originSystem: "AadGroup" };
const pageValues = {
  catalogId,
  executeImmediately: true,
  isValidationOnly: false,
  requestType: "AdminAdd",
  requestStatus: "Fulfilled",
  expirationDateTime: "2016-12-31T23:56:24.5775752+00:00",
  justification: "because",
};

// Both forms are accepted, a variable of either, a value that is in no document, and a kind that Graph might add.
const added = { catalogId, requestType: "AdminAdd", accessPackageResource };
const paged = { ...pageValues, requestState: "Delivered" };
const attributeSource = {
  "@odata.type": "#microsoft.graph.accessPackageResourceAttributeQuestion",
  question: { "@odata.type": "#microsoft.graph.accessPackageTextInputQuestion", aPropertyOfItsOwn: 1 },
};
client.createRequest({ catalogId, requestType: "AdminAdd", accessPackageResource });
client.createRequest({ ...added, requestType: "AdminSomethingNew", justification: null });
client.createRequest({ ...added, accessPackageResource: { attributes: [{ attributeSource }] } });
client.createRequest({ ...pageValues, requestState: "Delivered" });
client.createRequest(published);
client.createRequest(page);
client.createRequest(either);
client.createRequestByRef(page);

// @ts-expect-error: only the service sets it
client.createRequest({ ...added, id: "1" });
// @ts-expect-error: only the service sets it
client.createRequest({ ...paged, id: "1" });
// @ts-expect-error: a string instead of a boolean
client.createRequest({ ...added, executeImmediately: "true" });
// @ts-expect-error: dates are strings, so that no digit of the second is lost
client.createRequest({ ...paged, expirationDateTime: new Date() });
// @ts-expect-error: the page form has no null
client.createRequest({ ...paged, justification: null });
// @ts-expect-error: the page form has no null
client.createRequestByRef({ ...paged, justification: null });
client.createRequest({
  ...added,
  // @ts-expect-error: only the service sets it
  accessPackageResource: { ...accessPackageResource, addedOn: "2026-01-01T00:00:00Z" },
});
// @ts-expect-error: the page form only
client.createRequestByRef(published);
// @ts-expect-error: the page form only
client.createRequestByRef(either);

// @ts-expect-error: it is called abortSignal
client.createRequest(published, { signal: AbortSignal.abort() });
// @ts-expect-error: it is called timeoutInMs
client.createRequest(published, { timeout: 5 });
// @ts-expect-error: an option of the client, not of a call
client.createRequest(published, { endpoint: "https://graph.microsoft.com/beta" });
// @ts-expect-error: it is called maxRetries
client.createRequest(published, { retry: { retries: 5 } });
// @ts-expect-error: no such cloud
new AccessPackageResourceRequestsClient(undefined, { cloud: "mars" });
// @ts-expect-error: the credential comes first, the options last
new AccessPackageResourceRequestsClient({ cloud: "china" });
// @ts-expect-error: an option of a call, not of the client
new AccessPackageResourceRequestsClient(undefined, { abortSignal: AbortSignal.abort() });

// Every option can be undefined, which means not given. This project has exactOptionalPropertyTypes.
type AllUndefined<Options> = Record<keyof Options, undefined>;
expectTypeOf<
  AllUndefined<AccessPackageResourceRequestsClientOptions>
>().toExtend<AccessPackageResourceRequestsClientOptions>();
expectTypeOf<AllUndefined<CreateRequestOptions>>().toExtend<CreateRequestOptions>();
expectTypeOf<AllUndefined<RetryOptions>>().toExtend<RetryOptions>();
expectTypeOf<AllUndefined<ChangeOptions>>().toExtend<ChangeOptions>();
expectTypeOf<AllUndefined<AddResourceOptions>>().toExtend<AddResourceOptions>();
expectTypeOf<AllUndefined<AddResourcesOptions>>().toExtend<AddResourcesOptions>();
expectTypeOf<AllUndefined<ListResourcesOptions>>().toExtend<ListResourcesOptions>();
expectTypeOf<AllUndefined<EmulatorOptions>>().toExtend<EmulatorOptions>();
expectTypeOf<AllUndefined<UndiciFetchOptions>>().toExtend<UndiciFetchOptions>();

// Credentials: any of @azure/identity, and any object with getToken.
expectTypeOf<DefaultAzureCredential>().toExtend<TokenCredential>();
expectTypeOf<TokenCredential>().toExtend<AzureTokenCredential>();
new AccessPackageResourceRequestsClient({ getToken: async () => ({ token: "t", expiresOnTimestamp: 0 }) });
new AccessPackageResourceRequestsClient({ getToken: async () => null });
// @ts-expect-error: a token is an object that says when it expires
new AccessPackageResourceRequestsClient({ getToken: async () => "token" });

// fetch: the global one, and any that accepts an address.
expectTypeOf<typeof globalThis.fetch>().toExtend<NonNullable<AccessPackageResourceRequestsClientOptions["fetch"]>>();

// Responses.
expectTypeOf(client.createRequest(published)).resolves.toEqualTypeOf<AccessPackageResourceRequest>();
expectTypeOf(client.createRequestByRef(page)).resolves.toEqualTypeOf<AccessPackageResourceRequest | undefined>();
expectTypeOf<AccessPackageResourceRequest["id"]>().toEqualTypeOf<string>();
expectTypeOf<AccessPackageResourceRequest["catalogId"]>().toEqualTypeOf<string | null | undefined>();
expectTypeOf<AccessPackageResourceRequest["expirationDateTime"]>().toEqualTypeOf<string | null | undefined>();

// A single operation of a catalog resolves to a success: failures are thrown.
const catalog = client.catalog(catalogId);
expectTypeOf(catalog.addResource(accessPackageResource)).resolves.toEqualTypeOf<AddSuccess>();
expectTypeOf<AddSuccess["outcome"]>().toEqualTypeOf<"added" | "accepted" | "alreadyPresent" | "validated">();
expectTypeOf<AddSuccess>().not.toHaveProperty("error");
expectTypeOf<AddSuccess>().toExtend<AddResult>();
expectTypeOf(catalog.removeResource({ id: "1" })).resolves.toEqualTypeOf<RemoveResult>();
expectTypeOf<RemoveResult["outcome"]>().toEqualTypeOf<"removed" | "accepted" | "alreadyAbsent">();

// Expanded properties are present; without `expand` they can be missing.
type Part = { [name: string]: unknown };
const origin = accessPackageResource;
const withBoth = catalog.findResource(origin, { expand: ["roles", "scopes"] });
const withRoles = catalog.findResource(origin, { expand: ["roles"] });
const withScopes = catalog.listResources({ expand: ["scopes"], originSystem: "AadGroup" });
expectTypeOf((await withBoth)?.accessPackageResourceRoles).toEqualTypeOf<Part[] | undefined>();
expectTypeOf((await withBoth)?.accessPackageResourceScopes).toEqualTypeOf<Part[] | undefined>();
expectTypeOf((await withRoles)?.accessPackageResourceScopes).toEqualTypeOf<Part[] | null | undefined>();
for await (const { accessPackageResourceScopes: scopes } of withScopes) expectTypeOf(scopes).toEqualTypeOf<Part[]>();
for await (const { accessPackageResourceRoles: roles } of catalog.listResources()) {
  expectTypeOf(roles).toEqualTypeOf<Part[] | null | undefined>();
}
expectTypeOf(catalog.findResource(origin)).resolves.toExtend<CatalogResource | undefined>();
// @ts-expect-error: no such expansion
catalog.findResource(origin, { expand: ["environment"] });

// A catalog that was found has an id.
expectTypeOf(client.findCatalog("Sales")).resolves.toEqualTypeOf<AccessPackageCatalog | undefined>();
expectTypeOf<AccessPackageCatalog["id"]>().toEqualTypeOf<string>();
if (isAmbiguousCatalogError(caught)) expectTypeOf(caught.catalogIds).toEqualTypeOf<readonly string[]>();

// Microsoft's own types fit. What they lack, or allow in vain, is reported before anything is sent.
declare const microsoft: AccessPackageResource;
client.createRequest({ catalogId, requestType: "AdminAdd", accessPackageResource: microsoft });
// @ts-expect-error: requestType is missing, and a resource of Microsoft's type does not hide it
client.createRequest({ catalogId, accessPackageResource: microsoft });
// @ts-expect-error: an origin is needed
catalog.addResource(microsoft);
if (typeof microsoft.originSystem === "string" && typeof microsoft.originId === "string") {
  catalog.addResource({ ...microsoft, originSystem: microsoft.originSystem, originId: microsoft.originId });
}
declare const narrowed: AccessPackageResource & { originSystem: string; originId: string };
catalog.addResource(narrowed);

// What a catalog lists can be removed from it.
for await (const listed of catalog.listResources()) catalog.removeResource(listed);

// An editor offers the known values, and any other string is accepted.
type KnownSystem = (typeof models)["AccessPackageResource"]["properties"]["originSystem"]["knownValues"][number];
type OriginSystem = KnownSystem | (string & NonNullable<unknown>);
expectTypeOf<ResourceOrigin["originSystem"]>().toEqualTypeOf<OriginSystem>();
expectTypeOf<ResourceToAdd["originSystem"]>().toEqualTypeOf<OriginSystem>();
expectTypeOf<ListResourcesOptions["originSystem"]>().toEqualTypeOf<OriginSystem | undefined>();
expectTypeOf<CatalogResource["originSystem"]>().toEqualTypeOf<OriginSystem | null | undefined>();
expectTypeOf<PublishedForm["accessPackageResource"]["originSystem"]>().toEqualTypeOf<OriginSystem | null | undefined>();

// Errors: a guard narrows, and so does the name.
expectTypeOf<GraphError["name"]>().toEqualTypeOf<"GraphError">();
if (isGraphError(caught)) {
  expectTypeOf(caught.status).toEqualTypeOf<number>();
  expectTypeOf(caught.outcome).toEqualTypeOf<ErrorOutcome>();
  expectTypeOf(caught.hint).toEqualTypeOf<string | undefined>();
}
if (isRequestValidationError(caught)) expectTypeOf(caught.issues).toEqualTypeOf<readonly ValidationIssue[]>();
if (isRequestAbortedError(caught)) expectTypeOf(caught.reason).toEqualTypeOf<"aborted" | "timeout">();
if (isOutcomeUnknownError(caught)) expectTypeOf(caught.status).toEqualTypeOf<number | undefined>();
