import { afterEach, describe, expect, it, jest } from "@jest/globals";
import fc from "fast-check";
import { type AddProgress, type AddResourcesOptions, isAccessPackageResourceRequestsError } from "../../src/index.js";
import { ReadResponse } from "../../src/transport/messages.js";
import type { BatchMember } from "../../src/versions/version.js";
import { challenge, fetchFailed, json, refusal, systemError, text, throwing } from "../support/fetch.js";
import {
  addAll,
  addUntilThrown,
  collect,
  firstly,
  found,
  group,
  groups,
  lost,
  methodsOf,
  ok,
  outcomesOf,
  refused,
  responding,
  responses,
  sizesOf,
  start,
  stubBatches,
  stubMembers,
  throttled,
} from "./support.js";

/** JSON nested so deeply that recursion over it overflows the stack. */
const deep = `${"[".repeat(20_000)}1${"]".repeat(20_000)}`;

/** A batch's body with these strings as its responses, because they can contain what `JSON.stringify` cannot write. */
const holding = (...each: string[]) => `{"responses":[${each.join()}]}`;

/**
 * Adds some groups to a service that responds to the first batches as given and adds what comes later.
 * Returns the waits between the batches, in milliseconds.
 */
async function waitsFor(
  respond: (members: readonly BatchMember[]) => Response,
  { batches = 1, count = 2, options = {} as AddResourcesOptions } = {},
): Promise<number[]> {
  const times: number[] = [];
  const service = stubBatches((members, batch) => {
    times.push(clock.now());
    return batch <= batches ? respond(members) : responses(members);
  });
  const { results, finish, clock } = start(service, groups(count), options);
  expect(outcomesOf(await finish(collect(results)))).toEqual(Array<string>(count).fill("added"));
  return times.slice(1).map((time, index) => time - Number(times[index]));
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe("a batch that is refused or lost", () => {
  const retryAfter = { "retry-after": "7" };

  it.each([207, 302, 400, 401, 408, 409, 413, 424, 429, 500, 503, 504])(
    "with %i is read member by member if the response has its members",
    async (status) => {
      const service = firstly((members) => {
        const each = [ok, refused("Forbidden", 403)].map((response, at) => ({ id: members[at]?.id, ...response }));
        return json(status, { error: { code: "Outer" }, responses: each }, { "retry-after": "1" });
      });
      const { outcomes } = await addAll(service, groups(3));
      expect(outcomes).toEqual(["added", "failed", "alreadyPresent"]);
      expect(service.batches.map((members) => members.map(({ method }) => method))).toEqual([
        ["POST", "POST", "POST"],
        ["GET"],
      ]);
    },
  );

  it("is read up to the limit for a batch", async () => {
    const body = { ...Object(ok.body), more: "x".repeat(1024 * 1024) };
    const service = firstly((members) => json(424, { responses: members.map(({ id }) => ({ id, ...ok, body })) }));
    expect(await addAll(service, groups(2))).toMatchObject({ outcomes: ["added", "added"] });
    expect(sizesOf(service)).toEqual([2]);
  });

  it("is not sent again with a new token if the response has its members", async () => {
    const headers = { "www-authenticate": String(challenge("{}").headers.get("www-authenticate")) };
    const service = firstly((members) => json(401, { responses: members.map(({ id }) => ({ id, ...ok })) }, headers));
    expect(await addAll(service, groups(2))).toMatchObject({ outcomes: ["added", "added"] });
    expect(sizesOf(service)).toEqual([2]);
  });

  it.each<[string, () => Response, object]>([
    ...[400, 401, 403, 404, 501].map((status): [string, () => Response, object] => {
      return [String(status), () => refusal(status, "Refused"), { status, code: "Refused" }];
    }),
    ["null for responses", () => json(400, { error: { code: "Refused" }, responses: null }), { code: "Refused" }],
    ["more than a refusal can contain", () => refusal(403, "x".repeat(1024 * 1024)), { status: 403, code: "" }],
  ])("with %s fails all its members", async (_, respond, error) => {
    const service = stubBatches(respond);
    const { results } = await addAll(service, groups(2));
    expect(results).toMatchObject([0, 1].map(() => ({ outcome: "failed", error })));
    expect(service.batches).toHaveLength(1);
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["500", () => text(500)],
    ["504", lost],
    ["503 without Retry-After", () => text(503)],
    ["a redirect", () => text(302)],
    ["a truncated body", () => text(200, '{"responses":[{"id"')],
    ["no responses", () => json(200, {})],
    ["null for each response", () => json(200, { responses: [null, null] })],
    ["400 and an object for responses", () => json(400, { responses: {} })],
    ["424 without responses", () => refusal(424, "FailedDependency")],
    ["424 without a body", () => text(424)],
    ["a reset", () => Promise.reject(fetchFailed(systemError("ECONNRESET")))],
  ])("with %s leaves all its members unknown until they are looked up", async (_, respond) => {
    const service = firstly(respond);
    const { outcomes, results } = await addAll(service, groups(2));
    expect(outcomes).toEqual(["alreadyPresent", "alreadyPresent"]);
    expect(service.batches[1]?.map(({ method }) => method)).toEqual(["GET", "GET"]);
    expect(results[0]?.attempts).toHaveLength(2);
  });

  it("with 424 keeps the refusal as the cause of what stays unknown", async () => {
    const service = stubBatches(() => refusal(424, "FailedDependency"));
    const { results } = await addAll(service, [group()], { visibilityTimeoutInMs: 0 });
    const error = { name: "OutcomeUnknownError", cause: { code: "FailedDependency" } };
    expect(results).toMatchObject([{ outcome: "unknown", error }]);
  });

  it("with 503 and Retry-After is unknown if on503 is false", async () => {
    const service = firstly(() => text(503, "", retryAfter));
    const { outcomes } = await addAll(service, groups(2), { retry: { on503: false } });
    expect(outcomes).toEqual(["alreadyPresent", "alreadyPresent"]);
  });

  it("is looked up again if the look-up is lost with its batch", async () => {
    const service = stubBatches((members, batch) => (batch <= 2 ? lost() : responses(members, found)));
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["alreadyPresent"] });
  });

  it("with 413 is halved until it fits, and later batches are just as small", async () => {
    const service = stubBatches(async (members) => {
      // Two are in flight before either gets its response.
      await new Promise(setImmediate);
      return members.length > 6 ? text(413, "", { "retry-after": "900" }) : responses(members);
    });
    const { outcomes } = await addAll(service, groups(40), { maxInFlight: 2 });
    expect(outcomes).toEqual(Array<string>(40).fill("added"));
    expect(sizesOf(service).slice(0, 2)).toEqual([20, 20]);
    expect(Math.max(...sizesOf(service).slice(4))).toBe(5);
  });

  it("with 413 for one member fails it", async () => {
    const { results } = await addAll(
      stubBatches(() => text(413)),
      groups(2),
    );
    expect(results).toMatchObject([0, 1].map(() => ({ outcome: "failed", error: { status: 413 } })));
    for (const { error, attempts } of results) expect(error?.attempts).toEqual(attempts);
  });

  it.each([0, 1])("is thrown as a defect if no id can be generated, after %i ids", async (ids) => {
    const defect = throwing(new Error("no random numbers"));
    const randomUUID = jest.spyOn(globalThis.crypto, "randomUUID").mockImplementation(defect);
    for (let id = 0; id < ids; id += 1) randomUUID.mockReturnValueOnce("1-1-1-1-1");
    await expect(collect(start(responding(ok), groups(1)).results)).rejects.toThrow("no random numbers");
  });
});

