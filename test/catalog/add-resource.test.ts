import { afterEach, describe, expect, it, jest } from "@jest/globals";
import {
  type AddResourceOptions,
  type Attempt,
  type FetchInit,
  isRequestNotDeliveredError,
  OutcomeUnknownError,
  type ResourceToAdd,
} from "../../src/index.js";
import { failure, type Setup, setUp } from "../support/client.js";
import { autoAdvance, FakeClock, settled } from "../support/clock.js";
import { TestCredential, token } from "../support/credential.js";
import { challenge, hanging, json, refusal, type StubbedResponse, text, throwing } from "../support/fetch.js";
import { catalogId, catalogOf, created, group, listedAs, lost, page, run, runInVain } from "./support.js";

/** Look-ups that do not see the resource, 0, 1, 3 and 7 seconds after the outcome became unknown. */
const unseen = (count = 4) => Array.from({ length: count }, () => page([]));
const failed = (count: number) => Array.from({ length: count }, () => text(500));
const listed = (id?: string) => page([listedAs(group(), id)]);
const onboarded = () => refusal(400, "ResourceAlreadyOnboarded");
const unknownOrigin = () => refusal(400, "ResourceNotFoundInOriginSystem");
const unknownOrigins = (count: number) => Array.from({ length: count }, unknownOrigin);
const noRetry = { retry: { maxRetries: 0 } };

const add = (responses: readonly StubbedResponse[], options?: AddResourceOptions, resource = group()) =>
  run(responses, (catalog) => catalog.addResource(resource, options));
const addInVain = (responses: readonly StubbedResponse[], options?: AddResourceOptions, resource = group()) =>
  runInVain(responses, (catalog) => catalog.addResource(resource, options));

const methodsOf = ({ requests }: Setup) => requests.map(({ init }) => init.method).join(" ");
const bodyOf = ({ requests }: Setup): unknown => requests[0]?.body;

