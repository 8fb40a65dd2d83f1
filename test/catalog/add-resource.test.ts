import { afterEach, describe, expect, it, jest } from "@jest/globals";
import type { AddResourceOptions, AddResult, ResourceToAdd } from "../../src/index.js";
import { rejection, type Setup, setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { type Answer, challenge, hanging, json, refusal, text } from "../support/fetch.js";
import { catalogId, created, group, listedAs, page } from "./support.js";

const lost = () => text(504, "");
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
  readonly result: AddResult;
}

async function add(
  answers: readonly Answer[],
  options: AddResourceOptions = {},
  resource: ResourceToAdd = group(),
): Promise<Added> {
  const setup = setUp({ answers });
  const result = await setup.finish(setup.client.catalog(catalogId).addResource(resource, options));
  return { ...setup, result };
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

  it.each([["Delivering"], [undefined], [null]])("reports a request that is %s as accepted", async (state) => {
    const { result } = await add([created(state)]);
    expect(result.outcome).toBe("accepted");
    expect(result.requestState).toBe(state ?? undefined);
  });

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

  it("reports unknown, and sends nothing again, when what was refused as onboarded stays out of sight", async () => {
    const empty = Array.from({ length: 20 }, () => page([]));
    const sent = await add([onboarded(), ...empty], { visibilityTimeoutInMs: 5000 });
    expect(sent.result).toMatchObject({ outcome: "unknown", error: { code: "ResourceAlreadyOnboarded" } });
    expect(new Set(methodsOf(sent).slice(1))).toEqual(new Set(["GET"]));
  });

  it("reports a refusal as failed, with its error", async () => {
    const { result } = await add([refusal(403, "CallerNotResourceOwner")]);
    expect(result).toMatchObject({ outcome: "failed", error: { name: "GraphError", code: "CallerNotResourceOwner" } });
    expect(result.error?.message).toMatch(/CallerNotResourceOwner happened\. The caller/);
  });

  it.each<[string, object, string]>([
    ["has no origin id", { originSystem: "AadGroup" }, "/accessPackageResource/originId"],
    ["has an empty origin id", { originSystem: "AadGroup", originId: "" }, "/accessPackageResource/originId"],
    ["has no origin system", { originId: "one" }, "/accessPackageResource/originSystem"],
    ["breaks the contract", { ...group(), displayName: 1 }, "/accessPackageResource/displayName"],
    ["cannot be written as JSON", { ...group(), size: 1n }, ""],
  ])("reports a resource that %s as failed, and sends nothing", async (_, resource, pointer) => {
    const { result, requests } = await add([], {}, resource as ResourceToAdd);
    expect(result).toMatchObject({ outcome: "failed", attempts: [], error: { issues: [{ pointer }] } });
    expect(requests).toHaveLength(0);
  });

  it("keeps the attempts and still calls the client's own hook", async () => {
    const onAttempt = jest.fn();
    const { client, finish } = setUp({ answers: [onboarded(), page([listedAs(group())])], onAttempt });
    const { attempts } = await finish(client.catalog(catalogId).addResource(group()));
    expect(attempts.map(({ status }) => status)).toEqual([400, 200]);
    expect(onAttempt.mock.calls.map(([attempt]) => attempt)).toEqual(attempts);
  });

  it("lets a defect be seen as one", async () => {
    const { client } = setUp();
    jest.spyOn(globalThis.crypto, "randomUUID").mockImplementation(() => {
      throw new Error("no random numbers");
    });
    await expect(client.catalog(catalogId).addResource(group())).rejects.toThrow("no random numbers");
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
    const sent = await add([lost()], { isValidationOnly: true });
    expect(sent.result).toMatchObject({ outcome: "unknown", error: { name: "OutcomeUnknownError" } });
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

  it("sends it again when the catalog does not list it", async () => {
    const sent = await add([lost(), page([]), created("Delivered")]);
    expect(sent.result).toMatchObject({ outcome: "added" });
    expect(methodsOf(sent)).toEqual(["POST", "GET", "POST"]);
    expect(sent.result.attempts).toHaveLength(3);
  });

  it("stays unknown when what is sent again is refused", async () => {
    const { result } = await add([lost(), page([]), refusal(403, "Forbidden")]);
    expect(result).toMatchObject({ outcome: "unknown", error: { name: "GraphError", status: 403 } });
  });

  it("looks again when the look fails in passing, and sends nothing before a look that tells", async () => {
    const sent = await add([lost(), text(500), page([listedAs(group())])], { retry: { maxRetries: 0 } });
    expect(sent.result.outcome).toBe("alreadyPresent");
    expect(methodsOf(sent)).toEqual(["POST", "GET", "GET"]);
  });

  it.each<[string, readonly Answer[], string]>([
    ["refused", [refusal(403, "Forbidden")], "GraphError"],
    ["refused for a token that a new one does not mend", [challenge("{}"), challenge("{}")], "AuthenticationError"],
  ])("stays unknown when the look is %s", async (_, answers, name) => {
    const { result } = await add([lost(), ...answers]);
    expect(result).toMatchObject({ outcome: "unknown", error: { name } });
  });

  it("stays unknown when the time to look is over, with why it was looked for", async () => {
    const { result, clock } = await add([lost(), page([])], { visibilityTimeoutInMs: 0 });
    expect(result).toMatchObject({ outcome: "unknown", error: { name: "OutcomeUnknownError", status: 504 } });
    expect(clock.timers).toBe(0);
  });

  it("keeps one limit for all looks of an add that gets lost again and again", async () => {
    const answers = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? lost() : page([])));
    const { result, clock } = await add(answers, { visibilityTimeoutInMs: 20_000 });
    expect(result.outcome).toBe("unknown");
    expect(clock.now() - Date.parse("2026-11-24T12:00:00Z")).toBeLessThanOrEqual(30_000);
  });

  it("looks again after a look that ran out of its own time", async () => {
    const sent = await add([lost(), hanging, page([listedAs(group())])], { timeoutInMs: 2000 });
    expect(sent.result.outcome).toBe("alreadyPresent");
  });

  it("reports as already present what is refused as onboarded the second time", async () => {
    const { result } = await add([lost(), page([]), onboarded(), page([]), page([listedAs(group())])]);
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
    const answers = [...Array.from({ length: 4 }, unknownOrigin), created("Delivered")];
    const { result } = await add(answers, { retry });
    const starts = result.attempts.map(({ startedOn }) => Date.parse(startedOn));
    expect(starts.slice(1).map((start, index) => start - Number(starts[index]))).toEqual([500, 1000, 2000, 2000]);
  });

  it("fails when replicationTimeoutInMs would be over", async () => {
    const answers = Array.from({ length: 100 }, unknownOrigin);
    const { result, clock } = await add(answers, { replicationTimeoutInMs: 10_000 });
    expect(result).toMatchObject({ outcome: "failed", error: { code: "ResourceNotFoundInOriginSystem" } });
    expect(clock.now() - Date.parse("2026-11-24T12:00:00Z")).toBeLessThan(10_000);
  });

  it("is not repeated with a replicationTimeoutInMs of 0", async () => {
    const sent = await add([unknownOrigin()], { replicationTimeoutInMs: 0 });
    expect(sent.result.outcome).toBe("failed");
    expect(sent.requests).toHaveLength(1);
  });
});

