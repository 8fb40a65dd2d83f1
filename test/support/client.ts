import {
  AccessPackageResourceRequestsClient,
  type AccessPackageResourceRequestsClientOptions,
  type AccessPackageResourceRequestsError,
  type CreateRequestOptions,
  isAccessPackageResourceRequestsError,
  type PageForm,
  type PublishedForm,
} from "../../src/index.js";
import { type CreateRequestBody as V1Body, AccessPackageResourceRequestsClient as V1Client } from "../../src/v1.0.js";
import { autoAdvance, FakeClock, settled } from "./clock.js";
import { TestCredential } from "./credential.js";
import { example, v1Example } from "./examples.js";
import { json, type ObservedRequest, observedFetch, type StubbedResponse } from "./fetch.js";

export const pageBody = (): PageForm => example<PageForm>("pageRequest");
export const publishedBody = (): PublishedForm => example<PublishedForm>("addGroup");

/** The response to `publishedBody`. */
export const created = (): Response => json(201, example("addGroupResponse"));

export interface Setup {
  readonly client: AccessPackageResourceRequestsClient;
  /** A client of v1.0 with the same options. */
  readonly v1: V1Client;
  readonly clock: FakeClock;
  readonly credential: TestCredential;
  readonly requests: readonly ObservedRequest[];
  /** Settles like the promise, and moves the clock whenever the client waits. */
  readonly finish: <Value>(promise: Promise<Value>) => Promise<Value>;
}

export interface SetupOptions extends AccessPackageResourceRequestsClientOptions {
  readonly responses?: readonly StubbedResponse[];
  readonly credential?: TestCredential;
}

/** A client on a stubbed `fetch`, a stubbed credential and a clock that only tests move. */
export function setUp({ responses = [], credential = new TestCredential(), ...options }: SetupOptions = {}): Setup {
  const clock = new FakeClock();
  const { fetch, requests } = observedFetch(...responses);
  const client = new AccessPackageResourceRequestsClient(credential, { fetch, clock, ...options });
  return {
    client,
    // Created when it is used, because an endpoint belongs to one version.
    get v1() {
      return new V1Client(credential, { fetch, clock, ...options });
    },
    clock,
    credential,
    requests,
    finish: (promise) => autoAdvance(clock, promise),
  };
}

/** Each version, and one addition by its client. */
export const versions: readonly (readonly [
  string,
  (setup: Setup, options?: CreateRequestOptions) => Promise<unknown>,
])[] = [
  ["beta", ({ client }, options) => client.createRequest(publishedBody(), options)],
  ["v1.0", ({ v1 }, options) => v1.createRequest(v1Example<V1Body>("addGroup"), options)],
];

/** A client of a server on loopback. */
export function loopbackClient({ endpoint }: { readonly endpoint: string }, options = {}) {
  const address = { endpoint, allowInsecureConnection: true };
  return new AccessPackageResourceRequestsClient(new TestCredential(), { ...address, ...options });
}

/** The error of one `createRequest` on these responses, with the clock moved whenever the client waits. */
export async function failureOf(
  setup: SetupOptions,
  options?: CreateRequestOptions,
): Promise<AccessPackageResourceRequestsError> {
  const { client, finish } = setUp(setup);
  return finish(failure(client.createRequest(publishedBody(), options)));
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("the promise was not rejected");
}

/** The error of this package that a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<AccessPackageResourceRequestsError> {
  const error = await rejection(promise);
  if (!isAccessPackageResourceRequestsError(error)) throw error;
  return error;
}

/** The error of a call that is aborted as soon as it waits. */
export async function abortedFailure(
  call: (abortSignal: AbortSignal) => Promise<unknown>,
  { controller = new AbortController(), reason = undefined as unknown } = {},
): Promise<AccessPackageResourceRequestsError> {
  const error = failure(call(controller.signal));
  await settled();
  controller.abort(reason);
  return error;
}
