import { describe, expect, it } from "@jest/globals";
import { failure, setUp } from "../support/client.js";
import { settled } from "../support/clock.js";
import { deaf, json, type StubbedResponse, stalledBody, systemError, text } from "../support/fetch.js";

const origin = { originSystem: "AadGroup", originId: "c6294667-7348-4f5a-be73-9d2c65f574f3" };
const catalogId = "26ac0c0a-08bc-4a7b-a313-839f58044ba5";
const found = () => json(200, { value: [{ id: "1", ...origin }] });
const range = (first: number, last: number): number[] => Array.from({ length: last - first + 1 }, (_, i) => first + i);

/** A client that reads a catalog, and repeats once, without a wait, where that is allowed. */
function reading(...responses: readonly StubbedResponse[]) {
  const setup = setUp({ responses, retry: { maxRetries: 1, baseDelayInMs: 0 } });
  return { ...setup, read: () => setup.client.catalog(catalogId).findResource(origin) };
}

describe("a request that only reads", () => {
  it("is sent without a body", async () => {
    const { read, requests } = reading(found);
    expect(await read()).toEqual({ id: "1", ...origin });
    expect(requests[0]?.init.method).toBe("GET");
    expect(requests[0]?.init.body).toBeNull();
    expect(requests[0]?.headers).not.toHaveProperty("content-type");
  });

  it.each([408, 429, 500, 502, 503, 504])("is repeated after a %i", async (status) => {
    const { read, requests } = reading(() => text(status), found);
    expect(await read()).toMatchObject({ id: "1" });
    expect(requests).toHaveLength(2);
  });

  it("is refused immediately by every other response that is not a success", async () => {
    const repeated = [408, 429, 500, 502, 503, 504];
    for (const status of range(300, 599).filter((each) => !repeated.includes(each))) {
      const { read } = reading(() => text(status));
      const { name, outcome, attempts } = await failure(read());
      const expected = status === 407 ? "ConnectionError" : "GraphError";
      expect([status, name, outcome, attempts.length]).toEqual([status, expected, "notCreated", 1]);
    }
  });

  it.each(["ECONNREFUSED", "ECONNRESET", "UND_ERR_SOCKET", "ENOTFOUND", "SOMETHING_NEW"])(
    "is repeated after %s, because nothing can be duplicated",
    async (code) => {
      const { read, requests } = reading(systemError(code), found);
      expect(await read()).toMatchObject({ id: "1" });
      expect(requests).toHaveLength(2);
    },
  );

  it("is a ConnectionError if its repeats are lost too", async () => {
    const { read } = reading(systemError("ECONNRESET"), systemError("ECONNRESET"));
    const error = await failure(read());
    expect(error).toMatchObject({ name: "ConnectionError", code: "ECONNRESET", outcome: "notCreated" });
    expect(error.message).toContain("could not be read");
    expect(error.attempts).toHaveLength(2);
  });

  it.each([
    ["nothing", () => text(200)],
    ["HTML", () => text(200, "<html>")],
    ["another object", () => json(200, {})],
    ["a list of the wrong type", () => json(200, { value: {} })],
    ["another success", () => json(202, { value: [] })],
  ])("is a ConnectionError if the response is %s", async (_name, response) => {
    const error = await failure(reading(response).read());
    expect(error).toMatchObject({ name: "ConnectionError", code: "UNREADABLE_RESPONSE", outcome: "notCreated" });
  });

  it("is repeated when the time for an attempt passes", async () => {
    const { read, finish, requests } = reading(() => stalledBody(200, "{"), found);
    expect(await finish(read())).toMatchObject({ id: "1" });
    expect(requests).toHaveLength(2);
  });

  it("waits before its repeat even if the abandoned attempt ends meanwhile", async () => {
    let endFirst = (_: Response) => {};
    const first = new Promise<Response>((resolve) => {
      endFirst = resolve;
    });
    const { client, clock } = setUp({ responses: [() => first, found], attemptTimeoutInMs: 1000 });
    const promise = client.catalog(catalogId).findResource(origin);
    await clock.advance(1000);
    endFirst(found());
    await settled();
    expect(clock.timers).toBe(1);
    await clock.advanceToNext();
    expect(await promise).toMatchObject({ id: "1" });
  });

  it("changed nothing when the deadline passes", async () => {
    const { client, finish } = setUp({ responses: [deaf], timeoutInMs: 5000 });
    const error = await finish(failure(client.catalog(catalogId).findResource(origin)));
    expect(error).toMatchObject({ name: "RequestAbortedError", reason: "timeout", outcome: "notCreated" });
  });

  it("changed nothing when it is aborted", async () => {
    const controller = new AbortController();
    const { client } = setUp({ responses: [deaf] });
    const options = { abortSignal: controller.signal };
    const promise = failure(client.catalog(catalogId).findResource(origin, options));
    await settled();
    controller.abort();
    expect(await promise).toMatchObject({ name: "RequestAbortedError", reason: "aborted", outcome: "notCreated" });
  });
});
