import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { redactCause, redactText } from "../../src/errors/redact.js";

const secret = "eyJ0.a+b/c~d_e-f=";
const insertBetween = (inserted: string) => [...secret].join(inserted);
const encodeAll = (text: string) => text.replace(/./g, (char) => `%${char.charCodeAt(0).toString(16)}`);

describe("redactText", () => {
  it("replaces each secret wherever it occurs", () => {
    const body = '{"catalogId":"x"}';
    expect(redactText(`token ${secret}, body ${body}, ${secret}`, [secret, body])).toBe(
      "token [redacted], body [redacted], [redacted]",
    );
  });

  it.each(["", "t", "any", "fifteen-letters"])("leaves text unchanged if the secret is as short as %j", (short) => {
    expect(redactText("TooManyRequests, fifteen-letters", [short])).toBe("TooManyRequests, fifteen-letters");
  });

  it.each([
    ["in parts with a control character between", insertBetween("\u0007")],
    ["in parts with a line end between", insertBetween("\r\n")],
    ["in parts with a tab between", insertBetween("\t")],
    ["in parts with a zero-width space between", insertBetween("\u200b")],
    ["in parts with a line separator between", insertBetween("\u2028")],
    ["in parts with a variation selector between", insertBetween("\ufe0f")],
    ["in parts with a change of direction between", insertBetween("\u202e")],
    ["percent-encoded", encodeURIComponent(secret)],
    ["percent-encoded in every character", encodeAll(secret)],
    ["percent-encoded after bytes that are not text", `%ff%${encodeAll(secret).slice(1)}`],
    ["percent-encoded in parts", insertBetween("%0a")],
    ["percent-encoded in parts with a line end within a code", encodeAll(secret).replace(/%/g, "%\n")],
  ])("finds a secret %s", (_name, hidden) => {
    const shown = redactText(`before ${hidden} after`, [secret]);
    expect(shown).toMatch(/^before (?:%ff)?\[redacted\] after$/);
  });

  it("finds a secret that contains another one", () => {
    const body = `{"justification":"${secret}"}`;
    expect(redactText(body, [secret, body])).toBe("[redacted]");
  });

  it("leaves percent-encoded text that is not a secret unchanged", () => {
    expect(redactText("/sites/a%20b", [secret])).toBe("/sites/a%20b");
  });

  it("puts text on one line, without control and format characters", () => {
    const all = Array.from({ length: 0xae }, (_, code) => String.fromCharCode(code)).join("");
    const printable = Array.from({ length: 0x5f }, (_, index) => String.fromCharCode(0x20 + index)).join("");
    const latin = Array.from({ length: 0x0d }, (_, index) => String.fromCharCode(0xa0 + index)).join("");
    expect(redactText(`${all}\u200b\u202e\u2028`, [])).toBe(` ${printable}${latin} `);
  });

  it("cuts long text, and says by how much", () => {
    expect(redactText("x".repeat(4321), [])).toBe(`${"x".repeat(4000)}… (321 characters more)`);
  });

  it("leaves no part of a secret at the end of what it cuts", () => {
    expect(redactText("x".repeat(3990) + secret, [secret])).toBe(`${"x".repeat(3990)}[redacted]`);
  });

  it("of any printable text leaves no secret", () => {
    const secrets = fc.string({ minLength: 16 }).filter((each) => each.trim() !== "");
    fc.assert(
      fc.property(fc.string(), secrets, fc.string(), (before, secret, after) => {
        expect(redactText(before + secret + after, [secret])).not.toContain(secret);
      }),
    );
  });
});

describe("redactCause", () => {
  it("keeps name, message, code and causes, and nothing else", () => {
    const inner = Object.assign(new Error(`inner ${secret}`), { code: `E-${secret}`, headers: { secret } });
    const outer = Object.assign(new TypeError(`outer ${secret}`, { cause: inner }), { request: secret });
    const copy = redactCause(outer, [secret]);
    expect(copy).toMatchObject({ name: "TypeError", message: "outer [redacted]" });
    expect(copy?.cause).toMatchObject({ message: "inner [redacted]", code: "E-[redacted]" });
    expect(copy).not.toHaveProperty("request");
    expect(copy?.cause).not.toHaveProperty("headers");
    expect(copy?.stack).not.toContain(secret);
  });

  it("keeps the line ends of messages and stacks", () => {
    expect(redactCause(new Error("one\n\ttwo\u200b"), [])?.message).toBe("one\n\ttwo");
  });

  it("ends an endless chain", () => {
    const endless: Error = new Error("endless");
    endless.cause = endless;
    let length = 0;
    for (let each = redactCause(endless, []); each; each = each.cause as Error | undefined) length += 1;
    expect(length).toBe(8);
  });
});
