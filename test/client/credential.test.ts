import { describe, expect, it } from "@jest/globals";
import {
  AccessPackageResourceRequestsClient,
  type AccessToken,
  type FetchInit,
  type TokenCredential,
} from "../../src/index.js";
import { abortedFailure, created, failure, publishedBody, type Setup, setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { deferred, secretToken, TestCredential, type TokenRequest, token } from "../support/credential.js";
import { example } from "../support/examples.js";
import { challenge, throwing, unreadable } from "../support/fetch.js";

const many = <Item>(length: number, item: Item): Item[] => Array.from({ length }, () => item);
const send = ({ client }: Setup) => client.createRequest(publishedBody());
const sentTokens = ({ requests }: Setup) => requests.map(({ headers }) => headers["authorization"]?.slice(7));

/** The test clock starts at 12:00:00. */
const at = (time: string) => Date.parse(`2026-11-24T${time}Z`);

describe("the token", () => {
  it("is requested with the cloud's scope, declaring that claims challenges are handled", async () => {
    const setup = setUp({ responses: [created] });
    await send(setup);
    expect(setup.credential.requests).toEqual([
      {
        scopes: ["https://graph.microsoft.com/.default"],
        options: { abortSignal: expect.any(AbortSignal), enableCae: true },
      },
    ]);
  });

  it("is requested once by 50 parallel calls", async () => {
    const response = deferred<ReturnType<typeof token>>();
    const credential = new TestCredential(() => response.promise);
    const setup = setUp({ responses: many(50, created), credential });
    const calls = many(50, undefined).map(() => send(setup));
    await settled();
    response.resolve(token());
    await Promise.all(calls);
    expect(credential.requests).toHaveLength(1);
    expect(sentTokens(setup)).toEqual(many(50, secretToken));
  });

  it("is requested once more, with the claims, when the service challenges all calls of a burst", async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
    const credential = new TestCredential(token("refused"), token("renewed"));
    const byToken = (init: FetchInit) =>
      init.headers["authorization"] === "Bearer refused" ? challenge(claims) : created();
    const setup = setUp({ responses: many(100, byToken), credential });
    await Promise.all(many(50, undefined).map(() => send(setup)));
    expect(credential.requests.map(({ options }) => options?.claims)).toEqual([undefined, claims]);
    expect(credential.requests[1]?.options?.enableCae).toBe(true);
    expect(sentTokens(setup).filter((sent) => sent === "renewed")).toHaveLength(50);
  });

  it("renewed by a challenge is used by a call that is challenged later", async () => {
    const late = deferred<Response>();
    const credential = new TestCredential(token("refused"), token("renewed"));
    const setup = setUp({ responses: [() => late.promise, challenge("{}"), created, created], credential });
    const slow = send(setup);
    await settled();
    await send(setup);
    late.resolve(challenge("{}"));
    await slow;
    expect(credential.requests).toHaveLength(2);
    expect(sentTokens(setup)).toEqual(["refused", "refused", "renewed", "renewed"]);
  });

  it("for other claims is requested separately", async () => {
    const credential = new TestCredential(token("refused"), () => new Promise(() => undefined), token("renewed"));
    const setup = setUp({ responses: [challenge('{"a":1}'), challenge('{"b":2}'), created], credential });
    void send(setup).catch(() => undefined);
    await send(setup);
    expect(credential.requests.map(({ options }) => options?.claims)).toEqual([undefined, '{"a":1}', '{"b":2}']);
  });

  it("for other claims is still shared when the token for the first claims comes in between", async () => {
    const [first, other] = [deferred<ReturnType<typeof token>>(), deferred<ReturnType<typeof token>>()];
    const credential = new TestCredential(
      token("refused"),
      () => first.promise,
      () => other.promise,
    );
    const challenges = [challenge('{"a":1}'), challenge('{"b":2}')];
    const setup = setUp({ responses: [...challenges, created, challenge('{"b":2}'), created, created], credential });
    const calls = [send(setup), send(setup)];
    await settled();
    first.resolve(token("for-a"));
    await settled();
    calls.push(send(setup));
    await settled();
    other.resolve(token("for-b"));
    await Promise.all(calls);
    expect(credential.requests.map(({ options }) => options?.claims)).toEqual([undefined, '{"a":1}', '{"b":2}']);
    expect(sentTokens(setup)).toEqual(["refused", "refused", "for-a", "for-a", "for-b", "for-b"]);
  });

  it("is renewed before use if it expires within half a minute", async () => {
    const end = at("12:01:00");
    const credential = new TestCredential({ ...token("first", end), refreshAfterTimestamp: end }, token("second"));
    const setup = setUp({ responses: [created, created, created], credential });
    await send(setup);
    await setup.clock.advance(29_999);
    await send(setup);
    await setup.clock.advance(1);
    await send(setup);
    expect(sentTokens(setup)).toEqual(["first", "first", "second"]);
  });

  it("is refreshed in the background if it expires within five minutes", async () => {
    const response = deferred<ReturnType<typeof token>>();
    const credential = new TestCredential(token("first", at("12:10:00")), () => response.promise);
    const setup = setUp({ responses: many(4, created), credential });
    await send(setup);
    await setup.clock.advance(5 * 60_000 - 1);
    await send(setup);
    expect(credential.requests).toHaveLength(1);
    await setup.clock.advance(1);
    await send(setup);
    expect(credential.requests).toHaveLength(2);
    response.resolve(token("second"));
    await settled();
    await send(setup);
    expect(sentTokens(setup)).toEqual(["first", "first", "first", "second"]);
  });

  it.each<[string, string, unknown, number]>([
    ["from the time that it gives", "14:00:00", at("12:30:00"), 30],
    ["five minutes before it expires if the time that it gives is not a time", "12:10:00", "soon", 5],
  ])("is refreshed in the background %s", async (_, end, refreshAfterTimestamp, minutes) => {
    const first = { ...token("first", at(end)), refreshAfterTimestamp } as AccessToken;
    const setup = setUp({ responses: many(3, created), credential: new TestCredential(first, token("second")) });
    await send(setup);
    await setup.clock.advance(minutes * 60_000);
    await send(setup);
    await settled();
    await send(setup);
    expect(sentTokens(setup)).toEqual(["first", "first", "second"]);
  });

  it("is used as long as it is valid if its refresh fails, and not every call tries to refresh it", async () => {
    const credential = new TestCredential(token("first", at("12:05:00")), new Error("no network"), token("second"));
    const setup = setUp({ responses: many(5, created), credential });
    await send(setup);
    await settled();
    await send(setup);
    await send(setup);
    expect(credential.requests).toHaveLength(2);
    await setup.clock.advance(5000);
    await send(setup);
    await settled();
    await send(setup);
    expect(credential.requests).toHaveLength(3);
    expect(sentTokens(setup)).toEqual(["first", "first", "first", "first", "second"]);
  });
});

