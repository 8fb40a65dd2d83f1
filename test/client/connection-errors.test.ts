import { describe, expect, it } from "@jest/globals";
import type { FetchLike } from "../../src/index.js";
import { failureOf } from "../support/client.js";
import { fetchFailed, systemError, unreadable } from "../support/fetch.js";

function outcomeOf(lost: unknown) {
  const reject = () => Promise.reject(lost);
  return failureOf({ responses: [reject, reject, reject], retry: { maxRetries: 1, baseDelayInMs: 0 } });
}

const connect = { syscall: "connect" };
const aggregate = (errors: readonly unknown[], code: string) =>
  Object.assign(new AggregateError(errors, "several failed"), { code });

/** An error nested under this many causes. */
function wrapped(error: Error, times: number): Error {
  return times === 0 ? error : new Error("wrapper", { cause: wrapped(error, times - 1) });
}

describe("a transient error before a connection opens is retried and then reported:", () => {
  const refused = systemError("ECONNREFUSED", connect);
  const early = "before secure TLS connection was established";
  it.each([
    ["ECONNREFUSED", refused],
    ["EAI_AGAIN", systemError("EAI_AGAIN", { syscall: "getaddrinfo" })],
    ["UND_ERR_CONNECT_TIMEOUT", systemError("UND_ERR_CONNECT_TIMEOUT")],
    ["ETIMEDOUT", systemError("ETIMEDOUT", connect)],
    ["EHOSTUNREACH", systemError("EHOSTUNREACH", connect)],
    ["ENETUNREACH", systemError("ENETUNREACH", connect)],
    ["ECONNRESET", systemError("ECONNRESET", connect)],
    ["ECONNREFUSED", aggregate([refused, systemError("ETIMEDOUT", connect)], "ECONNREFUSED")],
    ["ETIMEDOUT", aggregate([systemError("ETIMEDOUT", connect)], "ETIMEDOUT")],
    ["ECONNRESET", Object.assign(new Error(`Client network socket disconnected ${early}`), { code: "ECONNRESET" })],
  ])("%s (case %#)", async (code, lost) => {
    const error = await outcomeOf(fetchFailed(lost));
    expect(error).toMatchObject({ name: "ConnectionError", outcome: "notCreated", code });
    expect(error.attempts.map(({ code }) => code)).toEqual([code, code]);
  });
});

