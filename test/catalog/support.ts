import { jest } from "@jest/globals";
import type {
  AddResourcesOptions,
  AddResult,
  Catalog,
  CatalogResource,
  FetchLike,
  ResourceToAdd,
} from "../../src/index.js";
import type { BatchMember } from "../../src/versions/version.js";
import { failure, rejection, type Setup, setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { json, type StubbedResponse, text } from "../support/fetch.js";

export const catalogId = "26ac04a5-ee6a-4f0b-a0ac-0dd3d7e43ae8";

/** A different group for each number. */
export function group(index = 0): ResourceToAdd {
  return { originSystem: "AadGroup", originId: `c6a8d8a7-50a0-4a29-9ae8-${String(index).padStart(12, "0")}` };
}

export function groups(count: number): ResourceToAdd[] {
  return Array.from({ length: count }, (_, index) => group(index));
}

/** The resource as a catalog lists it. */
export function listedAs(resource: ResourceToAdd, id = "an-id"): CatalogResource {
  const { originSystem, originId } = resource;
  return { id, originSystem, originId };
}

/** 201, with a state unless it is omitted. */
export function created(requestState?: unknown): Response {
  return json(201, { id: "a-request", ...(requestState !== undefined && { requestState }) });
}

/** A page of a list. */
export function page(value: readonly unknown[], nextLink?: string | null): Response {
  return json(200, { value, ...(nextLink !== undefined && { "@odata.nextLink": nextLink }) });
}

/** A response that leaves the outcome unknown. */
export const lost = (): Response => text(504, "");

/** A catalog whose service gives these responses. */
export function catalogOf(...responses: readonly StubbedResponse[]) {
  const setup = setUp({ responses });
  return { ...setup, catalog: setup.client.catalog(catalogId) };
}

/** Runs an operation of a catalog that succeeds. */
export async function run<Result>(
  responses: readonly StubbedResponse[],
  operate: (catalog: Catalog) => Promise<Result>,
): Promise<Setup & { readonly result: Result }> {
  const setup = catalogOf(...responses);
  return { ...setup, result: await setup.finish(operate(setup.catalog)) };
}

/** Runs an operation of a catalog that fails. The error has the attempts of every request. */
export async function runInVain(
  responses: readonly StubbedResponse[],
  operate: (catalog: Catalog) => Promise<unknown>,
) {
  const setup = catalogOf(...responses);
  const began = setup.clock.now();
  const error = await failure(setup.finish(operate(setup.catalog)));
  if (error.attempts.length !== setup.requests.length) throw new Error("an attempt is missing", { cause: error });
  return { ...setup, error, elapsedInMs: setup.clock.now() - began };
}

/** What a stub responds to a member of a batch. */
export interface MemberResponse {
  readonly status: number | string;
  readonly headers?: unknown;
  readonly body?: unknown;
}

export const ok: MemberResponse = { status: 201, body: { id: "a-request", requestState: "Delivered" } };
export const found = (member: BatchMember): MemberResponse => ({
  status: 200,
  body: { value: [{ id: "an-id", originSystem: "AadGroup", originId: originIdOf(member) }] },
});
export const absent: MemberResponse = { status: 200, body: { value: [] } };
export const throttled = (retryAfter?: unknown): MemberResponse => ({
  status: 429,
  ...(retryAfter !== undefined && { headers: { "Retry-After": retryAfter } }),
  body: { error: { code: "TooManyRequests", message: "" } },
});
export const refused = (code: string, status = 400): MemberResponse => ({
  status,
  body: { error: { code, message: `${code} happened.` } },
});

/** The response to a batch, from the responses to its members. */
export function responses(
  members: readonly BatchMember[],
  respond: (member: BatchMember, index: number) => object = () => ok,
): Response {
  return json(200, { responses: members.map((member, index) => ({ id: member.id, ...respond(member, index) })) });
}

/** The response to a batch. */
type BatchResponse = (members: readonly BatchMember[], batch: number) => Response | Promise<Response>;

export interface StubService {
  readonly fetch: FetchLike;
  /** The members of each batch that was sent. */
  readonly batches: (readonly BatchMember[])[];
}

export function stubBatches(respond: BatchResponse): StubService {
  const batches: BatchMember[][] = [];
  const fetch: FetchLike = async (url, { body }) => {
    if (!url.endsWith("/$batch")) throw new Error(`no batch: ${url}`);
    const { requests } = JSON.parse(String(body)) as { requests: BatchMember[] };
    batches.push(requests);
    return respond(requests, batches.length);
  };
  return { fetch, batches };
}

export function stubMembers(respond: (member: BatchMember, batch: number) => MemberResponse): StubService {
  return stubBatches((members, batch) => responses(members, (member) => respond(member, batch)));
}

/** Responds to the first batch as given. Later batches find what they look for. */
export function firstly(respond: (members: readonly BatchMember[]) => Response | Promise<Response>): StubService {
  return stubBatches((members, batch) => (batch === 1 ? respond(members) : responses(members, foundOrAdded)));
}

const foundOrAdded = (member: BatchMember) => (member.method === "GET" ? found(member) : ok);

/** The origin id that a member adds or looks for. */
export function originIdOf({ url, body }: BatchMember): string {
  const resource = (body as { accessPackageResource?: { originId?: string } } | undefined)?.accessPackageResource;
  return resource?.originId ?? /originId eq '([^']*)'/.exec(decodeURIComponent(String(url)))?.[1] ?? "";
}

