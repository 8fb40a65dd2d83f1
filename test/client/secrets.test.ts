import { inspect } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { AuthenticationError } from "../../src/index.js";
import { catalogId, collect, group, ok, refused, stubMembers } from "../catalog/support.js";
import { failure, publishedBody, type SetupOptions, setUp } from "../support/client.js";
import { secretToken, TestCredential, token } from "../support/credential.js";
import { challenge, deaf, fetchFailed, json, type StubbedResponse, text } from "../support/fetch.js";

/** Part of the body that no error may show. */
const secretJustification = "Project Nightjar";
const body = () => ({ ...publishedBody(), justification: secretJustification });

async function errorOf(setup: SetupOptions) {
  const { client, finish } = setUp(setup);
  return finish(failure(client.createRequest(body())));
}

/** Everything that a log could show of a value. */
function printed(value: unknown): string {
  const error = value as Error;
  const all = [error.message, error.stack, JSON.stringify(error), String(error)];
  const deep = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true });
  const inner = error.cause === undefined ? [] : [printed(error.cause)];
  return [...all, deep, ...inner].join("\n");
}

/** The token as a response might hide it. */
const split = `${secretToken.slice(0, 9)}\u0000${secretToken.slice(9)}`;

function expectNoSecret(value: unknown): void {
  const shown = printed(value);
  expect(shown).not.toContain(secretToken);
  expect(shown).not.toContain(secretJustification);
}

/** A failure that carries everything the HTTP library knew. */
function faultWithRequest(code: string): StubbedResponse {
  return (init, url) => {
    const message = `request to ${url} with ${init.headers["authorization"]} and ${init.body} failed`;
    const inner = Object.assign(new Error(message), { code, request: init, headers: init.headers, body: init.body });
    return Promise.reject(Object.assign(fetchFailed(inner), { request: init, config: { data: init.body } }));
  };
}

/** A response that repeats what was sent wherever an error body can have text. */
function echo(status: number): StubbedResponse {
  return (init) => {
    const said = `${init.headers["authorization"]} ${init.body}`;
    const innerError = { code: said, date: said, innererror: { "request-id": said } };
    const details = [{ code: said, message: said, target: said }];
    return json(status, { error: { code: said, message: said, details, innerError } });
  };
}