describe("a permanent error before a connection opens is reported immediately:", () => {
  it.each([
    ...["ENOTFOUND", "HOSTNAME_MISMATCH", "ERR_TLS_CERT_ALTNAME_INVALID"],
    ...["CERT_HAS_EXPIRED", "CERT_NOT_YET_VALID", "CERT_REVOKED", "CERT_UNTRUSTED", "CERT_REJECTED", "INVALID_CA"],
    ...["CERT_SIGNATURE_FAILURE", "CERT_CHAIN_TOO_LONG", "DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN"],
    ...["UNABLE_TO_GET_ISSUER_CERT", "UNABLE_TO_GET_ISSUER_CERT_LOCALLY", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
    ...["ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL", "ERR_SSL_UNSUPPORTED_PROTOCOL"],
    ...["UND_ERR_CLOSED", "UND_MOCK_ERR_MOCK_NOT_MATCHED"],
  ])("%s", async (code) => {
    const error = await outcomeOf(fetchFailed(systemError(code)));
    expect(error).toMatchObject({ name: "ConnectionError", outcome: "notCreated", code });
    expect(error.attempts).toHaveLength(1);
  });

  it.each([
    ["Proxy response (407) !== 200 when HTTP Tunneling", "PROXY_REFUSED", { code: "UND_ERR_ABORTED" }],
    ["Proxy Authentication Required (407)", "PROXY_REFUSED", { code: "UND_ERR_INVALID_ARG" }],
    ["bad port", "BAD_PORT", {}],
  ])("%j gives %s, whatever the error's code", async (message, code, extra) => {
    const error = await outcomeOf(fetchFailed(Object.assign(new Error(message), extra)));
    expect(error).toMatchObject({ name: "ConnectionError", outcome: "notCreated", code });
    expect(error.attempts).toHaveLength(1);
  });
});

describe("an error after the request may have been sent leaves the outcome unknown and is never retried:", () => {
  const read = { syscall: "read" };
  it.each([
    ["ECONNRESET", systemError("ECONNRESET")],
    ["ECONNRESET", systemError("ECONNRESET", read)],
    ["ETIMEDOUT", systemError("ETIMEDOUT", read)],
    ["ETIMEDOUT", systemError("ETIMEDOUT")],
    ["EHOSTUNREACH", systemError("EHOSTUNREACH", read)],
    ["EPIPE", systemError("EPIPE", { syscall: "write" })],
    ["UND_ERR_SOCKET", systemError("UND_ERR_SOCKET")],
    ["UND_ERR_HEADERS_TIMEOUT", systemError("UND_ERR_HEADERS_TIMEOUT")],
    ["UND_ERR_BODY_TIMEOUT", systemError("UND_ERR_BODY_TIMEOUT")],
    ["UND_ERR_ABORTED", systemError("UND_ERR_ABORTED")],
    ["UND_ERR_DESTROYED", systemError("UND_ERR_DESTROYED")],
    ["HPE_INVALID_CONSTANT", systemError("HPE_INVALID_CONSTANT")],
    ["ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC", systemError("ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC")],
    ["ERR_SSL_WRONG_VERSION_NUMBER", systemError("ERR_SSL_WRONG_VERSION_NUMBER")],
    ["ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", systemError("ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION")],
    ["ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", systemError("ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE")],
    ["NOT_ENOTFOUND", systemError("NOT_ENOTFOUND")],
    ["constructor", systemError("constructor")],
    ["ECONNRESET", aggregate([systemError("ETIMEDOUT", connect), systemError("ECONNRESET", read)], "ECONNRESET")],
    ["ECONNRESET", aggregate([], "ECONNRESET")],
    ["ECONNRESET", aggregate(["no error"], "ECONNRESET")],
  ])("%s (case %#)", async (code, lost) => {
    const error = await outcomeOf(fetchFailed(lost));
    expect(error).toMatchObject({ name: "OutcomeUnknownError", outcome: "unknown" });
    expect(error.attempts.map(({ code }) => code)).toEqual([code]);
  });

  it.each([
    ["an error without a code", new Error("lost")],
    ["a code that is not a string", Object.assign(new Error("lost"), { code: 7 })],
    ["a string", "lost"],
    ["nothing", undefined],
    ["null", null],
    ["an object", { reason: "lost" }],
    ["an object with a message that is not a string", { message: 7, code: "ECONNREFUSED" }],
    ["a cause that is not an error", fetchFailed("ECONNREFUSED")],
  ])("%s", async (_name, lost) => {
    const error = await outcomeOf(lost);
    expect(error).toMatchObject({ name: "OutcomeUnknownError", attempts: [{ code: "UNKNOWN" }] });
  });
});

describe("the cause chain", () => {
  it("is searched for the code", async () => {
    const error = await outcomeOf(wrapped(systemError("ENOTFOUND"), 7));
    expect(error).toMatchObject({ name: "ConnectionError", code: "ENOTFOUND" });
  });

  it("is not searched forever", async () => {
    const endless: Error = new Error("endless");
    endless.cause = endless;
    expect(await outcomeOf(endless)).toMatchObject({ name: "OutcomeUnknownError" });
  });

  it("is read from the outside in: an unknown code counts as sent", async () => {
    const error = Object.assign(fetchFailed(systemError("ENOTFOUND")), { code: "SOMETHING_ELSE" });
    const attempts = [{ code: "SOMETHING_ELSE" }];
    expect(await outcomeOf(error)).toMatchObject({ name: "OutcomeUnknownError", attempts });
  });

  it("is kept on the error, with names, messages and codes", async () => {
    const error = await outcomeOf(fetchFailed(systemError("ENOTFOUND")));
    expect(error.cause).toMatchObject({
      name: "TypeError",
      message: "fetch failed",
      cause: { name: "Error", message: "ENOTFOUND happened", code: "ENOTFOUND" },
    });
  });
});

it.each<[string, FetchLike]>([
  ["resolves to nothing", async () => undefined as unknown as Response],
  [
    "resolves to a response without headers",
    async () => ({ ok: true, status: 201, json: async () => ({}) }) as Response,
  ],
  ["rejects with an error that cannot be read", () => Promise.reject(unreadable(new Error(), "message"))],
  [
    "rejects with a proxy that is revoked",
    () => {
      const { proxy, revoke } = Proxy.revocable(new Error("lost"), {});
      revoke();
      return Promise.reject(proxy);
    },
  ],
  [
    "throws at once",
    () => {
      throw new Error("lost");
    },
  ],
])("a fetch that %s leaves the outcome unknown", async (_, fetch) => {
  expect(await failureOf({ fetch })).toMatchObject({ name: "OutcomeUnknownError" });
});
