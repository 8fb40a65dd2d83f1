import { readFileSync } from "node:fs";
import {
  AccessPackageResourceRequestsClient,
  type CreateRequestBody,
  isRequestValidationError,
  type PageForm,
  type PublishedForm,
} from "access-package-resource-requests";
import { startEmulator } from "access-package-resource-requests/emulator";
import { parse } from "yaml";
import { showCatalog } from "./catalog-demo.js";
import { heading, printingFetch } from "./print.js";

interface Specification {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
}

const { examples } = (parse(readFileSync("spec/beta/openapi.yaml", "utf8")) as Specification).components;

function example(name: string): unknown {
  return examples[name]?.value;
}

/** Sends the page's example and the published ones to an emulator of its own. */
export async function runDemo(): Promise<void> {
  const emulator = await startEmulator();
  try {
    // The emulator looks at whether there is a token, not at what it says.
    const credential = { getToken: async () => ({ token: "demo", expiresOnTimestamp: Number.POSITIVE_INFINITY }) };
    const client = new AccessPackageResourceRequestsClient(credential, {
      endpoint: emulator.endpoint,
      allowInsecureConnection: true,
      fetch: printingFetch,
    });
    await sendExamples(client);
    await showCatalog(emulator, credential);
    console.log(`\n${emulator.commits.length} changes were made in the emulator; nothing left this machine.`);
  } finally {
    await emulator.close();
  }
  console.log(`
Next:
  npm test                                       run the tests
  npm start -- --live --catalog ID --group ID    send the group example to Microsoft Graph (needs a sign-in: README)
  README.md                                      use it in your own code`);
}

async function sendExamples(client: AccessPackageResourceRequestsClient): Promise<void> {
  heading("The page's example, to the address its example shows");
  await client.createRequest(example("pageRequest") as PageForm);
  heading("The page's example, to the address its HTTP line shows");
  await client.createRequestByRef(example("pageRequest") as PageForm);
  heading("Add a group");
  const addGroup = example("addGroup") as PublishedForm;
  await client.createRequest(addGroup);
  heading("Add an application");
  await client.createRequest(example("addApplication") as PublishedForm);
  heading("Add a SharePoint site");
  await client.createRequest(example("addSite") as PublishedForm);
  heading("Remove the group again");
  await client.createRequest({ ...addGroup, requestType: "AdminRemove" });
  heading("A request that is refused before it is sent");
  await showRefusal(client);
}

async function showRefusal(client: AccessPackageResourceRequestsClient): Promise<void> {
  const incomplete = {
    requestType: "AdminAdd",
    accessPackageResource: { originId: 42 },
  } as unknown as CreateRequestBody;
  try {
    await client.createRequest(incomplete);
  } catch (error) {
    if (!isRequestValidationError(error)) throw error;
    console.log(`${error.name}: ${error.message}`);
  }
}
