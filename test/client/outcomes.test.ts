import { describe, expect, it } from "@jest/globals";
import type { AccessPackageResourceRequestsError, RetryOptions } from "../../src/index.js";
import { failure, pageBody, publishedBody, type Setup, setUp, versions } from "../support/client.js";
import { example } from "../support/examples.js";
import { brokenBody, challenge, systemError, text } from "../support/fetch.js";

const entity = JSON.stringify(example("addGroupResponse"));
const bodiless = [204, 205, 304];

const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const without = (numbers: readonly number[], ...out: number[]) => numbers.filter((number) => !out.includes(number));

/** A client that gets this response to every request, and repeats once, without a wait, where that is allowed. */
function responding(response: () => Response, retry: RetryOptions = {}): Setup {
  return setUp({ responses: [response, response, response], retry: { maxRetries: 1, baseDelayInMs: 0, ...retry } });
}

function response(status: number, retryAfter?: string): () => Response {
  const body = bodiless.includes(status) ? null : entity;
  return () => text(status, body, retryAfter === undefined ? {} : { "retry-after": retryAfter });
}

function summary(error: AccessPackageResourceRequestsError) {
  return [error.name, error.outcome, error.attempts.length];
}

interface Row {
  readonly statuses: readonly number[];
  readonly name: string;
  readonly outcome: "notCreated" | "unknown";
  readonly attempts: number;
}

const others4xx = without(range(400, 499), 407, 408, 429, 499);

const withoutRetryAfter: readonly Row[] = [
  { statuses: range(202, 299), name: "OutcomeUnknownError", outcome: "unknown", attempts: 1 },
  { statuses: range(300, 399), name: "OutcomeUnknownError", outcome: "unknown", attempts: 1 },
  { statuses: [429], name: "GraphError", outcome: "notCreated", attempts: 2 },
  { statuses: [408, 499], name: "OutcomeUnknownError", outcome: "unknown", attempts: 1 },
  { statuses: [407], name: "ConnectionError", outcome: "notCreated", attempts: 1 },
  { statuses: others4xx, name: "GraphError", outcome: "notCreated", attempts: 1 },
  { statuses: [501, 505], name: "GraphError", outcome: "notCreated", attempts: 1 },
  { statuses: without(range(500, 599), 501, 505), name: "OutcomeUnknownError", outcome: "unknown", attempts: 1 },
];

/** `Retry-After` changes what a 503 means, and nothing else. */
const withRetryAfter: readonly Row[] = [
  ...withoutRetryAfter.map((row) => ({ ...row, statuses: without(row.statuses, 503) })),
  { statuses: [503], name: "GraphError", outcome: "notCreated", attempts: 2 },
];

const title = "statuses $statuses.0 and alike give $name, $outcome, after $attempts attempt(s)";

const unknown = ["OutcomeUnknownError", "unknown", 1];

