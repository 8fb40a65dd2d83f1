import type * as microsoft from "@microsoft/microsoft-graph-types";
import { expectTypeOf } from "expect-type";
import type { components } from "../../generated/v1.0/schema.js";
import {
  type AccessPackageResourceRequest,
  AccessPackageResourceRequestsClient,
  type AddOutcome,
  type AddResult,
  type AddSuccess,
  type Catalog,
  type CatalogResource,
  type CreateRequestBody,
  isRequestNotDeliveredError,
  type ResourceToAdd,
} from "../../src/v1.0.js";

/* What a caller's editor accepts and refuses of v1.0. Each expected error stands above the narrowest line that has it. */

declare const client: AccessPackageResourceRequestsClient;
declare const either: CreateRequestBody;
declare const caught: unknown;

const catalog = { id: "26ac0c0a-08bc-4a7b-a313-839f58044ba5" };
const resource = { originId: "c6294667-7348-4f5a-be73-9d2c65f574f3", originSystem: "AadGroup" };
const attributes = [{ name: "officeLocation", isEditable: true }];

// Each form is accepted, a variable of any form, and a kind of request that is in no document.
client.createRequest({ requestType: "adminAdd", catalog, resource });
client.createRequest({ requestType: "adminUpdate", catalog, resource: { ...resource, attributes } });
client.createRequest({ requestType: "adminRemove", catalog, resource: { id: "1" } });
client.createRequest({ requestType: "adminSomethingNew", catalog, resource });
client.createRequest({ requestType: "adminAdd", catalog, resource: { ...resource, resourceType: "Subscription" } });
client.createRequest(either);

const added = { requestType: "adminAdd", catalog, resource } as const;
// @ts-expect-error: only the service sets it
client.createRequest({ ...added, state: "delivered" });
// @ts-expect-error: it belongs to beta
client.createRequest({ ...added, justification: "because" });
// @ts-expect-error: beta has it, v1.0 does not
client.createRequestByRef(either);
expectTypeOf(client.createRequest(either)).resolves.toEqualTypeOf<AccessPackageResourceRequest>();

const ofV1 = client.catalog(catalog.id);
expectTypeOf(ofV1).toEqualTypeOf<Catalog>();
expectTypeOf(ofV1.addResource(resource)).resolves.toEqualTypeOf<AddSuccess>();
expectTypeOf<AddResult["catalogResource"]>().toEqualTypeOf<CatalogResource | undefined>();
expectTypeOf<AddResult["resource"]>().toEqualTypeOf<ResourceToAdd>();
ofV1.addResource({ ...resource, environment: { originId: "https://contoso-admin.sharepoint.com/" } });
ofV1.addResource(resource, { waitUntilVisible: true });
// @ts-expect-error: it belongs to beta
ofV1.addResource(resource, { justification: "because" });
// @ts-expect-error: it belongs to beta
ofV1.addResources([resource], { isValidationOnly: true });
// @ts-expect-error: it belongs to beta
ofV1.removeResource({ id: "1" }, { executeImmediately: true });
// @ts-expect-error: the name in beta
ofV1.addResource({ ...resource, accessPackageResourceEnvironment: { originId: "1" } });
for await (const listed of ofV1.listResources()) ofV1.removeResource(listed);

expectTypeOf<CatalogResource>().toHaveProperty("roles");
if (isRequestNotDeliveredError(caught)) {
  expectTypeOf(caught.request).toEqualTypeOf<AccessPackageResourceRequest>();
  expectTypeOf(caught.request.state).toExtend<string | null | undefined>();
}

new AccessPackageResourceRequestsClient(undefined, { cloud: "china" });

// Microsoft's own types: every property is modelled, and a resource of these types can be added.
type Named<Type> = Exclude<keyof Type, "@odata.type">;
type Schemas = components["schemas"];
expectTypeOf<Named<microsoft.AccessPackageResourceRequest>>().toExtend<keyof AccessPackageResourceRequest>();
expectTypeOf<Named<microsoft.AccessPackageResource>>().toExtend<keyof CatalogResource>();
expectTypeOf<Named<microsoft.AccessPackageResourceAttribute>>().toExtend<
  keyof NonNullable<Schemas["accessPackageResourceAttribute"]>
>();
// The resources of an environment are left out (ledger: modelled-in-part).
expectTypeOf<Exclude<Named<microsoft.AccessPackageResourceEnvironment>, "resources">>().toExtend<
  keyof NonNullable<Schemas["accessPackageResourceEnvironment"]>
>();
declare const theirs: microsoft.AccessPackageResource & { originId: string; originSystem: string };
ofV1.addResource(theirs);
client.createRequest({ requestType: "adminAdd", catalog: { id: "1" }, resource: theirs });

// v1.0 has no validation, so an addition cannot end as validated.
expectTypeOf<"validated">().not.toExtend<AddOutcome>();
expectTypeOf<AddResult["outcome"]>().toEqualTypeOf<AddOutcome>();
expectTypeOf<AddSuccess["outcome"]>().toEqualTypeOf<"added" | "accepted" | "alreadyPresent">();
