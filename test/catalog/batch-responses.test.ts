import { afterEach, describe, expect, it, jest } from "@jest/globals";
import fc from "fast-check";
import type { BatchMember } from "../../src/contract/bodies.js";
import { type AddResult, isAccessPackageResourceRequestsError } from "../../src/index.js";
import { ReadResponse } from "../../src/transport/messages.js";
import { rejection } from "../support/client.js";
import { challenge, json, refusal, text } from "../support/fetch.js";
import {
  addAll,
  collect,
  found,
  group,
  groups,
  ok,
  outcomesOf,
  refused,
  sizesOf,
  start,
  stubBatches,
  stubMembers,
  throttled,
} from "./support.js";

/** JSON nested so deep that recursion over it overflows the stack. */
const deep = (core = "1", levels = 20_000) => `${"[".repeat(levels)}${core}${"]".repeat(levels)}`;

/** Responds to the first batch as given, and finds what is looked for afterwards. */
function firstly(respond: (members: readonly BatchMember[]) => Response) {
  return stubBatches((members, batch) =>
    batch === 1
      ? respond(members)
      : json(200, { responses: members.map((member) => ({ id: member.id, ...found(member) })) }),
  );
}

/** A batch's body with these texts as the responses, so that they may hold what `JSON.stringify` cannot write. */
const holding = (...responses: string[]) => `{"responses":[${responses.join()}]}`;

afterEach(() => {
  jest.restoreAllMocks();
});

describe("a batch whose own status is no success", () => {
  it.each([207, 302, 400, 401, 408, 409, 413, 424, 429, 500, 503, 504])(
    "of %i is read member by member",
    async (status) => {
      const service = firstly((members) =>
        json(
          status,
          {
            error: { code: "Outer" },
            responses: [ok, refused("Forbidden", 403)].map((each, at) => ({ id: members[at]?.id, ...each })),
          },
          { "retry-after": "1" },
        ),
      );
      const { outcomes } = await addAll(service, groups(3));
      expect(outcomes).toEqual(["added", "failed", "alreadyPresent"]);
      expect(service.batches.map((members) => members.map(({ method }) => method))).toEqual([
        ["POST", "POST", "POST"],
        ["GET"],
      ]);
    },
  );

  it("is read up to the limit of a batch", async () => {
    const service = firstly((members) =>
      json(424, {
        responses: members.map(({ id }) => ({
          id,
          ...ok,
          body: { ...Object(ok.body), more: "x".repeat(1024 * 1024) },
        })),
      }),
    );
    expect(await addAll(service, groups(2))).toMatchObject({ outcomes: ["added", "added"] });
    expect(sizesOf(service)).toEqual([2]);
  });

  it("fails its members by the status alone when it has no responses and is longer than a refusal", async () => {
    const service = stubBatches(() => refusal(403, "x".repeat(1024 * 1024)));
    const { results } = await addAll(service, groups(1));
    expect(results).toMatchObject([{ outcome: "failed", error: { status: 403, code: "" } }]);
  });

  it("is not sent again for claims when its members have responses", async () => {
    const service = firstly((members) => {
      const headers = { "www-authenticate": String(challenge("{}").headers.get("www-authenticate")) };
      return json(401, { responses: members.map(({ id }) => ({ id, ...ok })) }, headers);
    });
    expect(await addAll(service, groups(2))).toMatchObject({ outcomes: ["added", "added"] });
    expect(sizesOf(service)).toEqual([2]);
  });

  it.each([
    ["424 without responses", () => refusal(424, "FailedDependency")],
    ["424 without a body", () => text(424)],
    ["400 with something else in place of responses", () => json(400, { responses: {} })],
    ["200 with null for each response", () => json(200, { responses: [null, null] })],
  ])("of %s leaves its members unknown", async (_, respond) => {
    const service = firstly(respond);
    expect(await addAll(service, groups(2))).toMatchObject({ outcomes: ["alreadyPresent", "alreadyPresent"] });
    expect(service.batches[1]?.map(({ method }) => method)).toEqual(["GET", "GET"]);
  });

  it("of 424 keeps the refusal as the cause of what stays unknown", async () => {
    const service = stubBatches(() => refusal(424, "FailedDependency"));
    const { results } = await addAll(service, [group()], { visibilityTimeoutInMs: 0 });
    expect(results).toMatchObject([{ outcome: "unknown", error: { name: "OutcomeUnknownError" } }]);
  });

  it("is a refusal of its members when responses is null", async () => {
    const service = stubBatches(() => json(400, { error: { code: "BadRequest" }, responses: null }));
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["failed"] });
  });
});

