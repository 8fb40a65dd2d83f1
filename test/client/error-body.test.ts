import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { redactorOf } from "../../src/errors/redact.js";
import { readErrorBody } from "../../src/responses/error-body.js";
import { anyText } from "../support/any-text.js";

const read = (text: string) => readErrorBody(text, (each) => each);
const empty = { code: "", message: "", details: [], innerErrors: [] };

describe("the error body", () => {
  it.each(["innerError", "innererror"])("can spell %s either way, nested or not", (name) => {
    const body = { error: { code: "a", message: "b", [name]: { code: "c", [name]: { code: "d" } } } };
    expect(read(JSON.stringify(body)).innerErrors).toEqual([{ code: "c" }, { code: "d" }]);
  });

  it("is followed only ten levels down", () => {
    let innerError: object = { level: "x" };
    for (let level = 0; level < 50; level += 1) innerError = { level: "x", innerError };
    expect(read(JSON.stringify({ error: { innerError } })).innerErrors).toHaveLength(10);
  });

  it("is read up to 50 details, and up to 50 strings of each inner error", () => {
    const many = Array.from({ length: 60 }, (_, index) => [`name${index}`, "text"]);
    const error = { details: many.map(() => ({})), innerError: Object.fromEntries(many) };
    const { details, innerErrors } = read(JSON.stringify({ error }));
    expect([details.length, Object.keys(innerErrors[0] ?? {}).length]).toEqual([50, 50]);
  });

  it.each<[string, object]>([
    ["with 340,000 details", { details: Array.from({ length: 340_000 }, () => ({})) }],
    ["with a message of percent signs", { message: "y%41".repeat(260_000) }],
    ["with a message of line ends", { message: "y\n".repeat(340_000) }],
  ])("of 1 MiB %s takes less than 300 ms of processor time, after a body of 100 kB was sent", (_name, error) => {
    const text = JSON.stringify({ error });
    const sent = JSON.stringify({ justification: "x\u200b".repeat(50_000) });
    const times = [1, 2, 3].map(() => {
      const started = process.cpuUsage();
      readErrorBody(text, redactorOf([sent, "eyJ0eXAiOiJKV1QifQ.c2VjcmV0"]));
      return process.cpuUsage(started).user;
    });
    expect(Math.min(...times)).toBeLessThan(300_000);
  });

  it.each([
    "",
    "<html>502 Bad Gateway</html>",
    "{",
    "null",
    "[]",
    '"error"',
    "{}",
    '{"error":null}',
    '{"error":"text"}',
    '{"error":[]}',
    '{"error":{"code":1,"message":null,"details":{},"innerError":"x"}}',
  ])("says nothing when it is %j", (text) => {
    expect(read(text)).toEqual(empty);
  });

  it("of any JSON is read without an error, into strings only", () => {
    const inner = fc.letrec((tie) => ({
      node: fc.oneof(
        { depthSize: "small" },
        fc.jsonValue(),
        fc.record(
          { code: fc.jsonValue(), date: fc.string(), innerError: tie("node"), innererror: tie("node") },
          { requiredKeys: [] },
        ),
      ),
    })).node;
    const error = fc.record(
      { code: fc.jsonValue(), message: fc.jsonValue(), details: fc.jsonValue(), innerError: inner },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.record({ error })), (body) => {
        const { code, message, details, innerErrors } = read(JSON.stringify(body));
        const texts = [code, message, ...details.flatMap(Object.values), ...innerErrors.flatMap(Object.values)];
        expect(texts.filter((text) => typeof text !== "string")).toEqual([]);
        expect(innerErrors.length).toBeLessThanOrEqual(10);
      }),
    );
  });

  it("of any text is read without an error", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(Object.keys(read(text))).toEqual(["code", "message", "details", "innerErrors"]);
      }),
    );
  });

  it("gives only text that was cleaned", () => {
    const said = fc.string().filter((text) => text !== "");
    const details = fc.array(fc.record({ code: said, message: said, target: said }));
    const error = fc.record({ code: said, message: said, details, innerError: fc.dictionary(fc.string(), said) });
    fc.assert(
      fc.property(error, (each) => {
        const body = readErrorBody(JSON.stringify({ error: each }), () => "clean");
        const texts = [body.code, body.message, ...body.details.flatMap(Object.values)];
        texts.push(...body.innerErrors.flatMap(Object.values));
        expect(new Set(texts)).toEqual(new Set(["clean"]));
      }),
    );
  });
});