export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export function outcomesOf(results: readonly AddResult[]): string[] {
  return [...results].sort((one, other) => one.index - other.index).map(({ outcome }) => outcome);
}

export type Inputs = Iterable<ResourceToAdd> | AsyncIterable<ResourceToAdd>;

export function start(service: StubService, inputs: Inputs, options: AddResourcesOptions = {}) {
  // A slow machine would read the input in more parts and send smaller batches.
  jest.spyOn(performance, "now").mockReturnValue(0);
  const setup = setUp({ fetch: service.fetch });
  return { ...setup, results: setup.client.catalog(catalogId).addResources(inputs, options) };
}

export async function addAll(service: StubService, inputs: Inputs, options: AddResourcesOptions = {}) {
  const { results, finish, clock } = start(service, inputs, options);
  const began = clock.now();
  const all = await finish(collect(results));
  return { results: all, outcomes: outcomesOf(all), elapsedInMs: clock.now() - began, clock };
}

/** How many members each batch had. */
export function sizesOf({ batches }: StubService): number[] {
  return batches.map(({ length }) => length);
}

/** A service that gives each addition one response, and each look-up another. */
export function responding(send: MemberResponse, look: (member: BatchMember) => MemberResponse = found): StubService {
  return stubMembers((member) => (member.method === "POST" ? send : look(member)));
}

/** What a run yields until it throws, and what it throws. */
export async function addUntilThrown(service: StubService, inputs: Inputs, options: AddResourcesOptions = {}) {
  const seen: AddResult[] = [];
  const { results, finish, clock } = start(service, inputs, options);
  const run = async () => {
    for await (const result of results) seen.push(result);
  };
  return { error: await rejection(finish(run())), outcomes: outcomesOf(seen), seen, clock };
}

/** The same for a run that is aborted as soon as it waits. */
export async function addUntilAborted(service: StubService, inputs: Inputs, options: AddResourcesOptions = {}) {
  const controller = new AbortController();
  const run = addUntilThrown(service, inputs, { ...options, abortSignal: controller.signal });
  await settled();
  controller.abort();
  return run;
}

/** The HTTP methods of the first member of each batch. */
export function methodsOf({ batches }: StubService): unknown[] {
  return batches.map(([member]) => member?.method);
}

/** The `$filter` of each request. */
export function filtersOf({ requests }: Pick<Setup, "requests">): (string | null)[] {
  return requests.map(({ url }) => new URL(url).searchParams.get("$filter"));
}