describe("the wait that a batch asks for", () => {
  /** Throttles the first batch as given, and returns how long the client waits. */
  async function waited(respond: (members: readonly BatchMember[]) => Response): Promise<number> {
    jest.spyOn(Math, "random").mockReturnValue(0.25);
    const times: number[] = [];
    const service = stubBatches((members, batch) => {
      times.push(clock.now());
      return batch === 1 ? respond(members) : json(200, { responses: members.map(({ id }) => ({ id, ...ok })) });
    });
    const { results, finish, clock } = start(service, groups(2), { retry: { baseDelayInMs: 1000 } });
    expect(outcomesOf(await finish(collect(results)))).toEqual(["added", "added"]);
    return Number(times[1]) - Number(times[0]);
  }
  const memberWith = (retryAfter?: unknown) => (members: readonly BatchMember[]) =>
    json(200, { responses: members.map(({ id }, at) => ({ id, ...(at === 0 ? throttled(retryAfter) : ok) })) });

  it("is the back-off when a throttled member names none", async () => {
    expect(await waited(memberWith())).toBe(250);
  });

  it.each<[unknown]>([["1, 2"], ["+2"], ["2;x"], [""], ["9\n9"], [true], [{ toString: 1 }], [["9"]], [-1]])(
    "is at least the base delay when a throttled member names %j",
    async (retryAfter) => {
      expect(await waited(memberWith(retryAfter))).toBe(1000);
    },
  );

  it.each(["1, 2", "+2"])("is at least the base delay when the throttled batch names %j", async (retryAfter) => {
    expect(await waited(() => refusal(429, "TooManyRequests", { "retry-after": retryAfter }))).toBe(1000);
  });

  it("is the longest one, a back-off included, so that nobody is sent early", async () => {
    const respond = (members: readonly BatchMember[]) =>
      json(200, { responses: members.map(({ id }, at) => ({ id, ...throttled(at === 0 ? "0" : undefined) })) });
    expect(await waited(respond)).toBe(250);
  });

  it("is unknown and not a wait for a member that is a 503 with a time that cannot be read", async () => {
    const service = firstly(([member]) =>
      json(200, { responses: [{ id: member?.id, status: 503, headers: { "Retry-After": "1, 2" } }] }),
    );
    expect(await addAll(service, [group()])).toMatchObject({ outcomes: ["alreadyPresent"] });
  });
});