describe("a batch that does not reach the service", () => {
  const failing = (code: string) => () => Promise.reject(fetchFailed(systemError(code, { syscall: "connect" })));
  const notConnected = failing("ECONNREFUSED");

  it("is sent again up to maxRetries times, and then fails", async () => {
    const service = stubBatches(notConnected);
    const { results } = await addAll(service, groups(80), { retry: { maxRetries: 3 } });
    expect(results).toHaveLength(80);
    expect(results[0]).toMatchObject({ outcome: "failed", error: { name: "ConnectionError", code: "ECONNREFUSED" } });
    // Some of the four batches fail before the others are read. Then all four fail together, three times.
    expect(service.batches.length).toBeGreaterThan(3 * 4);
    expect(service.batches.length).toBeLessThanOrEqual(4 * 4);
  });

  it("is sent once if the previous batches did not reach the service either", async () => {
    const service = stubBatches(notConnected);
    await addAll(service, groups(4), { retry: { maxRetries: 2 }, batchSize: 1, maxInFlight: 1 });
    expect(service.batches).toHaveLength(3 + 3);
  });

  it.each(["ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH"])("is added once it can be reached after %s", async (code) => {
    const service = stubBatches((members, batch) => (batch <= 3 ? failing(code)() : responses(members)));
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["added"] });
  });

  it("fails at once if the service's name does not exist", async () => {
    const service = stubBatches(() => Promise.reject(fetchFailed(systemError("ENOTFOUND"))));
    expect(await addAll(service, groups(1))).toMatchObject({ outcomes: ["failed"] });
    expect(service.batches).toHaveLength(1);
  });
});