describe.each(versions)("the outcome of a POST to %s", (_version, create) => {
  /** The error of a POST that gets this response to every attempt. */
  const errorAfter = (each: () => Response, retry?: RetryOptions) => failure(create(responding(each, retry)));

  it.each(withoutRetryAfter)(`without Retry-After, ${title}`, async ({ statuses, ...row }) => {
    for (const status of statuses) {
      const error = await errorAfter(response(status));
      expect([status, ...summary(error)]).toEqual([status, row.name, row.outcome, row.attempts]);
    }
  });

  it.each(withRetryAfter)(`with Retry-After, ${title}`, async ({ statuses, ...row }) => {
    for (const status of statuses) {
      const error = await errorAfter(response(status, "0"));
      expect([status, ...summary(error)]).toEqual([status, row.name, row.outcome, row.attempts]);
    }
  });

  it.each([withoutRetryAfter, withRetryAfter])("has one row for each status from 202 to 599", (...rows) => {
    const statuses = rows.flatMap((row) => row.statuses).sort((one, other) => one - other);
    expect(statuses).toEqual(range(202, 599));
  });

  it.each<[string, () => Response, RetryOptions?]>([
    ["a 503 with Retry-After when retry.on503 is false", response(503, "0"), { on503: false }],
    ...["soon", "1, 2", "+2", "2;x"].map(
      (value) => [`a 503 whose Retry-After is ${value}`, response(503, value)] as [string, () => Response],
    ),
    ["a 204, which only /$ref can have", response(204)],
    ["a response that has no HTTP status", () => Response.error()],
    ["a 201 that states a length of 0", () => text(201, null, { "content-length": "0" })],
    ["a 201 of the stated length that is not JSON", () => text(201, "created", { "content-length": "7" })],
  ])("is unknown after %s", async (_, each, retry = {}) => {
    expect(summary(await errorAfter(each, retry))).toEqual(unknown);
  });

  it.each([200, 201])("is success after %i with an entity", async (status) => {
    const setup = responding(response(status));
    expect(await create(setup)).toEqual(example("addGroupResponse"));
    expect(setup.requests).toHaveLength(1);
  });

  it.each([200, 201, 202, 206])("is unknown after an empty %i", async (status) => {
    const error = await errorAfter(() => text(status));
    expect(summary(error)).toEqual(unknown);
    expect(error).toMatchObject({ status });
  });

  it.each([
    ["an empty string", ""],
    ["a body cut off in the middle", entity.slice(0, 20)],
    ["HTML", "<html><body>Signed in</body></html>"],
    ["a string", "created"],
    ["null", "null"],
    ["a number", "201"],
    ["a list", `[${entity}]`],
    ["an object without an id", "{}"],
    ["an object with an id that is null", '{"id":null}'],
    ["an object with an id that is a number", '{"id":1}'],
    ["an error body", '{"error":{"code":"x","message":""}}'],
  ])("is unknown after a 201 with %s", async (_name, body) => {
    const error = await errorAfter(() => text(201, body));
    expect(summary(error)).toEqual(unknown);
    expect(error).toMatchObject({ status: 201, attempts: [{ status: 201 }] });
  });

  it("is unknown after a 201 with a truncated body", async () => {
    const error = await errorAfter(() => brokenBody(201, entity.slice(0, 20), systemError("ECONNRESET")));
    expect(summary(error)).toEqual(unknown);
    const attempt = { status: 201, requestId: "request-1", code: "ECONNRESET" };
    expect(error).toMatchObject({ status: 201, attempts: [attempt], cause: { code: "ECONNRESET" } });
  });

  it("is a refusal after a 400 with a truncated body", async () => {
    const error = await errorAfter(() => brokenBody(400, '{"error":', systemError("ECONNRESET")));
    expect(error).toMatchObject({ name: "GraphError", outcome: "notCreated", status: 400, code: "" });
  });

  it("is success after a 204 on /$ref", async () => {
    const { client } = responding(response(204));
    expect(await client.createRequestByRef(pageBody())).toBeUndefined();
  });

  it.each([201, 202, 205])("is unknown after an empty %i on /$ref", async (status) => {
    const { client } = responding(() => text(status));
    expect(summary(await failure(client.createRequestByRef(pageBody())))).toEqual(unknown);
  });
});

describe("a claims challenge", () => {
  const errorAfter = (each: () => Response) => failure(responding(each).client.createRequest(publishedBody()));

  it("causes one repeat, even if retries are turned off", async () => {
    const { client, requests } = setUp({
      responses: [challenge('{"access_token":{}}'), text(201, entity)],
      retry: { maxRetries: 0 },
    });
    expect(await client.createRequest(publishedBody())).toEqual(example("addGroupResponse"));
    expect(requests).toHaveLength(2);
  });

  it("does not count as a retry: the retries after it are still available", async () => {
    const { client, requests } = setUp({
      responses: [challenge("{}"), text(429), text(201, entity)],
      retry: { maxRetries: 1, baseDelayInMs: 0 },
    });
    await client.createRequest(publishedBody());
    expect(requests).toHaveLength(3);
  });

  it("that comes twice is an AuthenticationError", async () => {
    const error = await errorAfter(() => challenge("{}"));
    expect(summary(error)).toEqual(["AuthenticationError", "notCreated", 2]);
    expect(error.attempts.map(({ status }) => status)).toEqual([401, 401]);
  });

  it("that cannot be read is an ordinary 401", async () => {
    const header = { "www-authenticate": 'Bearer error="insufficient_claims", claims="%%%"' };
    expect(summary(await errorAfter(() => text(401, null, header)))).toEqual(["GraphError", "notCreated", 1]);
  });

  it("counts only on a 401", async () => {
    const { headers } = challenge("{}");
    const error = await errorAfter(() => new Response(null, { status: 403, headers }));
    expect(summary(error)).toEqual(["GraphError", "notCreated", 1]);
  });
});