describe("neither the token nor the body is in the error", () => {
  it.each<[string, StubbedResponse, string]>([
    ["when the connection is refused", faultWithRequest("ECONNREFUSED"), "ConnectionError"],
    ["when the certificate is wrong", faultWithRequest("CERT_HAS_EXPIRED"), "ConnectionError"],
    ["when the connection is lost", faultWithRequest("ECONNRESET"), "OutcomeUnknownError"],
    ["when the service refuses and repeats what was sent", echo(400), "GraphError"],
    ["when the service throttles and repeats what was sent", echo(429), "GraphError"],
    ["when the service fails and repeats what was sent", echo(500), "OutcomeUnknownError"],
    ["when the proxy refuses and repeats what was sent", echo(407), "ConnectionError"],
    ["when a success repeats what was sent, but is not an entity", echo(201), "OutcomeUnknownError"],
    ["when a success repeats the token", (i) => text(201, i.headers["authorization"]), "OutcomeUnknownError"],
    ["when a success is part of the body", () => text(201, secretJustification), "OutcomeUnknownError"],
    ["when a success is the truncated body", (i) => text(201, String(i.body).slice(0, -1)), "OutcomeUnknownError"],
    ["when the token is a code", (i) => json(400, { error: { code: i.headers["authorization"] } }), "GraphError"],
    [
      "when the token is a name in innerError",
      () => json(400, { error: { innerError: { [secretToken]: "x" } } }),
      "GraphError",
    ],
    ["when the token is the request-id", () => text(400, null, { "request-id": secretToken }), "GraphError"],
    ["when the token has a control character in it", () => json(400, { error: { message: split } }), "GraphError"],
    ["when the service asks for claims again", () => challenge("{}"), "AuthenticationError"],
  ])("%s", async (_name, response, name) => {
    const error = await errorOf({ responses: [response, response], retry: { maxRetries: 0 } });
    expect(error.name).toBe(name);
    expectNoSecret(error);
  });

  it("when the attempt's time passes", async () => {
    expectNoSecret(await errorOf({ responses: [deaf] }));
  });

  it("when the credential's error quotes the token it renews", async () => {
    const quoting = Object.assign(new Error(`assertion ${secretToken} expired`), { token: secretToken });
    const credential = new TestCredential(token(), quoting);
    const error = await errorOf({ responses: [challenge("{}")], credential });
    expect(error.name).toBe("AuthenticationError");
    expectNoSecret(error);
  });

  it.each<[string, (fetched: string) => Error]>([
    ["a JWT", (fetched) => new Error(`cannot store ${fetched}`)],
    ["a JWT, in its cause", (fetched) => new Error("cannot store it", { cause: new Error(fetched) })],
    ["a JWT, in an error of this package", (fetched) => new AuthenticationError(`cannot store ${fetched}`)],
    ["a string after Bearer", () => new Error("Bearer opaque.fetched.token")],
    ["a long string", () => new Error("got opaque_fetched_token_0123456789_0123456789")],
  ])("when the credential's error quotes %s that only it has seen", async (_name, quoting) => {
    const credential = new TestCredential(() => Promise.reject(quoting(secretToken)));
    const error = await errorOf({ credential });
    expect(error.name).toBe("AuthenticationError");
    expectNoSecret(error);
    expect(printed(error)).not.toMatch(/opaque.fetched/);
  });

  it("when the credential's error quotes an opaque token that it gave before", async () => {
    const opaque = "opaque.fetched.token";
    const unusable = { ...token(opaque), expiresOnTimestamp: Number.NaN };
    const setup = setUp({ credential: new TestCredential(unusable, new Error(`${opaque} has no end`)) });
    await failure(setup.client.createRequest(body()));
    await setup.clock.advance(5000);
    const error = await failure(setup.client.createRequest(body()));
    expect(error.message).toContain("[redacted] has no end");
    expect(printed(error)).not.toContain(opaque);
  });

  it("when the body breaks the contract", async () => {
    const { client } = setUp();
    const error = await failure(client.createRequest(Object.assign(body(), { id: secretJustification })));
    expect(error.name).toBe("RequestValidationError");
    expectNoSecret(error);
  });

  it("but the text from the service is there without them", async () => {
    expect(await errorOf({ responses: [echo(400)] })).toMatchObject({
      code: "Bearer [redacted] [redacted]",
      details: [{ target: "Bearer [redacted] [redacted]" }],
      innerErrors: [{ date: "Bearer [redacted] [redacted]" }, { "request-id": "Bearer [redacted] [redacted]" }],
    });
  });

  it("nor in what the hooks receive", async () => {
    const seen: unknown[] = [];
    const see = (each: unknown) => seen.push(each);
    await errorOf({ responses: [() => text(400)], onAttempt: see, onResponse: see });
    expect(seen).toHaveLength(2);
    expectNoSecret({ seen });
  });

  it("nor in the client, however it is printed", async () => {
    const { client } = setUp({ responses: [() => text(400)] });
    await failure(client.createRequest(body()));
    expectNoSecret(client);
  });
});

describe("the outcome of a batch member", () => {
  it.each([
    ["added", ok],
    ["failed", refused("BadRequest")],
    ["unknown", refused("InternalServerError", 500)],
  ] as const)("does not show the token that its request-id repeats, if it is %s", async (outcome, response) => {
    const headers = { "request-id": `seen Bearer ${secretToken}` };
    const setup = setUp({ fetch: stubMembers(() => ({ ...response, headers })).fetch });
    const options = { waitUntilVisible: false, visibilityTimeoutInMs: 0 };
    const [result] = await setup.finish(collect(setup.client.catalog(catalogId).addResources([group()], options)));
    expect(result?.outcome).toBe(outcome);
    expect(new Set(result?.attempts.map(({ requestId }) => requestId))).toEqual(new Set(["seen Bearer [redacted]"]));
    expectNoSecret(result);
  });
});

describe("the token", () => {
  it.each(["t", "any", "ResourceNotFoundInOriginSystem"])(
    "%j leaves the service's codes, hint and ids unchanged",
    async (short) => {
      const code = "ResourceNotFoundInOriginSystem";
      const response = json(400, { error: { code, innerError: { code: "any-t" } } }, { "request-id": "any-t" });
      expect(await errorOf({ responses: [response], credential: new TestCredential(token(short)) })).toMatchObject({
        code,
        hint: expect.stringContaining("replicate"),
        innerErrors: [{ code: "any-t" }],
        requestId: "any-t",
        attempts: [{ requestId: "any-t" }],
      });
    },
  );
});
