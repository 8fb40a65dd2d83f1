import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import {
  AccessPackageResourceRequestsClient,
  type CreateRequestBody,
  type FetchLike,
  isOutcomeUnknownError,
  isRequestValidationError,
  type PageForm,
  type PublishedForm,
} from "access-package-resource-requests";
import type { Emulator } from "access-package-resource-requests/emulator";
import {
  type CreateRequestBody as V1Body,
  AccessPackageResourceRequestsClient as V1Client,
} from "access-package-resource-requests/v1.0";
import { parse } from "yaml";
import { printingFetch } from "./print.js";

/** What a scene uses. Each scene has its own emulator. */
export interface Stage {
  readonly emulator: Emulator;
  /** Default: the global one. */
  readonly fetch: FetchLike | undefined;
  /** Reports something that a scene has shown. */
  readonly done: (what: string) => void;
}

interface Specification {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: unknown }>> };
}

// The emulator accepts any token.
const credential = { getToken: async () => ({ token: "demo", expiresOnTimestamp: Number.POSITIVE_INFINITY }) };
const newGroup = () => ({ originSystem: "AadGroup", originId: crypto.randomUUID() });

function examplesOf(version: string): Specification["components"]["examples"] {
  const text = readFileSync(`spec/${version}/openapi.yaml`, "utf8");
  return (parse(text) as Specification).components.examples;
}

// Read once, before the first scene, because reading takes longer than most scenes.
const { pageRequest, addGroup } = examplesOf("beta");
const { addGroup: addGroupInV1 } = examplesOf("v1.0");

function optionsOf({ emulator, fetch }: Stage) {
  return { endpoint: emulator.endpoint, allowInsecureConnection: true, ...(fetch && { fetch }) };
}

/** Sends the example of the documentation page, and shows the exchange in full. */
export async function sendPageExample(stage: Stage): Promise<void> {
  const body = pageRequest?.value as PageForm;
  const options = optionsOf(stage);
  const printing = new AccessPackageResourceRequestsClient(credential, { ...options, fetch: printingFetch });
  const { id } = await printing.createRequest(body);
  stage.done(`created as ${id}`);
  const client = new AccessPackageResourceRequestsClient(credential, options);
  const byRef = await client.createRequestByRef(body);
  stage.done(`the same body sent to the /$ref path, as in the page's HTTP line: created as ${byRef?.id}`);
}

/** A change that is made, although its response never arrives. */
export async function loseResponse(stage: Stage): Promise<void> {
  const { emulator, done } = stage;
  const client = new AccessPackageResourceRequestsClient(credential, optionsOf(stage));
  const body = addGroup?.value as PublishedForm;
  emulator.faults.next({ kind: "reset", when: "after" });
  const error = await client.createRequest(body).then(undefined, (error: unknown) => error);
  assert(isOutcomeUnknownError(error));
  assert.equal(emulator.commits.length, 1);
  done(`createRequest: ${error.name}, because the change may have been made. It was made once, and is not sent again`);

  emulator.faults.next({ kind: "reset", when: "after" });
  const { outcome } = await client.catalog(body.catalogId).addResource(newGroup());
  assert.equal(emulator.commits.length, 2);
  done(`addResource: ${outcome}, because it checked the catalog and found the group. It was added once`);
}

/** More resources than the service accepts at once. */
export async function addHundred(stage: Stage): Promise<void> {
  const { emulator, done } = stage;
  const catalog = new AccessPackageResourceRequestsClient(credential, optionsOf(stage)).catalog(crypto.randomUUID());
  let added = 0;
  for await (const { outcome } of catalog.addResources(Array.from({ length: 100 }, newGroup))) {
    if (outcome === "added") added += 1;
  }
  assert.equal(added, 100);
  assert.equal(emulator.commits.length, 100);
  const sent = emulator.requests.filter(({ level }) => level === "member").length;
  assert(sent > 100);
  done(
    `addResources: ${added} added, each once. ${sent - 100} were refused with 429, and sent again when the service asked`,
  );
}

/** A mistake that never leaves the program. */
export async function refuseBody(stage: Stage): Promise<void> {
  const client = new AccessPackageResourceRequestsClient(credential, optionsOf(stage));
  const incomplete: unknown = { requestType: "AdminAdd", accessPackageResource: { originId: 42 } };
  const error = await client.createRequest(incomplete as CreateRequestBody).then(undefined, (error: unknown) => error);
  assert(isRequestValidationError(error));
  for (const { pointer, message } of error.issues) console.log(`  ${pointer}: ${message}`);
  assert.equal(stage.emulator.requests.length, 0);
  stage.done(`${error.name} with every problem at once. Nothing was sent`);
}

/** Adds a group in the published form, as each version spells it. */
export async function addOnEachVersion(stage: Stage): Promise<void> {
  const { emulator, done } = stage;
  const report = () => {
    const { method, path, body } = emulator.requests.at(-1) ?? assert.fail("no request was sent");
    const properties = Object.keys(JSON.parse(body) as object).join(", ");
    done(`${method} ${path.replace(/^\/([^/]+).*\//, "/$1/…/")} with ${properties}`);
  };
  const beta = new AccessPackageResourceRequestsClient(credential, optionsOf(stage));
  await beta.createRequest(addGroup?.value as PublishedForm);
  report();
  const v1 = new V1Client(credential, { ...optionsOf(stage), endpoint: emulator.endpoints["v1.0"] });
  await v1.createRequest(addGroupInV1?.value as V1Body);
  report();
  assert.equal(emulator.commits.length, 2);
}
