import { readFileSync } from "node:fs";
import {
  AccessPackageResourceRequestsClient,
  type CreateRequestBody,
  isRequestValidationError,
  type PageForm,
  type PublishedForm,
} from "access-package-resource-requests";
import { startEmulator } from "access-package-resource-requests/emulator";
import { AccessPackageResourceRequestsClient as V1Client } from "access-package-resource-requests/v1.0";
import { parse } from "yaml";
import { showCatalog } from "./catalog-demo.js";
import { heading, printingFetch } from "./print.js";

interface Specification {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
}

const { examples } = (parse(readFileSync("spec/beta/openapi.yaml", "utf8")) as Specification).components;

/** Sends the example of the documentation page and the published ones to an emulator. */
export async function runDemo(): Promise<void> {
  const emulator = await startEmulator();
  try {
    // The emulator accepts any token.
    const credential = { getToken: async () => ({ token: "demo", expiresOnTimestamp: Number.POSITIVE_INFINITY }) };
    const options = { endpoint: emulator.endpoint, allowInsecureConnection: true };
    const printing = { ...options, fetch: printingFetch };
    await sendExamples(new AccessPackageResourceRequestsClient(credential, printing));
    await sendToV1(new V1Client(credential, { ...printing, endpoint: emulator.endpoints["v1.0"] }));
    await showCatalog(emulator, new AccessPackageResourceRequestsClient(credential, options));
    console.log(`\n${emulator.commits.length} changes were made in the emulator. Nothing left this machine.`);
  } finally {
    await emulator.close();
  }
  console.log(`
Next:
  npm test                                       run the tests
  npm start -- --live --catalog ID --group ID    send the group example to Microsoft Graph (needs a sign-in: README)
  README.md                                      use it in your own code`);
}

/** The same change in Graph v1.0, which names things differently. */
async function sendToV1(client: V1Client): Promise<void> {
  heading("Add a group in v1.0");
  await client.createRequest({
    requestType: "adminAdd",
    catalog: { id: "beedadfe-01d5-4025-910b-84abb9369997" },
    resource: { originSystem: "AadGroup", originId: "8ab659d0-3839-427d-8c54-5ae92f0b3e2e" },
  });
}

async function sendExamples(client: AccessPackageResourceRequestsClient): Promise<void> {
  const pageRequest = examples["pageRequest"]?.value as PageForm;
  const addGroup = examples["addGroup"]?.value as PublishedForm;
  heading("The example of the documentation page, to the address in its example");
  await client.createRequest(pageRequest);
  heading("The example of the documentation page, to the address in its HTTP line");
  await client.createRequestByRef(pageRequest);
  heading("Add a group");
  await client.createRequest(addGroup);
  heading("Add an application");
  await client.createRequest(examples["addApplication"]?.value as PublishedForm);
  heading("Add a SharePoint site");
  await client.createRequest(examples["addSite"]?.value as PublishedForm);
  heading("Remove the group again");
  await client.createRequest({ ...addGroup, requestType: "AdminRemove" });
  heading("A body that is refused before it is sent");
  const incomplete: unknown = { requestType: "AdminAdd", accessPackageResource: { originId: 42 } };
  await client.createRequest(incomplete as CreateRequestBody).catch((error: unknown) => {
    if (!isRequestValidationError(error)) throw error;
    console.log(`${error.name}: ${error.message}`);
  });
}