describe("addResource that waits until the resource is visible", () => {
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
    const { result } = await add([created(state), ...looks], { waitUntilVisible: true, visibilityTimeoutInMs: 3000 });
    expect(result.outcome).toBe(outcome);
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
  function abortable(answers: readonly Answer[], options: AddResourceOptions = {}) {
    const controller = new AbortController();
    const setup = setUp({ answers });
    const adding = setup.client.catalog(catalogId).addResource(group(), { ...options, abortSignal: controller.signal });
    return { ...setup, adding, controller };
  }

  it("fails when nothing was sent", async () => {
    const result = await setUp().client.catalog(catalogId).addResource(group(), { abortSignal: AbortSignal.abort() });
    expect(result).toMatchObject({ outcome: "failed", error: { name: "RequestAbortedError" }, attempts: [] });
  });

  it("is unknown when the request may have left", async () => {
    const { adding, controller } = abortable([hanging]);
    await settled();
    controller.abort();
    expect(await adding).toMatchObject({ outcome: "unknown", error: { name: "RequestAbortedError" } });
  });

  it("fails while a refused add waits for its repeat, without another request or a timer left", async () => {
    const { adding, controller, clock, requests } = abortable([unknownOrigin()]);
    await settled();
    controller.abort(new Error("no longer needed"));
    expect(await adding).toMatchObject({ outcome: "failed", error: { cause: { message: "no longer needed" } } });
    expect(requests).toHaveLength(1);
    expect(clock.timers).toBe(0);
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
    expect(await adding).toMatchObject({ outcome: "unknown", error: { name: "RequestAbortedError" } });
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
    const answers = [page([{}, { originSystem: "AadGroup" }, listedAs(group(1)), listedAs(group())])];
    const { client } = setUp({ answers });
    expect(await client.catalog(catalogId).findResource(group())).toEqual(listedAs(group()));
  });

  it("take an answer that is no list for none", async () => {
    const { result } = await add([lost(), json(200, {}), page([listedAs(group())])]);
    expect(result.outcome).toBe("alreadyPresent");
  });
});