describe("a credential that fails", () => {
  it.each(['{"timeoutInMs":1000}', "null", "false", '""'])(
    "because it is %s is refused when the client is created",
    (given) => {
      const credential = JSON.parse(given) as TokenCredential;
      expect(() => new AccessPackageResourceRequestsClient(credential)).toThrow(
        new TypeError("credential must have getToken, as those of @azure/identity do; options are the second argument"),
      );
    },
  );

  it("is an AuthenticationError with its message and cause, and nothing is sent", async () => {
    const cause = Object.assign(new Error("AADSTS50076: multi-factor"), { name: "CredentialUnavailableError" });
    const setup = setUp({ responses: [created], credential: new TestCredential(cause) });
    const error = await failure(send(setup));
    expect(error).toMatchObject({ name: "AuthenticationError", outcome: "notCreated", attempts: [] });
    expect(error.message).toMatch(
      /^No access token could be obtained\. .* The credential says: AADSTS50076: multi-factor$/,
    );
    expect(error.message).toContain("az login --service-principal");
    expect(error.message).not.toMatch(/az login(?! --service-principal)/);
    expect(error.cause).toMatchObject({ name: "CredentialUnavailableError", message: "AADSTS50076: multi-factor" });
    expect(setup.requests).toHaveLength(0);
  });

  it("is asked again after five seconds, but not earlier", async () => {
    const setup = setUp({ responses: [created], credential: new TestCredential(new Error("first"), token()) });
    await failure(send(setup));
    await setup.clock.advance(4999);
    expect((await failure(send(setup))).message).toContain("first");
    expect(setup.credential.requests).toHaveLength(1);
    await setup.clock.advance(1);
    expect(await send(setup)).toEqual(example("addGroupResponse"));
  });

  it("is asked again immediately when no call is waiting", async () => {
    const honouring = ({ options }: TokenRequest) =>
      new Promise<null>((_, reject) => {
        options?.abortSignal?.addEventListener("abort", () => reject(new Error("aborted")));
      });
    const setup = setUp({ responses: [created], credential: new TestCredential(honouring, token()) });
    const call = (abortSignal: AbortSignal) => setup.client.createRequest(publishedBody(), { abortSignal });
    expect(await abortedFailure(call)).toMatchObject({ name: "RequestAbortedError", outcome: "notCreated" });
    expect(await send(setup)).toEqual(example("addGroupResponse"));
  });

  it("after a challenge gives each call of a burst an AuthenticationError with only its own attempt", async () => {
    const credential = new TestCredential(token("refused"), new Error("interaction required"));
    const setup = setUp({ responses: [() => challenge("{}"), () => challenge("{}")], credential });
    const [first, second] = await Promise.all([failure(send(setup)), failure(send(setup))]);
    const cause = { message: "interaction required" };
    const expected = { name: "AuthenticationError", outcome: "notCreated", attempts: [{ status: 401 }], cause };
    expect([first, second]).toMatchObject([expected, expected]);
    expect(first.attempts[0]?.clientRequestId).not.toBe(second.attempts[0]?.clientRequestId);
  });

  it.each<[string, () => Promise<null>, string]>([
    ["rejects with something unreadable", () => Promise.reject(unreadable({ message: "" }, "name")), "cannot be read"],
    ["rejects with a string", () => Promise.reject("no network"), "no network"],
    ["rejects with nothing", () => Promise.reject(), "The credential failed"],
    ["rejects with an object", () => Promise.reject({ reason: 1 }), "unknown cause"],
    ["throws at once, without a promise", throwing(new Error("at once")), "at once"],
  ])("and %s is an AuthenticationError", async (_, getToken, why) => {
    const error = await failure(send(setUp({ credential: Object.assign(new TestCredential(), { getToken }) })));
    expect(error).toMatchObject({ name: "AuthenticationError", cause: { message: expect.stringContaining(why) } });
    expect(error.message).toContain("No access token could be obtained");
  });

  it.each<[string, unknown, string]>([
    ["no token", null, "returned no token"],
    ["an empty token", token(""), "returned no token"],
    ["an object without a token", { expiresOnTimestamp: 1 }, "returned no token"],
    ["a token that is null", { token: null, expiresOnTimestamp: 1 }, "returned no token"],
    ...[undefined, null, Number.NaN, -1, "2099-01-01", "4070908800000", new Date("2099-01-01")].map(
      (end) =>
        [`a token that expires on ${end}`, { ...token(), expiresOnTimestamp: end }, "expiresOnTimestamp"] as const,
    ),
    ...[1_234_567_890_123_456, ["a-token-in-an-array"], true, { toString: () => secretToken }].map(
      (wrong) =>
        [`the token ${typeof wrong}, which is no text`, { ...token(), token: wrong }, "is not a string"] as const,
    ),
    ...["two words", "line\nbreak", "caf\u00e9"].map(
      (text) => [`the token ${JSON.stringify(text)}, which no header can have`, token(text), "characters"] as const,
    ),
  ] as [string, unknown, string][])(
    "and returns %s is an AuthenticationError that says so, without the token",
    async (_, given, problem) => {
      const setup = setUp({ responses: [created], credential: new TestCredential(async () => given as AccessToken) });
      const error = await failure(send(setup));
      expect(error).toMatchObject({ name: "AuthenticationError", outcome: "notCreated", attempts: [] });
      expect(error.message).toContain(problem);
      expect(error.stack).not.toMatch(/eyJ|two words|line\nbreak|caf\u00e9/);
      expect(setup.requests).toHaveLength(0);
    },
  );
});
