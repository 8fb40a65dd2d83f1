import { afterEach, describe, expect, it, jest } from "@jest/globals";
import {
  type AccessPackageResourceRequestsError,
  type AddResourceOptions,
  type AddSuccess,
  type FetchInit,
  isRequestNotDeliveredError,
  type ResourceToAdd,
} from "../../src/index.js";
import { failure, rejection, type Setup, setUp } from "../support/client.js";
import { autoAdvance, FakeClock, settled } from "../support/clock.js";
import { TestCredential, token } from "../support/credential.js";
import { challenge, hanging, json, refusal, type StubbedResponse, text } from "../support/fetch.js";
import { catalogId, created, group, listedAs, page } from "./support.js";

const lost = () => text(504, "");
/** Looks, 0, 1, 3 and 7 seconds after a doubt, that do not see the resource. */
const unseen = () => Array.from({ length: 4 }, () => page([]));
const onboarded = () => refusal(400, "ResourceAlreadyOnboarded");
const unknownOrigin = () => refusal(400, "ResourceNotFoundInOriginSystem");

const application: ResourceToAdd = {
  originSystem: "AadApplication",
  originId: group().originId,
  attributes: [
    {
      attributeName: "extension_department",
      attributeSource: { "@odata.type": "#microsoft.graph.accessPackageResourceAttributeQuestion" },
      attributeDestination: { "@odata.type": "#microsoft.graph.accessPackageUserDirectoryAttributeStore" },
    },
  ],
};

interface Added extends Setup {
  readonly result: AddSuccess;
}

async function add(
  responses: readonly StubbedResponse[],
  options: AddResourceOptions = {},
  resource: ResourceToAdd = group(),
): Promise<Added> {
  const setup = setUp({ responses });
  const result = await setup.finish(setup.client.catalog(catalogId).addResource(resource, options));
  return { ...setup, result };
}

interface Failed extends Setup {
  readonly error: AccessPackageResourceRequestsError;
}

/** Adds what cannot be added; its error has the attempts of every request. */
async function addInVain(
  responses: readonly StubbedResponse[],
  options: AddResourceOptions = {},
  resource: ResourceToAdd = group(),
): Promise<Failed> {
  const setup = setUp({ responses });
  const error = await failure(setup.finish(setup.client.catalog(catalogId).addResource(resource, options)));
  expect(error.attempts).toHaveLength(setup.requests.length);
  return { ...setup, error };
}

function methodsOf({ requests }: Setup): string[] {
  return requests.map(({ init }) => init.method);
}

