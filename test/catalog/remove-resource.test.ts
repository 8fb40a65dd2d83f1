import { getEventListeners } from "node:events";
import { describe, expect, it } from "@jest/globals";
import type {
  AccessPackageResourceRequestsError,
  CatalogResource,
  ChangeOptions,
  RemoveResult,
  ResourceToRemove,
} from "../../src/index.js";
import { failure, rejection, type Setup, setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { hanging, refusal, type StubbedResponse, text } from "../support/fetch.js";
import { catalogId, created, group, listedAs, page } from "./support.js";

const byId = { id: "7" };
const lost = () => text(504, "");
const notFound = () => refusal(404, "ResourceNotFound");
const listed = () => page([listedAs(group(), "7")]);

interface Removed extends Setup {
  readonly result: RemoveResult;
}

async function remove(
  resource: ResourceToRemove,
  responses: readonly StubbedResponse[],
  options: ChangeOptions = {},
): Promise<Removed> {
  const setup = setUp({ responses });
  const result = await setup.finish(setup.client.catalog(catalogId).removeResource(resource, options));
  return { ...setup, result };
}

/** The error of a removal in vain, which has the attempts of every request. */
async function removeInVain(
  resource: ResourceToRemove,
  responses: readonly StubbedResponse[],
  options: ChangeOptions = {},
): Promise<AccessPackageResourceRequestsError> {
  const { client, finish, requests } = setUp({ responses });
  const error = await failure(finish(client.catalog(catalogId).removeResource(resource, options)));
  expect(error.attempts).toHaveLength(requests.length);
  return error;
}

function sentBodies({ requests }: Setup): unknown[] {
  return requests.flatMap(({ init }) => (init.method === "POST" ? [JSON.parse(String(init.body))] : []));
}

describe("removeResource", () => {
  it.each([
    ["Delivered", "removed"],
    ["Delivering", "accepted"],
    [undefined, "accepted"],
  ])("reports a request that is %s as %s", async (state, outcome) => {
    const removed = await remove(byId, [created(state)]);
    expect(removed.result.outcome).toBe(outcome);
    expect(removed.result.requestState).toBe(state);
    expect(removed.result.attempts).toHaveLength(1);
    expect(sentBodies(removed)).toEqual([{ catalogId, requestType: "AdminRemove", accessPackageResource: byId }]);
  });

  it.each(["DeliveryFailed", "denied", "CANCELED "])(
    "rejects when the service ends the request as %j",
    async (state) => {
      const error = await removeInVain(byId, [created(state)]);
      expect(error).toMatchObject({
        name: "RequestNotDeliveredError",
        outcome: "notCreated",
        requestState: state.trim(),
      });
    },
  );

  it("stays unknown when the service ends as failed what is sent again", async () => {
    const error = await removeInVain(byId, [lost(), listed(), created("DeliveryFailed")]);
    expect(error).toMatchObject({ name: "RequestNotDeliveredError", outcome: "unknown" });
  });

  it("leaves no listener at the signal, whether it resolves or rejects", async () => {
    const { signal } = new AbortController();
    await remove(byId, [lost(), listed(), created("Delivered")], { abortSignal: signal });
    await removeInVain(byId, [refusal(403, "Forbidden")], { abortSignal: signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("finds the id by the origin", async () => {
    const removed = await remove(group(), [listed(), created("Delivered")], { justification: "closed" });
    expect(removed.result.outcome).toBe("removed");
    expect(sentBodies(removed)).toEqual([
      { catalogId, requestType: "AdminRemove", justification: "closed", accessPackageResource: byId },
    ]);
  });

  it("names the origin of a listed resource that has no id", async () => {
    const removed = await remove(group(), [page([group()]), created("Delivered")]);
    expect(sentBodies(removed)).toMatchObject([{ accessPackageResource: group() }]);
  });

  it("reports what the catalog does not list as already absent, and sends nothing", async () => {
    const removed = await remove(group(), [page([]), page([])]);
    expect(removed.result).toMatchObject({ outcome: "alreadyAbsent" });
    expect(sentBodies(removed)).toEqual([]);
  });

  it("reports an id the service does not know as already absent", async () => {
    const { result } = await remove(byId, [notFound()]);
    expect(result.outcome).toBe("alreadyAbsent");
    expect(result).not.toHaveProperty("error");
  });

  it.each([
    ["a 404 that says nothing of the resource", () => text(404, "")],
    ["a use by an access package", () => refusal(400, "InvalidDeleteResourceHasEntitlements")],
  ])("fails on %s, with the error and what to do about it", async (_, response) => {
    const error = await removeInVain(byId, [response()]);
    expect(error).toMatchObject({ name: "GraphError", outcome: "notCreated", hint: expect.any(String) });
  });

  it("fails when the catalog cannot be read", async () => {
    const error = await removeInVain(group(), [refusal(403, "Forbidden")]);
    expect(error).toMatchObject({ name: "GraphError", outcome: "notCreated", status: 403 });
  });

  it.each<[string, ResourceToRemove]>([
    ["by its origin", group()],
    ["by its id", byId],
  ])("looks, after a lost answer, whether the resource told %s is gone", async (_, resource) => {
    const before = "id" in resource ? [] : [listed()];
    const { result } = await remove(resource, [...before, lost(), page([listedAs(group(1), "8")]), page([])]);
    expect(result.outcome).toBe("removed");
  });

  it("sends it again when the catalog still lists it", async () => {
    const removed = await remove(byId, [lost(), listed(), created("Delivered")]);
    expect(removed.result.outcome).toBe("removed");
    expect(sentBodies(removed)).toHaveLength(2);
  });

  it("reports it as removed when what is sent again finds it gone", async () => {
    const { result } = await remove(byId, [lost(), listed(), notFound()]);
    expect(result.outcome).toBe("removed");
  });

  it.each<[string, readonly StubbedResponse[], string]>([
    ["the look is refused", [refusal(403, "Forbidden")], "GraphError"],
    ["what is sent again is refused", [listed(), refusal(403, "Forbidden")], "GraphError"],
  ])("stays unknown when %s", async (_, responses, name) => {
    const error = await removeInVain(byId, [lost(), ...responses]);
    expect(error).toMatchObject({ name: "OutcomeUnknownError", cause: { name } });
  });

  it("stays unknown when the time is over and the catalog still lists it", async () => {
    const error = await removeInVain(byId, [lost(), listed()], { visibilityTimeoutInMs: 500 });
    expect(error).toMatchObject({ name: "OutcomeUnknownError", status: 504 });
  });

  it("is unknown when it is aborted while a lost one waits for its look", async () => {
    const controller = new AbortController();
    const { client, clock } = setUp({ responses: [lost()] });
    const removing = client.catalog(catalogId).removeResource(byId, { abortSignal: controller.signal });
    await settled();
    controller.abort();
    const error = await failure(removing);
    expect(error).toMatchObject({ name: "RequestAbortedError", outcome: "unknown", cause: { status: 504 } });
    expect(error.attempts).toHaveLength(1);
    expect(clock.timers).toBe(0);
  });

  it("is unknown when it is aborted after the request may have left", async () => {
    const controller = new AbortController();
    const { client } = setUp({ responses: [hanging] });
    const removing = client.catalog(catalogId).removeResource(byId, { abortSignal: controller.signal });
    await settled();
    controller.abort();
    expect(await failure(removing)).toMatchObject({ name: "RequestAbortedError", outcome: "unknown" });
  });

  it.each([
    [{}],
    [{ id: "" }],
    [{ id: 7 }],
    [{ id: "\ud800" }],
    [{ id: " \u200b" }],
    [{ originSystem: "AadGroup" }],
    [{ originID: "one" }],
  ])("refuses %p, which names no resource", async (resource) => {
    const removing = setUp()
      .client.catalog(catalogId)
      .removeResource(resource as unknown as ResourceToRemove);
    expect(await rejection(removing)).toBeInstanceOf(TypeError);
  });

  it("sends nothing for a listed resource that has neither an id nor an origin", async () => {
    const { client, finish, requests } = setUp({ responses: [page([{ displayName: "Sales", originId: null }])] });
    const catalog = client.catalog(catalogId);
    const { value: resource } = await finish(catalog.listResources().next());
    const removing = catalog.removeResource(resource as CatalogResource);
    await expect(removing).rejects.toThrow(
      new TypeError("resource must have an id, or an originSystem and an originId"),
    );
    expect(requests).toHaveLength(1);
  });

  it("lets a defect be seen as one", async () => {
    const broken = () => {
      throw new Error("a broken clock");
    };
    const { client, clock } = setUp({ responses: [lost()] });
    const removing = client.catalog(catalogId).removeResource(byId);
    Object.assign(clock, { setTimeout: broken });
    await expect(removing).rejects.toThrow("a broken clock");
  });
});
