import { getEventListeners } from "node:events";
import { describe, expect, it } from "@jest/globals";
import type { CatalogResource, ChangeOptions, ResourceToRemove } from "../../src/index.js";
import { abortedFailure, rejection, type Setup } from "../support/client.js";
import { hanging, refusal, type StubbedResponse, text, throwing } from "../support/fetch.js";
import { catalogId, catalogOf, created, group, listedAs, lost, page, run, runInVain } from "./support.js";

const byId = { id: "7" };
const notFound = () => refusal(404, "ResourceNotFound");
const forbidden = () => refusal(403, "Forbidden");
const listed = () => page([listedAs(group(), "7")]);

const remove = (resource: ResourceToRemove, responses: readonly StubbedResponse[], options?: ChangeOptions) =>
  run(responses, (catalog) => catalog.removeResource(resource, options));

async function removeInVain(
  resource: ResourceToRemove,
  responses: readonly StubbedResponse[],
  options?: ChangeOptions,
) {
  return (await runInVain(responses, (catalog) => catalog.removeResource(resource, options))).error;
}

function sentBodies({ requests }: Setup): unknown[] {
  return requests.flatMap(({ body }) => body ?? []);
}

describe("removeResource", () => {
  it.each([
    ["Delivered", "removed"],
    ["Delivering", "accepted"],
    [undefined, "accepted"],
  ])("reports a request that is %s as %s", async (state, outcome) => {
    const removed = await remove(byId, [created(state)]);
    expect(removed.result).toMatchObject({ outcome, attempts: [expect.anything()] });
    expect(removed.result.requestState).toBe(state);
    expect(sentBodies(removed)).toEqual([{ catalogId, requestType: "AdminRemove", accessPackageResource: byId }]);
  });

  it.each(["DeliveryFailed", "denied", "CANCELED "])("rejects if the service ends the request as %j", async (state) => {
    const error = await removeInVain(byId, [created(state)]);
    const requestState = state.trim();
    expect(error).toMatchObject({ name: "RequestNotDeliveredError", outcome: "notCreated", requestState });
  });

  it("leaves no listener on the signal, whether it resolves or rejects", async () => {
    const { signal } = new AbortController();
    await remove(byId, [lost(), listed(), created("Delivered")], { abortSignal: signal });
    await removeInVain(byId, [forbidden()], { abortSignal: signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });

  it("finds the id by the origin", async () => {
    const removed = await remove(group(), [listed(), created("Delivered")], { justification: "closed" });
    expect(removed.result.outcome).toBe("removed");
    expect(sentBodies(removed)).toEqual([
      { catalogId, requestType: "AdminRemove", justification: "closed", accessPackageResource: byId },
    ]);
  });

  it("sends the origin of a listed resource that has no id", async () => {
    const removed = await remove(group(), [page([group()]), created("Delivered")]);
    expect(sentBodies(removed)).toMatchObject([{ accessPackageResource: group() }]);
  });

  const other = () => page([listedAs(group(1), "8")]);

  it.each<[string, ResourceToRemove, readonly StubbedResponse[], string, number]>([
    ["an origin that the catalog does not list", group(), [page([]), page([])], "alreadyAbsent", 0],
    ["an id that the service does not know", byId, [notFound()], "alreadyAbsent", 1],
    ["an id that is gone after a lost response", byId, [lost(), other(), page([])], "removed", 1],
    ["an origin that is gone after a lost response", group(), [listed(), lost(), other(), page([])], "removed", 1],
    ["an id still listed after a lost response", byId, [lost(), listed(), created("Delivered")], "removed", 2],
    ["an id that is gone when it is sent again", byId, [lost(), listed(), notFound()], "removed", 2],
  ])("finds the outcome of %s", async (_, resource, responses, outcome, sends) => {
    const removed = await remove(resource, responses);
    expect(removed.result.outcome).toBe(outcome);
    expect(sentBodies(removed)).toHaveLength(sends);
  });

  it.each<[string, ResourceToRemove, StubbedResponse, object]>([
    ["a 404 without a code", byId, text(404, ""), { status: 404 }],
    ["a use by an access package", byId, refusal(400, "InvalidDeleteResourceHasEntitlements"), { status: 400 }],
    ["a catalog that cannot be read", group(), forbidden(), { status: 403 }],
  ])("fails on %s, with the error and what to do about it", async (_, resource, response, expected) => {
    const error = await removeInVain(resource, [response]);
    expect(error).toMatchObject({ name: "GraphError", outcome: "notCreated", hint: expect.any(String), ...expected });
  });

  const cause = { name: "GraphError" };

  it.each<[string, readonly StubbedResponse[], object, ChangeOptions?]>([
    ["the look-up is refused", [forbidden()], { cause }],
    ["it is sent again and refused", [listed(), forbidden()], { cause }],
    ["the time is over and the catalog lists it", [listed()], { status: 504 }, { visibilityTimeoutInMs: 500 }],
    [
      "it is sent again and ends as failed",
      [listed(), created("DeliveryFailed")],
      { name: "RequestNotDeliveredError" },
    ],
  ])("stays unknown if %s", async (_, responses, expected, options = {}) => {
    const error = await removeInVain(byId, [lost(), ...responses], options);
    expect(error).toMatchObject({ name: "OutcomeUnknownError", outcome: "unknown", ...expected });
  });

  it.each<[string, StubbedResponse, object]>([
    ["while a lost request waits for its look-up", lost(), { cause: { status: 504 } }],
    ["after the request might have been sent", hanging, {}],
  ])("is unknown if it is aborted %s", async (_, response, expected) => {
    const { catalog, clock } = catalogOf(response);
    const error = await abortedFailure((abortSignal) => catalog.removeResource(byId, { abortSignal }));
    expect(error).toMatchObject({ name: "RequestAbortedError", outcome: "unknown", ...expected });
    expect(error.attempts).toHaveLength(1);
    expect(clock.timers).toBe(0);
  });

  const unnamed = [
    {},
    { id: "" },
    { id: 7 },
    { id: "\ud800" },
    { id: " \u200b" },
    { originSystem: "A" },
    { originID: "a" },
  ];

  it.each(unnamed)("refuses %p, which does not identify a resource", async (resource) => {
    const removing = catalogOf().catalog.removeResource(resource as unknown as ResourceToRemove);
    expect(await rejection(removing)).toBeInstanceOf(TypeError);
  });

  it("sends nothing for a listed resource that has neither an id nor an origin", async () => {
    const { catalog, finish, requests } = catalogOf(page([{ displayName: "Sales", originId: null }]));
    const { value: resource } = await finish(catalog.listResources().next());
    const removing = catalog.removeResource(resource as CatalogResource);
    await expect(removing).rejects.toThrow(
      new TypeError("resource must have an id, or an originSystem and an originId"),
    );
    expect(requests).toHaveLength(1);
  });

  it("throws a defect unchanged", async () => {
    const breakClock = () => {
      Object.assign(clock, { setTimeout: throwing(new Error("a broken clock")) });
      return lost();
    };
    const { catalog, clock } = catalogOf(breakClock);
    await expect(catalog.removeResource(byId)).rejects.toThrow("a broken clock");
  });
});
