import {
  AccessPackageResourceRequestsClient,
  type AddResult,
  Catalog,
  isGraphError,
  type PublishedForm,
  type TokenCredential,
} from "access-package-resource-requests";
import { AccessPackageResourceRequestsClient as V1Client } from "access-package-resource-requests/v1.0";

const credential: TokenCredential = { getToken: async () => ({ token: "t", expiresOnTimestamp: 0 }) };
const client = new AccessPackageResourceRequestsClient(credential, { timeoutInMs: 1000, retry: { maxRetries: 2 } });
const body: PublishedForm = {
  catalogId: "c",
  requestType: "AdminAdd",
  accessPackageResource: { originSystem: "AadGroup", originId: "o" },
};

export async function add(): Promise<string | undefined> {
  try {
    const created = await client.createRequest(body, { abortSignal: new AbortController().signal });
    return created.id;
  } catch (error) {
    if (isGraphError(error)) return error.requestId;
    throw error;
  }
}

export async function addAll(): Promise<readonly AddResult[]> {
  const results: AddResult[] = [];
  for await (const result of client.catalog("c").addResources([{ originSystem: "AadGroup", originId: "o" }])) {
    results.push(result);
  }
  return results;
}

export const ofV1: Promise<string> = new V1Client()
  .createRequest({
    requestType: "adminAdd",
    catalog: { id: "c" },
    resource: { originSystem: "AadGroup", originId: "o" },
  })
  .then(({ id }) => id);

// @ts-expect-error a missing property is an error
client.createRequest({ requestType: "AdminAdd" });

/* The types of these are inferred. */
export const catalog = client.catalog("c");
export const { createRequestByRef, findCatalog } = client;
export const { addResource, addResources, findResource, listResources, removeResource } = catalog;

// @ts-expect-error only a client makes a catalog
new Catalog("c");
export const idOf = (value: Catalog | string) => (value instanceof Catalog ? value.id : value);
