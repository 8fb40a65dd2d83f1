import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { redactCause, redactText } from "../../src/redact.js";

describe("redactText", () => {
  it("replaces each secret wherever it stands", () => {
    expect(redactText("token abc, body {x}, abc", ["abc", "{x}"])).toBe(
      "token [redacted], body [redacted], [redacted]",
    );
  });

  it("leaves a text alone when a secret is empty", () => {
    expect(redactText("text", [""])).toBe("text");
  });

  it("keeps line ends and tabs, and no other control character", () => {
    const all = Array.from({ length: 0xa1 }, (_, code) => String.fromCharCode(code)).join("");
    const printable = Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index)).join("");
    expect(redactText(all, [])).toBe(`\t\n${printable}\u00a0`);
  });

  it("of any printable text leaves no secret", () => {
    const secrets = fc.string({ minLength: 12 });
    fc.assert(
      fc.property(fc.string(), secrets, fc.string(), (before, secret, after) => {
        expect(redactText(before + secret + after, [secret])).not.toContain(secret);
      }),
    );
  });
});

describe("redactCause", () => {
  it("is nothing of nothing", () => {
    expect([redactCause(undefined, []), redactCause(null, [])]).toEqual([undefined, undefined]);
  });

  it("keeps a text as a message", () => {
    expect(redactCause("because of abc", ["abc"])).toMatchObject({ message: "because of [redacted]" });
  });

  it("keeps nothing of what is neither an error nor a text", () => {
    expect(redactCause({ secret: "abc" }, [])).toMatchObject({ name: "Error", message: "unknown cause" });
  });

  it("keeps name, message, code and causes, and nothing else", () => {
    const inner = Object.assign(new Error("inner abc"), { code: "E-abc", headers: { authorization: "abc" } });
    const outer = Object.assign(new TypeError("outer abc", { cause: inner }), { request: "abc" });
    const copy = redactCause(outer, ["abc"]);
    expect(copy).toMatchObject({ name: "TypeError", message: "outer [redacted]" });
    expect(copy?.cause).toMatchObject({ message: "inner [redacted]", code: "E-[redacted]" });
    expect(copy).not.toHaveProperty("request");
    expect(copy?.cause).not.toHaveProperty("headers");
    expect(copy?.stack).not.toContain("abc");
  });

  it("ends a chain that has no end", () => {
    const endless: Error = new Error("endless");
    endless.cause = endless;
    let length = 0;
    for (let each = redactCause(endless, []); each; each = each.cause as Error | undefined) length += 1;
    expect(length).toBe(8);
  });
});