describe("the wait that a batch asks for", () => {
  const throttleFirst = (retryAfter?: unknown) => (members: readonly BatchMember[]) =>
    responses(members, (_, index) => (index === 0 ? throttled(retryAfter) : ok));

  it.each([
    ["429", () => refusal(429, "TooManyRequests", { "retry-after": "7" })],
    ["503", () => text(503, "", { "retry-after": "7" })],
  ])("applies to all batches if a whole batch is refused with %s", async (_, respond) => {
    const waits = await waitsFor(respond, { batches: 2, count: 60, options: { maxInFlight: 2 } });
    expect(waits[1]).toBeGreaterThanOrEqual(7000);
  });

  it("grows if a whole batch is refused and gives no wait", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.5);
    const waits = await waitsFor(() => refusal(429, "TooManyRequests"), { batches: 4, count: 1 });
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  it("is the longest that a member gives", async () => {
    const respond = (members: readonly BatchMember[]) =>
      responses(members, (_, index) => (index === 0 ? throttled("9") : index === 1 ? throttled("3") : ok));
    const [wait] = await waitsFor(respond, { count: 25, options: { maxInFlight: 1 } });
    expect(wait).toBeGreaterThanOrEqual(9000);
  });

  it.each<[unknown, number]>([
    ["9", 9000],
    [9, 9000],
    [undefined, 250],
    ...["1, 2", "+2", "2;x", "", "9\n9", true, { toString: 1 }, ["9"], -1].map((it): [unknown, number] => [it, 1000]),
  ])("is, for a throttled member that gives %j, %i ms", async (retryAfter, expected) => {
    jest.spyOn(Math, "random").mockReturnValue(0.25);
    expect(await waitsFor(throttleFirst(retryAfter), { options: { retry: { baseDelayInMs: 1000 } } })).toEqual([
      expected,
    ]);
  });

  it.each(["1, 2", "+2"])("is at least the base delay if a whole batch gives %j", async (retryAfter) => {
    jest.spyOn(Math, "random").mockReturnValue(0.25);
    const respond = () => refusal(429, "TooManyRequests", { "retry-after": retryAfter });
    expect(await waitsFor(respond)).toEqual([1000]);
  });

  it("is the longest, including the back-off of members that give no wait", async () => {
    jest.spyOn(Math, "random").mockReturnValue(0.25);
    const respond = (members: readonly BatchMember[]) =>
      responses(members, (_, index) => throttled(index === 0 ? "0" : undefined));
    expect(await waitsFor(respond)).toEqual([250]);
  });

  it("can be longer than any timer allows", async () => {
    const sends = [throttled("4000000")];
    const service = stubMembers(() => sends.shift() ?? ok);
    const { clock, elapsedInMs } = await addAll(service, [group()], { maxRetryAfterInMs: Number.POSITIVE_INFINITY });
    expect(elapsedInMs).toBeGreaterThanOrEqual(4_000_000_000);
    expect(Math.max(...clock.delays)).toBeLessThan(2 ** 31);
  });

  it("applies to look-ups as well", async () => {
    const looks = [throttled("2")];
    const service = responding({ status: 504 }, (member) => looks.shift() ?? found(member));
    expect(await addAll(service, [group()])).toMatchObject({ outcomes: ["alreadyPresent"], elapsedInMs: 2000 });
  });
});