/** The times between the attempts, in milliseconds. */
function waitsOf(attempts: readonly Attempt[]): number[] {
  const starts = attempts.map(({ startedOn }) => Date.parse(startedOn));
  return starts.slice(1).map((start, index) => start - Number(starts[index]));
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("addResource", () => {
  it.each([
    ["Delivered", "added"],
    ["delivered", "added"],
    [" DELIVERED\r", "added"],
    ["Delivering", "accepted"],
    ["PartiallyDelivered", "accepted"],
    [undefined, "accepted"],
    [null, "accepted"],
    [7, "accepted"],
  ])("reports the state %j as %s", async (state, outcome) => {
    const { result } = await add([created(state)]);
    expect(result).toMatchObject({ index: 0, resource: group(), outcome, attempts: [{ status: 201 }] });
    expect(result).not.toHaveProperty("error");
    expect(result.requestState).toBe(typeof state === "string" ? state : undefined);
  });

  it.each<[string, AddResourceOptions]>([
    ["DeliveryFailed", { waitUntilVisible: true }],
    ["deliveryFailed", {}],
    ["DENIED", {}],
    [" Canceled ", {}],
    ["DeliveryFailed", { isValidationOnly: true }],
  ])("rejects at once when the service ends the request as %s (%j)", async (state, options) => {
    const { error, requests } = await addInVain([created(state)], options);
    const request = { id: "a-request", requestState: state };
    const requestState = state.trim();
    expect(error).toMatchObject({ name: "RequestNotDeliveredError", outcome: "notCreated", requestState, request });
    expect(isRequestNotDeliveredError(error)).toBe(true);
    expect(requests).toHaveLength(1);
  });

  it("sends the catalog, the kind of request, the resource and the given options", async () => {
    const body = { catalogId, requestType: "AdminAdd", accessPackageResource: group() };
    expect(bodyOf(await add([created("Delivered")]))).toEqual(body);
    const options = { justification: "new team", executeImmediately: true };
    expect(bodyOf(await add([created("Delivered")], options))).toEqual({ ...body, ...options });
  });

  it("reports as already present a resource that is refused as onboarded and seen in the catalog", async () => {
    const sent = await add([onboarded(), listed()]);
    expect(sent.result).toMatchObject({ outcome: "alreadyPresent", catalogResource: listedAs(group()) });
    expect(methodsOf(sent)).toBe("POST GET");
  });

  it.each<[string, readonly StubbedResponse[], AddResourceOptions]>([
    ["is not seen in the catalog", unseen(20), { visibilityTimeoutInMs: 5000 }],
    ["cannot be looked up", [text(500)], { visibilityTimeoutInMs: 0, ...noRetry }],
  ])("is unknown, and sends nothing again, if a resource refused as onboarded %s", async (_, looks, options) => {
    const sent = await addInVain([onboarded(), ...looks], options);
    expect(sent.error).toMatchObject({
      name: "OutcomeUnknownError",
      outcome: "unknown",
      status: 400,
      code: "ResourceAlreadyOnboarded",
      hint: expect.stringContaining("already in a catalog"),
      cause: { name: "GraphError", code: "ResourceAlreadyOnboarded" },
    });
    expect(methodsOf(sent)).toMatch(/^POST( GET)+$/);
  });

  it("rejects with the service's refusal", async () => {
    const { error } = await addInVain([refusal(403, "CallerNotResourceOwner")]);
    expect(error).toMatchObject({ name: "GraphError", code: "CallerNotResourceOwner", outcome: "notCreated" });
    expect(error.message).toMatch(/CallerNotResourceOwner happened\. The caller/);
  });

  it.each<[string, object, string]>([
    ["has no origin id", { originSystem: "AadGroup" }, "/accessPackageResource/originId"],
    ["has an empty origin id", { originSystem: "AadGroup", originId: "" }, "/accessPackageResource/originId"],
    ["has no origin system", { originId: "one" }, "/accessPackageResource/originSystem"],
    ["breaks the contract", { ...group(), displayName: 1 }, "/accessPackageResource/displayName"],
    ["cannot be written as JSON", { ...group(), size: 1n }, ""],
  ])("rejects a resource that %s, and sends nothing", async (_, resource, pointer) => {
    const { error, requests } = await addInVain([], {}, resource as ResourceToAdd);
    expect(error).toMatchObject({ name: "RequestValidationError", outcome: "notCreated", issues: [{ pointer }] });
    expect(requests).toHaveLength(0);
  });

  it("keeps the attempts, and still calls the client's own hook, even one that rejects", async () => {
    const onAttempt = jest.fn(() => Promise.reject(new Error("the logger failed")));
    const { client, finish } = setUp({ responses: [onboarded(), listed()], onAttempt });
    const { attempts } = await finish(client.catalog(catalogId).addResource(group()));
    expect(attempts.map(({ status }) => status)).toEqual([400, 200]);
    expect(onAttempt.mock.calls).toEqual(attempts.map((attempt) => [attempt]));
  });

  it.each([0, 1])("throws a defect unchanged, after %i requests", async (requests) => {
    const { catalog, finish } = catalogOf(onboarded());
    const defect = throwing(new Error("no random numbers"));
    const randomUUID = jest.spyOn(globalThis.crypto, "randomUUID").mockImplementation(defect);
    for (let id = 0; id < requests; id += 1) randomUUID.mockReturnValueOnce("1-1-1-1-1");
    await expect(finish(catalog.addResource(group()))).rejects.toThrow("no random numbers");
  });
});

describe("addResource that only validates", () => {
  it("reports as validated what the service would accept", async () => {
    const sent = await add([created("Delivered")], { isValidationOnly: true });
    expect(sent.result.outcome).toBe("validated");
    expect(bodyOf(sent)).toMatchObject({ isValidationOnly: true });
  });

  it("does not look in the catalog after a lost response, because nothing was added", async () => {
    const sent = await addInVain([lost()], { isValidationOnly: true });
    expect(sent.error).toMatchObject({ name: "OutcomeUnknownError" });
    expect(methodsOf(sent)).toBe("POST");
  });

  it("refuses to wait for a resource that is not added", async () => {
    const options = { isValidationOnly: true, waitUntilVisible: true };
    await expect(catalogOf().catalog.addResource(group(), options)).rejects.toThrow(TypeError);
  });
});

describe("addResource after a lost response", () => {
  it.each<[string, readonly StubbedResponse[], AddResourceOptions?]>([
    ["", [listed()]],
    [", after a look-up that failed", [text(500), listed()], noRetry],
    [", after a look-up that ran out of time", [hanging, listed()], { timeoutInMs: 2000 }],
    [", after a response that is not a list", [json(200, {}), listed()]],
  ])("reports as already present what the catalog lists%s", async (_, looks, options = {}) => {
    const sent = await add([lost(), ...looks], options);
    expect(sent.result).toMatchObject({ outcome: "alreadyPresent", catalogResource: { id: "an-id" } });
    expect(methodsOf(sent)).toBe(["POST", ...looks.map(() => "GET")].join(" "));
  });

  it("reports as already present a resource that is refused as onboarded the second time", async () => {
    const sent = await add([lost(), ...unseen(), onboarded(), page([]), listed()]);
    expect(sent.result).toMatchObject({ outcome: "alreadyPresent", catalogResource: { id: "an-id" } });
    expect(methodsOf(sent)).toBe("POST GET GET GET GET POST GET GET");
  });

  it.each<[string, readonly StubbedResponse[], AddResourceOptions, readonly number[]]>([
    ["four look-ups within 7 s", unseen(), {}, [0, 1, 2, 4]],
    ["three look-ups over a longer time", unseen(3), { pollIntervalInMs: 5000 }, [0, 5, 10]],
    ["three successful look-ups", [page([]), ...failed(3), ...unseen(2)], noRetry, [0, 1, 2, 4, 8, 10]],
    ["a successful look-up after 7 s", [...unseen(3), ...failed(1), page([])], noRetry, [0, 1, 2, 4, 8]],
  ])("sends it again only after %s that do not see it", async (_, looks, options, seconds) => {
    const sent = await add([lost(), ...looks, created("Delivered")], options);
    expect(methodsOf(sent)).toBe(["POST", ...looks.map(() => "GET"), "POST"].join(" "));
    expect(waitsOf(sent.result.attempts)).toEqual([...seconds, 0].map((wait) => wait * 1000));
  });

  it.each([
    [6900, "alreadyPresent", 1],
    [7900, "added", 2],
  ])(
    "sends nothing again within 7 s, however short pollIntervalInMs is: listed after %i ms",
    async (delayInMs, outcome, sends) => {
      let sent = 0;
      const clock = new FakeClock();
      const start = clock.now();
      const fetch = async (_: string, { method }: FetchInit) => {
        if (method === "POST") return ++sent === 1 ? lost() : created("Delivered");
        return clock.now() - start >= delayInMs ? listed() : page([]);
      };
      const { client } = setUp({ fetch, clock });
      const adding = client.catalog(catalogId).addResource(group(), { pollIntervalInMs: 1 });
      expect(await autoAdvance(clock, adding)).toMatchObject({ outcome });
      expect(sent).toBe(sends);
    },
  );

  it("starts the count again when the repeat is lost too", async () => {
    const responses = [lost(), ...unseen(3), lost(), ...unseen(3), created("Delivered")];
    const sent = await add(responses, { pollIntervalInMs: 7000 });
    expect(methodsOf(sent)).toBe("POST GET GET GET POST GET GET GET POST");
  });

  const refusedAgain = { status: 418, code: "Refused", cause: { name: "GraphError", outcome: "notCreated" } };

  it.each<[string, readonly StubbedResponse[], object, AddResourceOptions?]>([
    ["the look-up is refused", [refusal(403, "Forbidden")], { cause: { name: "GraphError" } }],
    [
      "the look-up's token is refused twice",
      Array(2).fill(challenge("{}")),
      { cause: { name: "AuthenticationError" } },
    ],
    ["the time to look is over", unseen(2), { status: 504 }, { visibilityTimeoutInMs: 0 }],
    ["it is sent again and refused", [...unseen(), refusal(418, "Refused")], refusedAgain],
    [
      "it is sent again and ends as failed",
      [...unseen(), created("DeliveryFailed")],
      { name: "RequestNotDeliveredError" },
    ],
  ])("stays unknown if %s", async (_, responses, error, options = {}) => {
    const sent = await addInVain([lost(), ...responses], options);
    expect(sent.error).toMatchObject({ name: "OutcomeUnknownError", outcome: "unknown", ...error });
    expect(sent.clock.timers).toBe(0);
  });

  it("has one limit for all look-ups, however many repeats are lost", async () => {
    const responses = Array.from({ length: 8 }, () => [lost(), ...unseen()]).flat();
    const { error, elapsedInMs } = await addInVain(responses, { visibilityTimeoutInMs: 20_000 });
    expect(error.outcome).toBe("unknown");
    expect(elapsedInMs).toBeLessThanOrEqual(30_000);
  });
});

describe("addResource of an origin that is not replicated yet", () => {
  it("sends it again until it is known, after waits that grow up to the back-off's limit", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.5);
    const retry = { baseDelayInMs: 1000, maxDelayInMs: 4000 };
    const { result } = await add([...unknownOrigins(4), created("Delivered")], { retry });
    expect(result.outcome).toBe("added");
    expect(waitsOf(result.attempts)).toEqual([500, 1000, 2000, 2000]);
  });

  it("fails before replicationTimeoutInMs is over", async () => {
    const { error, elapsedInMs } = await addInVain(unknownOrigins(100), { replicationTimeoutInMs: 10_000 });
    expect(error).toMatchObject({ name: "GraphError", code: "ResourceNotFoundInOriginSystem" });
    expect(elapsedInMs).toBeLessThan(10_000);
    const once = await addInVain([unknownOrigin()], { replicationTimeoutInMs: 0 });
    expect(once.requests).toHaveLength(1);
  });
});