describe("a member's response that is hostile", () => {
  it.each<[string, (id: string) => string]>([
    ["has an id that cannot be a text", () => '{"id":{"toString":1},"status":201,"body":{"id":"a"}}'],
    ["is nested deep", (id) => `{"id":"${id}","status":201,"body":${deep()}}`],
    ["is an entity that is nested deep", (id) => `{"id":"${id}","status":201,"body":{"id":"a","x":${deep()}}}`],
    [
      "comes twice and is nested deep",
      (id) => Array(2).fill(`{"id":"${id}","status":201,"body":{"id":"a","x":${deep()}}}`).join(),
    ],
    ["has a status that is no HTTP status", (id) => `{"id":"${id}","status":9007199254740992}`],
    ["has a status without end", (id) => `{"id":"${id}","status":1e999}`],
    ["has an array for headers", (id) => `{"id":"${id}","status":503,"headers":[{"Retry-After":"1"}]}`],
    [
      "has objects for headers",
      (id) => `{"id":"${id}","status":503,"headers":{"Retry-After":{"toString":1},"request-id":{}}}`,
    ],
    ["has a text for headers", (id) => `{"id":"${id}","status":503,"headers":"Retry-After"}`],
  ])("and %s is unknown, and the others go on", async (_, response) => {
    const service = firstly(([first, second]) =>
      text(200, holding(response(String(first?.id)), JSON.stringify({ id: second?.id, ...ok })), {
        "content-type": "application/json",
      }),
    );
    expect(await addAll(service, groups(2))).toMatchObject({ outcomes: ["alreadyPresent", "added"] });
  });

  it.each<[string, string, number?]>([
    ["has a status that is no HTTP status", "{}", 2 ** 53],
    ["lists null", '{"value":[null]}'],
    ["lists what is nested deep", `{"value":[${deep()}]}`],
    ["links to an object", '{"value":[],"@odata.nextLink":{"toString":1}}'],
    ["goes on on another page", '{"value":[],"@odata.nextLink":"https://graph.microsoft.com/beta/x?$skiptoken=1"}'],
    ["is no list", '{"value":{}}'],
  ])("and is a look-up that %s says nothing, so that nothing is sent again", async (_, body, status = 200) => {
    const service = stubBatches(([member], batch) => {
      if (batch === 1) return text(504);
      const { id } = member as BatchMember;
      return batch === 2
        ? text(200, holding(`{"id":"${id}","status":${status},"body":${body}}`))
        : json(200, { responses: [{ id, ...found(member as BatchMember) }] });
    });
    expect(await addAll(service, [group()])).toMatchObject({ outcomes: ["alreadyPresent"] });
    expect(service.batches.map(([member]) => member?.method)).toEqual(["POST", "GET", "GET"]);
  });

  it("never raises anything but a typed error, whatever it is", async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom({ toString: 1 }, [null], 201, 2 ** 53, "1", "2;x", { "Retry-After": {} }, { value: [null] }),
    );
    const member = fc.oneof(
      value,
      fc.record({
        id: fc.oneof(fc.constantFrom("1", 1), value),
        status: fc.oneof(fc.integer({ min: 100, max: 599 }), value),
        headers: value,
        body: value,
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(200, 400, 424, 503),
        fc.oneof(fc.array(member), value),
        async (status, responses) => {
          const service = stubBatches((members, batch) =>
            // A member that stays throttled would be sent again for ever.
            json(status, {
              responses: batch < 5 ? responses : members.map(({ id }) => ({ id, ...refused("Ended", 403) })),
            }),
          );
          const { results } = await addAll(service, groups(2), {
            visibilityTimeoutInMs: 0,
            maxRetryAfterInMs: 0,
            replicationTimeoutInMs: 0,
          });
          expect(results).toHaveLength(2);
          for (const { error } of results)
            expect(error === undefined || isAccessPackageResourceRequestsError(error)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  }, 60_000);

  it("is thrown as the defect it is when reading it fails for a reason of ours, after what is known", async () => {
    jest.spyOn(ReadResponse.prototype, "retryAfterInMs", "get").mockImplementation(() => {
      throw new TypeError("a defect");
    });
    const service = stubMembers(({ id }) => (id === "1" ? ok : refused("Forbidden", 403)));
    const seen: AddResult[] = [];
    const { results, finish } = start(service, groups(3), { batchSize: 2, maxInFlight: 1 });
    const run = async () => {
      for await (const result of results) seen.push(result);
    };
    expect(await rejection(finish(run()))).toEqual(new TypeError("a defect"));
    expect(outcomesOf(seen)).toEqual(["added", "unknown", "failed"]);
    expect(service.batches).toHaveLength(1);
  });
});

it("redacts a member's own body that its response quotes", async () => {
  const justification = "a secret reason for the new team";
  const service = stubMembers(({ body }) => ({
    status: 400,
    body: { error: { code: "Quoted", message: JSON.stringify(body) } },
  }));
  const { results } = await addAll(service, groups(2), { justification });
  for (const { error } of results) {
    expect(error).toMatchObject({ code: "Quoted", message: expect.stringContaining("[redacted]") });
    expect(error?.message).not.toContain(justification);
  }
});