describe("a member's response", () => {
  const entity = `"status":201,"body":{"id":"a","x":${deep}}`;

  it.each<[string, string]>([
    ["is missing", "null"],
    ["comes twice and differs", '{"id":"ID","status":201,"body":{"id":"a"}},{"id":"ID","status":500}'],
    ["has a string for a status", '{"id":"ID","status":"201","body":{"id":"a"}}'],
    ["has no status", '{"id":"ID"}'],
    ["has a status that is not an HTTP status", '{"id":"ID","status":9007199254740992}'],
    ["has an infinite status", '{"id":"ID","status":1e999}'],
    ["is a success without an entity", '{"id":"ID","status":201}'],
    ["is a 504", '{"id":"ID","status":504}'],
    ["is a 503 without Retry-After", '{"id":"ID","status":503,"headers":null}'],
    ["is a 503 with a time that cannot be read", '{"id":"ID","status":503,"headers":{"Retry-After":"1, 2"}}'],
    ["has an id that cannot be a string", '{"id":{"toString":1},"status":201,"body":{"id":"a"}}'],
    ["is nested deep", `{"id":"ID","status":201,"body":${deep}}`],
    ["is an entity that is nested deep", `{"id":"ID",${entity}}`],
    ["comes twice and is nested deep", `{"id":"ID",${entity}},{"id":"ID",${entity}}`],
    ["has an array for headers", '{"id":"ID","status":503,"headers":[{"Retry-After":"1"}]}'],
    ["has objects for headers", '{"id":"ID","status":503,"headers":{"Retry-After":{"toString":1},"request-id":{}}}'],
    ["has a string for headers", '{"id":"ID","status":503,"headers":"Retry-After"}'],
  ])("that %s is unknown until it is looked up, and the others continue", async (_, response) => {
    const service = firstly(([first, second]) =>
      text(200, holding(response.replaceAll("ID", String(first?.id)), JSON.stringify({ id: second?.id, ...ok }))),
    );
    expect(await addAll(service, groups(2))).toMatchObject({ outcomes: ["alreadyPresent", "added"] });
    expect(methodsOf(service)).toEqual(["POST", "GET"]);
  });

  it.each<[string, string, number?]>([
    ["has a status that is not an HTTP status", "{}", 2 ** 53],
    ["lists null", '{"value":[null]}'],
    ["lists something that is nested deep", `{"value":[${deep}]}`],
    ["links to an object", '{"value":[],"@odata.nextLink":{"toString":1}}'],
    ["continues on another page", '{"value":[],"@odata.nextLink":"https://graph.microsoft.com/beta/x?$skiptoken=1"}'],
    ["is not a list", '{"value":{}}'],
  ])("to a look-up that %s decides nothing, so nothing is sent again", async (_, body, status = 200) => {
    const service = stubBatches((members, batch) => {
      if (batch === 1) return lost();
      const look = `{"id":"${members[0]?.id}","status":${status},"body":${body}}`;
      return batch === 2 ? text(200, holding(look)) : responses(members, found);
    });
    expect(await addAll(service, [group()])).toMatchObject({ outcomes: ["alreadyPresent"] });
    expect(methodsOf(service)).toEqual(["POST", "GET", "GET"]);
  });

  it("that comes twice and is the same is used", async () => {
    const service = firstly((members) => responses([...members, ...members]));
    expect(await addAll(service, [group()])).toMatchObject({ outcomes: ["added"] });
  });

  it("to a request that was not sent is ignored and counted", async () => {
    const progress: AddProgress[] = [];
    const service = firstly(([member]) =>
      json(200, { responses: [{ id: member?.id, ...ok }, { id: "99", ...ok }, null] }),
    );
    const { outcomes } = await addAll(service, [group()], { onProgress: (state) => progress.push(state) });
    expect(outcomes).toEqual(["added"]);
    expect(progress.at(-1)).toMatchObject({ unexpectedResponses: 2 });
  });

  it("with 424 means that it was not created, because it depends on a member that failed", async () => {
    const service = firstly((members) => responses(members, () => refused("FailedDependency", 424)));
    const { results } = await addAll(service, [group()]);
    expect(results).toMatchObject([{ outcome: "failed", error: { status: 424 } }]);
  });

  it("with a claims challenge is about the token that was sent, because no other was requested", async () => {
    const headers = { "WWW-Authenticate": String(challenge("{}").headers.get("www-authenticate")) };
    const service = firstly((members) => responses(members, () => ({ status: 401, headers })));
    const { results } = await addAll(service, [group()]);
    expect(results).toMatchObject([{ outcome: "failed", error: { name: "AuthenticationError" } }]);
    expect(results[0]?.error?.message).toMatch(/^The token does not have the claims/);
  });

  it("is an attempt with its own ids, or one that says there are none", async () => {
    const headers = { "Request-Id": "from-the-service" };
    const service = stubBatches((members, batch) =>
      batch === 1 ? json(200, { responses: [] }) : responses(members, (member) => ({ headers, ...found(member) })),
    );
    const { results } = await addAll(service, [group()]);
    const ids = service.batches.map(([member]) =>
      new Headers(member?.headers as Record<string, string>).get("client-request-id"),
    );
    expect(results[0]?.attempts).toMatchObject([
      { clientRequestId: ids[0], code: "NO_RESPONSE" },
      { clientRequestId: ids[1], status: 200, requestId: "from-the-service" },
    ]);
  });

  it("raises only typed errors, whatever it is", async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom({ toString: 1 }, [null], 201, 2 ** 53, "1", "2;x", { "Retry-After": {} }, { value: [null] }),
    );
    const id = fc.oneof(fc.constantFrom("1", 1), value);
    const status = fc.oneof(fc.integer({ min: 100, max: 599 }), value);
    const member = fc.oneof(value, fc.record({ id, status, headers: value, body: value }));
    const batch = fc.oneof(fc.array(member), value);
    const property = fc.asyncProperty(fc.constantFrom(200, 400, 424, 503), batch, async (outer, given) => {
      // A member that stays throttled would be sent again endlessly.
      const service = stubBatches((members, count) =>
        count < 5 ? json(outer, { responses: given }) : responses(members, () => refused("Ended", 403)),
      );
      const options = { visibilityTimeoutInMs: 0, maxRetryAfterInMs: 0, replicationTimeoutInMs: 0 };
      const { results } = await addAll(service, groups(2), options);
      expect(results).toHaveLength(2);
      for (const { error } of results) expect(!error || isAccessPackageResourceRequestsError(error)).toBe(true);
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it("that cannot be read because of a defect ends the run with that defect, after the known results", async () => {
    const defect = throwing(new TypeError("a defect"));
    jest.spyOn(ReadResponse.prototype, "retryAfterInMs", "get").mockImplementation(defect);
    const service = stubMembers(({ id }) => (id === "1" ? ok : refused("Forbidden", 403)));
    const { error, outcomes } = await addUntilThrown(service, groups(3), { batchSize: 2, maxInFlight: 1 });
    expect(error).toEqual(new TypeError("a defect"));
    expect(outcomes).toEqual(["added", "unknown", "failed"]);
    expect(service.batches).toHaveLength(1);
  });

  it("is redacted where it quotes its member's body", async () => {
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
});