describe("addResource that waits until the resource is visible", () => {
  it("resolves to the resource as the catalog lists it, and never sends an accepted request again", async () => {
    const sent = await add([created("Delivering"), ...unseen(3), listed("7")], { waitUntilVisible: true });
    const catalogResource = { id: "7" };
    expect(sent.result).toMatchObject({ outcome: "added", requestState: "Delivering", catalogResource });
    expect(methodsOf(sent)).toBe("POST GET GET GET GET");
  });

  it("looks immediately, then less and less often, up to ten times the interval", async () => {
    const options = { waitUntilVisible: true, pollIntervalInMs: 100 };
    const { result } = await add([created("Delivered"), ...unseen(7), listed()], options);
    expect(waitsOf(result.attempts)).toEqual([0, 100, 200, 400, 800, 1000, 1000, 1000]);
  });

  it("starts with the shortest interval, however often it waited for replication", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.5);
    const responses = [...unknownOrigins(4), created("Delivering"), ...unseen(3), listed()];
    const { result } = await add(responses, { waitUntilVisible: true });
    expect(waitsOf(result.attempts).slice(4)).toEqual([0, 1000, 2000, 4000]);
  });

  it.each([
    ["Delivered", "added"],
    ["Delivering", "accepted"],
  ])("reports what is %s and not seen in time as %s", async (state, outcome) => {
    const options = { waitUntilVisible: true, visibilityTimeoutInMs: 3000 };
    const { result, requests } = await add([created(state), ...unseen(20)], options);
    expect(result.outcome).toBe(outcome);
    expect(requests.filter(({ url }) => url.includes("filter=originSystem"))).toEqual([]);
    expect(result).not.toHaveProperty("catalogResource");
  });
});