function bodyOf({ requests }: Setup, index = 0): unknown {
  return JSON.parse(String(requests[index]?.init.body));
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("addResource", () => {
  it("reports a delivered request as added", async () => {
    const { result } = await add([created("Delivered")]);
    expect(result).toMatchObject({ index: 0, resource: group(), outcome: "added", requestState: "Delivered" });
    expect(result.attempts).toHaveLength(1);
    expect(result).not.toHaveProperty("error");
  });

  it.each(["delivered", " DELIVERED\r"])("takes the state %j for Delivered", async (state) => {
    const { result } = await add([created(state)]);
    expect(result).toMatchObject({ outcome: "added", requestState: state });
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

  it.each([["Delivering"], ["PartiallyDelivered"], [undefined], [null], [7]])(
    "reports a request that is %s as accepted",
    async (state) => {
      const { result } = await add([created(state)]);
      expect(result.outcome).toBe("accepted");
      expect(result.requestState).toBe(typeof state === "string" ? state : undefined);
    },
  );

  it("sends the catalog, the kind of request and the resource, and nothing that was not asked for", async () => {
    const sent = await add([created("Delivered")]);
    expect(bodyOf(sent)).toEqual({ catalogId, requestType: "AdminAdd", accessPackageResource: group() });
  });

  it("sends the options that are part of the request", async () => {
    const sent = await add([created("Delivered")], { justification: "new team", executeImmediately: true });
    expect(bodyOf(sent)).toMatchObject({ justification: "new team", executeImmediately: true });
  });

  it.each<[string, ResourceToAdd]>([
    ["an application with a required attribute", application],
    [
      "a site with its environment by id",
      {
        originSystem: "SharePointOnline",
        originId: "https://contoso.sharepoint.com/sites/a",
        "accessPackageResourceEnvironment@odata.bind": "accessPackageResourceEnvironments/1",
      },
    ],
    [
      "a site with its environment by origin",
      {
        originSystem: "SharePointOnline",
        originId: "https://contoso.sharepoint.com/sites/a",
        accessPackageResourceEnvironment: { originId: "https://contoso-admin.sharepoint.com/" },
      },
    ],
    ["an external resource", { originSystem: "External", originId: "role-1", displayName: "Role" }],
  ])("sends %s as it is", async (_, resource) => {
    const sent = await add([created("Delivered")], {}, resource);
    expect(bodyOf(sent)).toMatchObject({ accessPackageResource: resource });
    expect(sent.result.outcome).toBe("added");
  });

  it("reports a resource as already present once it was refused as onboarded and seen in the catalog", async () => {
    const sent = await add([onboarded(), page([listedAs(group())])]);
    expect(sent.result).toMatchObject({ outcome: "alreadyPresent", catalogResource: listedAs(group()) });
    expect(methodsOf(sent)).toEqual(["POST", "GET"]);
  });

  it("is unknown, and sends nothing again, when what was refused as onboarded stays out of sight", async () => {
    const empty = Array.from({ length: 20 }, () => page([]));
    const sent = await addInVain([onboarded(), ...empty], { visibilityTimeoutInMs: 5000 });
    expect(sent.error).toMatchObject({
      name: "OutcomeUnknownError",
      outcome: "unknown",
      status: 400,
      code: "ResourceAlreadyOnboarded",
      hint: expect.stringContaining("in a catalog already"),
      cause: { name: "GraphError", code: "ResourceAlreadyOnboarded" },
    });
    expect(new Set(methodsOf(sent).slice(1))).toEqual(new Set(["GET"]));
  });

  it("keeps the service's code when the last look fails in passing", async () => {
    const { error } = await addInVain([onboarded(), text(500)], { visibilityTimeoutInMs: 0, retry: { maxRetries: 0 } });
    expect(error).toMatchObject({ name: "OutcomeUnknownError", code: "ResourceAlreadyOnboarded" });
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

  it("keeps the attempts and still calls the client's own hook", async () => {
    const onAttempt = jest.fn();
    const { client, finish } = setUp({ responses: [onboarded(), page([listedAs(group())])], onAttempt });
    const { attempts } = await finish(client.catalog(catalogId).addResource(group()));
    expect(attempts.map(({ status }) => status)).toEqual([400, 200]);
    expect(onAttempt.mock.calls.map(([attempt]) => attempt)).toEqual(attempts);
  });

  it.each([0, 1])("lets a defect be seen as one, after %i requests", async (requests) => {
    const { client, finish } = setUp({ responses: [onboarded()] });
    const random = globalThis.crypto.randomUUID.bind(globalThis.crypto);
    let ids = 0;
    jest.spyOn(globalThis.crypto, "randomUUID").mockImplementation(() => {
      ids += 1;
      if (ids > requests) throw new Error("no random numbers");
      return random();
    });
    await expect(finish(client.catalog(catalogId).addResource(group()))).rejects.toThrow("no random numbers");
  });

  it.each<[AddResourceOptions, RegExp]>([
    [{ replicationTimeoutInMs: -1 }, /^replicationTimeoutInMs/],
    [{ visibilityTimeoutInMs: Number.NaN }, /^visibilityTimeoutInMs/],
    [{ pollIntervalInMs: 0 }, /^pollIntervalInMs/],
    [{ timeoutInMs: 0 }, /^timeoutInMs/],
  ])("refuses %p", async (options, message) => {
    const error = await rejection(setUp().client.catalog(catalogId).addResource(group(), options));
    expect(error).toBeInstanceOf(RangeError);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
  });
});

describe("addResource that only validates", () => {
  it("reports what the service found nothing against as validated", async () => {
    const sent = await add([created("Delivered")], { isValidationOnly: true });
    expect(sent.result.outcome).toBe("validated");
    expect(bodyOf(sent)).toMatchObject({ isValidationOnly: true });
  });

  it("does not look into the catalog when the answer is lost, since nothing could be there", async () => {
    const sent = await addInVain([lost()], { isValidationOnly: true });
    expect(sent.error).toMatchObject({ name: "OutcomeUnknownError" });
    expect(methodsOf(sent)).toEqual(["POST"]);
  });

  it("refuses to wait for what is not added", async () => {
    const adding = setUp().client.catalog(catalogId).addResource(group(), {
      isValidationOnly: true,
      waitUntilVisible: true,
    });
    await expect(adding).rejects.toThrow(TypeError);
  });
});

describe("addResource after a lost answer", () => {
  it("reports what the catalog lists as already present", async () => {
    const sent = await add([lost(), page([listedAs(group())])]);
    expect(sent.result).toMatchObject({ outcome: "alreadyPresent", catalogResource: { id: "an-id" } });
    expect(methodsOf(sent)).toEqual(["POST", "GET"]);
  });

  it.each<[string, readonly StubbedResponse[], AddResourceOptions, readonly number[]]>([
    ["four looks within 7 s", unseen(), {}, [0, 0, 1, 3, 7, 7]],
    ["three looks over a longer time", unseen().slice(1), { pollIntervalInMs: 5000 }, [0, 0, 5, 15, 15]],
    [
      "as many looks as it takes, of which the lost ones do not count",
      [page([]), text(500), text(500), text(500), page([]), page([])],
      { retry: { maxRetries: 0 } },
      [0, 0, 1, 3, 7, 15, 25, 25],
    ],
    [
      "a look after 7 s, and not a lost one,",
      [page([]), page([]), page([]), text(500), page([])],
      { retry: { maxRetries: 0 } },
      [0, 0, 1, 3, 7, 15, 15],
    ],
  ])("sends it again only after %s that do not see it", async (_, looks, options, seconds) => {
    const sent = await add([lost(), ...looks, created("Delivered")], options);
    expect(methodsOf(sent)).toEqual(["POST", ...looks.map(() => "GET"), "POST"]);
    const starts = sent.result.attempts.map(({ startedOn }) => Date.parse(startedOn));
    expect(starts.map((start) => (start - Number(starts[0])) / 1000)).toEqual(seconds);
  });

  it("sends nothing again before 7 s are over, however short pollIntervalInMs is", async () => {
    const listedLate = (delayInMs: number) => {
      const seen: string[] = [];
      const clock = new FakeClock();
      const start = clock.now();
      const fetch = async (_: string, { method }: FetchInit) => {
        seen.push(method);
        if (method === "POST") return seen.length === 1 ? lost() : created("Delivered");
        return page(clock.now() - start >= delayInMs ? [listedAs(group())] : []);
      };
      const { client } = setUp({ fetch, clock });
      const adding = client.catalog(catalogId).addResource(group(), { pollIntervalInMs: 1 });
      return autoAdvance(clock, adding).then(({ outcome }) => [outcome, seen.filter((each) => each === "POST").length]);
    };
    expect(await listedLate(6900)).toEqual(["alreadyPresent", 1]);
    expect(await listedLate(7900)).toEqual(["added", 2]);
  });

  it("begins the count anew when what was sent again is lost too", async () => {
    const responses = [lost(), ...unseen().slice(1), lost(), ...unseen().slice(1), created("Delivered")];
    const sent = await add(responses, { pollIntervalInMs: 7000 });
    expect(methodsOf(sent).join(" ")).toBe("POST GET GET GET POST GET GET GET POST");
  });

  it("stays unknown when what is sent again is refused", async () => {
    const { error } = await addInVain([lost(), ...unseen(), refusal(418, "Refused")]);
    const cause = { name: "GraphError", outcome: "notCreated" };
    expect(error).toMatchObject({ name: "OutcomeUnknownError", status: 418, code: "Refused", cause });
    expect(error).not.toHaveProperty("hint");
  });

  it("stays unknown when the service ends as failed what is sent again", async () => {
    const { error } = await addInVain([lost(), ...unseen(), created("DeliveryFailed")]);
    expect(error).toMatchObject({ name: "RequestNotDeliveredError", outcome: "unknown" });
  });

  it("looks again when the look fails in passing, and sends nothing before a look that tells", async () => {
    const sent = await add([lost(), text(500), page([listedAs(group())])], { retry: { maxRetries: 0 } });
    expect(sent.result.outcome).toBe("alreadyPresent");
    expect(methodsOf(sent)).toEqual(["POST", "GET", "GET"]);
  });

  it.each<[string, readonly StubbedResponse[], string]>([
    ["refused", [refusal(403, "Forbidden")], "GraphError"],
    ["refused for a token that a new one does not fix", [challenge("{}"), challenge("{}")], "AuthenticationError"],
  ])("stays unknown when the look is %s", async (_, responses, name) => {
    const { error } = await addInVain([lost(), ...responses]);
    expect(error).toMatchObject({ name: "OutcomeUnknownError", cause: { name } });
  });

  it("stays unknown when the time to look is over, with why it was looked for", async () => {
    const { error, clock } = await addInVain([lost(), page([]), page([])], { visibilityTimeoutInMs: 0 });
    expect(error).toMatchObject({ name: "OutcomeUnknownError", status: 504 });
    expect(clock.timers).toBe(0);
  });

  it("keeps one limit for all looks of an add that gets lost again and again", async () => {
    const responses = Array.from({ length: 8 }, () => [lost(), ...unseen()]).flat();
    const { error, clock } = await addInVain(responses, { visibilityTimeoutInMs: 20_000 });
    expect(error.outcome).toBe("unknown");
    expect(clock.now() - Date.parse("2026-11-24T12:00:00Z")).toBeLessThanOrEqual(30_000);
  });

  it("looks again after a look that ran out of its own time", async () => {
    const sent = await add([lost(), hanging, page([listedAs(group())])], { timeoutInMs: 2000 });
    expect(sent.result.outcome).toBe("alreadyPresent");
  });

  it("reports as already present what is refused as onboarded the second time", async () => {
    const { result } = await add([lost(), ...unseen(), onboarded(), page([]), page([listedAs(group())])]);
    expect(result.outcome).toBe("alreadyPresent");
  });
});

describe("addResource of an origin that is not replicated yet", () => {
  it("sends it again until it is known", async () => {
    const sent = await add([unknownOrigin(), unknownOrigin(), created("Delivered")]);
    expect(sent.result.outcome).toBe("added");
    expect(methodsOf(sent)).toEqual(["POST", "POST", "POST"]);
  });

  it("waits longer each time, up to the bound of the back-off", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.5);
    const retry = { baseDelayInMs: 1000, maxDelayInMs: 4000 };
    const responses = [...Array.from({ length: 4 }, unknownOrigin), created("Delivered")];
    const { result } = await add(responses, { retry });
    const starts = result.attempts.map(({ startedOn }) => Date.parse(startedOn));
    expect(starts.slice(1).map((start, index) => start - Number(starts[index]))).toEqual([500, 1000, 2000, 2000]);
  });

  it("fails when replicationTimeoutInMs would be over", async () => {
    const responses = Array.from({ length: 100 }, unknownOrigin);
    const { error, clock } = await addInVain(responses, { replicationTimeoutInMs: 10_000 });
    expect(error).toMatchObject({ name: "GraphError", code: "ResourceNotFoundInOriginSystem" });
    expect(clock.now() - Date.parse("2026-11-24T12:00:00Z")).toBeLessThan(10_000);
  });

  it("is not repeated with a replicationTimeoutInMs of 0", async () => {
    const sent = await addInVain([unknownOrigin()], { replicationTimeoutInMs: 0 });
    expect(sent.requests).toHaveLength(1);
  });
});

describe("addResource that waits until the resource is visible", () => {
  it("polls from 1 s on, however often replication was waited for", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.5);
    const looks = [page([]), page([]), page([]), page([listedAs(group())])];
    const responses = [...Array.from({ length: 4 }, unknownOrigin), created("Delivering"), ...looks];
    const { result } = await add(responses, { waitUntilVisible: true });
    const starts = result.attempts.slice(5).map(({ startedOn }) => Date.parse(startedOn));
    expect(starts.map((start) => start - Number(starts[0]))).toEqual([0, 1000, 3000, 7000]);
  });

  it("resolves to what the catalog lists", async () => {
    const sent = await add([created("Delivering"), page([]), page([listedAs(group(), "7")])], {
      waitUntilVisible: true,
    });
    expect(sent.result).toMatchObject({
      outcome: "added",
      requestState: "Delivering",
      catalogResource: { id: "7" },
    });
  });

  it("looks at once and then ever more rarely, up to ten times the interval", async () => {
    const looks = Array.from({ length: 7 }, () => page([]));
    const { result } = await add([created("Delivered"), ...looks, page([listedAs(group())])], {
      waitUntilVisible: true,
      pollIntervalInMs: 100,
    });
    const starts = result.attempts.map(({ startedOn }) => Date.parse(startedOn));
    const waits = starts.slice(1).map((start, index) => start - Number(starts[index]));
    expect(waits).toEqual([0, 100, 200, 400, 800, 1000, 1000, 1000]);
  });

  it.each([
    ["Delivered", "added"],
    ["Delivering", "accepted"],
  ])("reports what was %s and not seen in time as %s", async (state, outcome) => {
    const looks = Array.from({ length: 20 }, () => page([]));
    const options = { waitUntilVisible: true, visibilityTimeoutInMs: 3000 };
    const { result, requests } = await add([created(state), ...looks], options);
    expect(result.outcome).toBe(outcome);
    expect(requests.filter(({ url }) => url.includes("filter=originSystem"))).toEqual([]);
    expect(result).not.toHaveProperty("catalogResource");
  });

  it("never sends again what was accepted", async () => {
    const sent = await add([created("Delivering"), page([]), page([]), page([listedAs(group())])], {
      waitUntilVisible: true,
    });
    expect(methodsOf(sent)).toEqual(["POST", "GET", "GET", "GET"]);
  });
});

describe("addResource that is aborted", () => {
  function abortable(responses: readonly StubbedResponse[], options: AddResourceOptions = {}) {
    const controller = new AbortController();
    const setup = setUp({ responses });
    const adding = setup.client.catalog(catalogId).addResource(group(), { ...options, abortSignal: controller.signal });
    return { ...setup, adding, controller };
  }

  it("fails when nothing was sent", async () => {
    const options = { abortSignal: AbortSignal.abort(new Error("no longer needed")) };
    const { error } = await addInVain([], options);
    expect(error).toMatchObject({
      name: "RequestAbortedError",
      outcome: "notCreated",
      cause: { message: "no longer needed" },
    });
  });

  it("is unknown when the request may have left", async () => {
    const { adding, controller } = abortable([hanging]);
    await settled();
    controller.abort();
    expect(await failure(adding)).toMatchObject({ name: "RequestAbortedError", outcome: "unknown" });
  });

  it("fails while a refused add waits for its repeat, without another request or a timer left", async () => {
    const { adding, controller, clock, requests } = abortable([unknownOrigin()]);
    await settled();
    controller.abort();
    expect(await failure(adding)).toMatchObject({ name: "RequestAbortedError", outcome: "notCreated" });
    expect(requests).toHaveLength(1);
    expect(clock.timers).toBe(0);
  });

  it.each<[string, readonly StubbedResponse[], string, object]>([
    [
      "waits for the repeat of a refused add",
      [unknownOrigin()],
      "notCreated",
      { code: "ResourceNotFoundInOriginSystem" },
    ],
    ["sends a refused add again", [unknownOrigin(), hanging], "unknown", { code: "ResourceNotFoundInOriginSystem" }],
    ["looks for what is onboarded", [onboarded(), hanging], "unknown", { code: "ResourceAlreadyOnboarded" }],
    ["waits to look for a lost one", [lost(), page([])], "unknown", { status: 504 }],
    ["waits for the repeat of a lost one", [lost(), ...unseen(), unknownOrigin()], "unknown", { status: 400 }],
  ])("keeps the last refusal and all attempts while it %s", async (_, responses, outcome, cause) => {
    const { adding, controller, clock, requests } = abortable(responses);
    await settled();
    while (requests.length < responses.length) await clock.advanceToNext();
    await settled();
    controller.abort();
    const error = await failure(adding);
    expect(error).toMatchObject({ name: "RequestAbortedError", reason: "aborted", outcome, cause });
    expect(error.message).toContain((error.cause as Error).message);
    expect(error.message).not.toContain("before the request was sent");
    expect(error.attempts).toHaveLength(responses.length);
  });

  it("keeps the last refusal when no token comes in time for the repeat", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.99);
    const inTenMinutes = token("first-token", Date.parse("2026-11-24T12:10:00Z"));
    const credential = new TestCredential(inTenMinutes, () => new Promise<null>(() => undefined));
    const { client, finish } = setUp({ responses: [unknownOrigin()], credential });
    const waits = { replicationTimeoutInMs: 3_600_000, retry: { baseDelayInMs: 900_000, maxDelayInMs: 900_000 } };
    const error = await failure(finish(client.catalog(catalogId).addResource(group(), waits)));
    const cause = { code: "ResourceNotFoundInOriginSystem" };
    expect(error).toMatchObject({ name: "RequestAbortedError", reason: "timeout", outcome: "notCreated", cause });
    expect(error.attempts).toHaveLength(1);
  });

  it("is what it was when it was only waited for", async () => {
    const { adding, controller } = abortable([created("Delivering"), page([])], { waitUntilVisible: true });
    await settled();
    controller.abort();
    expect(await adding).toMatchObject({ outcome: "accepted" });
  });

  it("is unknown when the look for a lost one is cut off", async () => {
    const { adding, controller } = abortable([lost(), hanging]);
    await settled();
    controller.abort();
    expect(await failure(adding)).toMatchObject({ name: "RequestAbortedError", outcome: "unknown" });
  });
});

describe("the client's catalogs", () => {
  it.each([[""], ["."], [".."], [" .. "], [undefined]])("refuse the id %p", (id) => {
    expect(() => setUp().client.catalog(id as string)).toThrow(TypeError);
  });

  it("tell their id", () => {
    expect(setUp().client.catalog(catalogId).id).toBe(catalogId);
  });

  it("look for a resource without being misled by a service that ignores the filter", async () => {
    const responses = [page([{}, { originSystem: "AadGroup" }, listedAs(group(1)), listedAs(group())])];
    const { client } = setUp({ responses });
    expect(await client.catalog(catalogId).findResource(group())).toEqual(listedAs(group()));
  });

  it("take an answer that is no list for none", async () => {
    const { result } = await add([lost(), json(200, {}), page([listedAs(group())])]);
    expect(result.outcome).toBe("alreadyPresent");
  });
});
