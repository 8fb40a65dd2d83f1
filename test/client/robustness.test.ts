import { describe, expect, it } from "@jest/globals";
import { AccessPackageResourceRequestsClient } from "../../src/index.js";
import { created, failure, pageBody, publishedBody, rejection, setUp } from "../support/client.js";
import { TestCredential } from "../support/credential.js";
import { example } from "../support/examples.js";
import { challenge, type StubbedResponse } from "../support/fetch.js";

const errorFor = (response: StubbedResponse) =>
  failure(setUp({ responses: [response] }).client.createRequest(publishedBody()));

describe("what a caller or a service may hand over unexpectedly", () => {
  it("an error of the caller's own clock is thrown as it is", async () => {
    const defect = new Error("no timers");
    const clock = {
      now: () => 0,
      setTimeout: () => {
        throw defect;
      },
      clearTimeout: () => undefined,
    };
    const client = new AccessPackageResourceRequestsClient(new TestCredential(), {
      clock,
      fetch: async () => created(),
    });
    await expect(client.createRequest(publishedBody())).rejects.toBe(defect);
  });
  it("a response without headers leaves the outcome unknown", async () => {
    const bare = () => Promise.resolve({ ok: true, status: 201, json: async () => ({}) } as Response);
    expect(await errorFor(bare)).toMatchObject({ name: "OutcomeUnknownError" });
  });
  it.each([undefined, false])("a 201 whose ok is %p is a success", async (ok) => {
    const response = {
      ok,
      status: 201,
      headers: new Headers(),
      text: async () => JSON.stringify(example("addGroupResponse")),
    };
    const { client } = setUp({ responses: [async () => response as Response] });
    await expect(client.createRequest(publishedBody())).resolves.toEqual(example("addGroupResponse"));
  });
  it("a response of another HTTP library is read with nothing but get and text", async () => {
    const text = async () => JSON.stringify(example("addGroupResponse"));
    const response = (status: number) => ({ status, headers: { get: () => null }, body: "a text", text });
    const responses = [429, 201].map((status) => async () => response(status) as unknown as Response);
    const { client, finish } = setUp({ responses });
    await expect(finish(client.createRequest(publishedBody()))).resolves.toEqual(example("addGroupResponse"));
  });
  it("a platform without fetch is refused before anything is sent", () => {
    const { fetch } = globalThis;
    Reflect.deleteProperty(globalThis, "fetch");
    try {
      expect(() => new AccessPackageResourceRequestsClient(new TestCredential())).toThrow(
        new TypeError("this platform has no fetch: pass one as the option of that name"),
      );
    } finally {
      globalThis.fetch = fetch;
    }
  });
  it("a platform without a TextDecoder reads claims and bodies all the same", async () => {
    const { TextDecoder } = globalThis;
    Reflect.deleteProperty(globalThis, "TextDecoder");
    try {
      const { client, requests } = setUp({ responses: [challenge('{"ä":1}'), created()] });
      await expect(client.createRequest(publishedBody())).resolves.toEqual(example("addGroupResponse"));
      expect(requests).toHaveLength(2);
    } finally {
      globalThis.TextDecoder = TextDecoder;
    }
  });
  it("an error that can't be read leaves the outcome unknown", async () => {
    const unreadable = Object.defineProperty(new Error(), "message", {
      get: () => {
        throw new Error("no message");
      },
    });
    expect(await errorFor(unreadable)).toMatchObject({ name: "OutcomeUnknownError" });
  });
  it("a body with a property that cannot be read is refused before it is sent", async () => {
    const { client, requests } = setUp({ responses: [created] });
    const further = Object.defineProperty({}, "text", {
      enumerable: true,
      get: () => {
        throw new Error("not now");
      },
    });
    const error = await failure(client.createRequest({ ...publishedBody(), ...{ further } }));
    expect(error).toMatchObject({ issues: [{ pointer: "", message: expect.stringContaining("not now") }] });
    expect(requests).toHaveLength(0);
  });
  it("50 calls that share a signal put no more listeners on it than Node warns of", async () => {
    const { signal } = new AbortController();
    const add = signal.addEventListener.bind(signal);
    let listeners = 0;
    signal.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
      listeners += 1;
      add(type, listener);
    };
    const { client } = setUp({ responses: Array.from({ length: 50 }, () => created) });
    await Promise.all(Array.from({ length: 50 }, () => client.createRequest(publishedBody(), { abortSignal: signal })));
    expect(listeners).toBeLessThanOrEqual(10);
  });
  it("properties that JSON does not write do not count as sent", async () => {
    const { client, requests } = setUp({ responses: [created] });
    const error = await rejection(client.createRequest(Object.create(publishedBody())));
    expect(requests.map(({ init }) => init.body)).toEqual([]);
    expect(error).toMatchObject({ name: "RequestValidationError" });
  });
  it("a body that JSON can't write on /$ref is reported for the page form", async () => {
    const error = await failure(setUp().client.createRequestByRef(Object.assign(pageBody(), { big: 1n })));
    expect(error).toMatchObject({ issues: [{ form: "page" }] });
  });
  it("a credential's error that can't be read is an AuthenticationError", async () => {
    const unreadable = Object.defineProperty({ message: "" }, "name", {
      get: () => {
        throw new Error("no name");
      },
    });
    const credential = { getToken: () => Promise.reject(unreadable) };
    const client = new AccessPackageResourceRequestsClient(credential);
    const error = await failure(client.createRequest(publishedBody()));
    expect(error).toMatchObject({ name: "AuthenticationError", cause: { message: "The cause cannot be read." } });
  });
});