describe("addResource that is aborted", () => {
  /** Aborts once all responses are used. */
  async function abortAfter(
    responses: readonly StubbedResponse[],
    options: AddResourceOptions = {},
    reason: unknown = undefined,
  ) {
    const controller = new AbortController();
    const setup = catalogOf(...responses);
    const adding = setup.catalog.addResource(group(), { ...options, abortSignal: controller.signal });
    adding.catch(() => undefined);
    await settled();
    while (setup.requests.length < responses.length) await setup.clock.advanceToNext();
    await settled();
    controller.abort(reason);
    return { ...setup, adding };
  }

  const notReplicated = { code: "ResourceNotFoundInOriginSystem" };

  it.each<[string, readonly StubbedResponse[], string, object]>([
    ["waits for the repeat of a refused request", [unknownOrigin()], "notCreated", notReplicated],
    ["waits for the repeat of a throttled add", [refusal(429, "Busy")], "notCreated", { status: 429 }],
    ["sends a refused add again", [unknownOrigin(), hanging], "unknown", notReplicated],
    ["looks up an onboarded resource", [onboarded(), hanging], "unknown", { code: "ResourceAlreadyOnboarded" }],
    ["looks up a lost request", [lost(), hanging], "unknown", { status: 504 }],
    ["waits to look up a lost request", [lost(), page([])], "unknown", { status: 504 }],
    ["waits for the repeat of a lost request", [lost(), ...unseen(), unknownOrigin()], "unknown", { status: 400 }],
  ])("keeps the last refusal and all attempts while it %s", async (_, responses, outcome, cause) => {
    const { adding, clock } = await abortAfter(responses);
    const error = await failure(adding);
    expect(error).toMatchObject({ name: "RequestAbortedError", reason: "aborted", outcome, cause });
    expect(error.message).toContain((error.cause as Error).message);
    expect(error.message).not.toContain("before the request was sent");
    expect(error.attempts).toHaveLength(responses.length);
    expect(clock.timers).toBe(0);
  });

  it.each<[string, readonly StubbedResponse[], object | undefined]>([
    ["waits for the repeat of a refused add", [unknownOrigin()], notReplicated],
    ["waits for the repeat of a throttled add", [refusal(429, "Busy")], { status: 429 }],
    ["sends the first request", [hanging], undefined],
  ])(
    "reports no error that the caller gives as the reason as its last one, while it %s",
    async (_, responses, last) => {
      const reason = new OutcomeUnknownError("another call", { attempts: [] });
      const { adding } = await abortAfter(responses, {}, reason);
      const error = await failure(adding);
      expect(error).toMatchObject({ name: "RequestAbortedError", outcome: last ? "notCreated" : "unknown" });
      expect(error.message).not.toContain("another call");
      expect(error.message.includes("The last error was: ")).toBe(last !== undefined);
      expect(error.cause).toEqual(last ? expect.objectContaining(last) : reason);
    },
  );

  it("keeps the last refusal if no token arrives in time for the repeat", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.99);
    const inTenMinutes = token("first-token", Date.parse("2026-11-24T12:10:00Z"));
    const credential = new TestCredential(inTenMinutes, () => new Promise<null>(() => undefined));
    const { client, finish } = setUp({ responses: [unknownOrigin()], credential });
    const waits = { replicationTimeoutInMs: 3_600_000, retry: { baseDelayInMs: 900_000, maxDelayInMs: 900_000 } };
    const error = await failure(finish(client.catalog(catalogId).addResource(group(), waits)));
    const expected = { name: "RequestAbortedError", reason: "timeout", outcome: "notCreated", cause: notReplicated };
    expect(error).toMatchObject(expected);
    expect(error.attempts).toHaveLength(1);
  });

  it("is accepted if only the wait for the catalog's list is aborted", async () => {
    const { adding } = await abortAfter([created("Delivering"), page([])], { waitUntilVisible: true });
    expect(await adding).toMatchObject({ outcome: "accepted" });
  });
});
