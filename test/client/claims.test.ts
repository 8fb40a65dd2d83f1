import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { readClaimsChallenge } from "../../src/responses/claims.js";

const encode = (text: string) => Buffer.from(text).toString("base64");
const challenge = (claims: string) => `Bearer error="insufficient_claims", claims="${claims}"`;
const claims = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}';

describe("a claims challenge", () => {
  it.each([
    [
      "as Microsoft documents it",
      `Bearer realm="", authorization_uri="https://login.example/authorize", error="insufficient_claims", claims="${encode(claims)}"`,
    ],
    ["with the error unquoted", `Bearer error=insufficient_claims, claims="${encode(claims)}"`],
    ["in capitals", `BEARER ERROR="INSUFFICIENT_CLAIMS", CLAIMS="${encode(claims)}"`],
    ["without spaces", `Bearer claims="${encode(claims)}",error="insufficient_claims"`],
    ["without padding", challenge(encode(claims).replace(/=+$/, ""))],
    ["after another challenge", `Basic realm="x", ${challenge(encode(claims))}`],
  ])("is read %s", (_name, header) => {
    expect(readClaimsChallenge(header)).toBe(claims);
  });

  it("is read in the URL-safe alphabet, with letters of any script", () => {
    const text = '{"name":"\u00ff\u00fe Gr\u00f6\u00dfe \u{1F600}>>>???"}';
    const encoded = Buffer.from(text).toString("base64url");
    expect(encoded).toMatch(/[-_]/);
    expect(readClaimsChallenge(challenge(encoded))).toBe(text);
  });

  it.each([
    ["without the error", `Bearer claims="${encode(claims)}"`],
    ["with another error", `Bearer error="invalid_token", claims="${encode(claims)}"`],
    ["with the error in part of another name", `Bearer myerror="insufficient_claims", claims="${encode(claims)}"`],
    ["without claims", 'Bearer error="insufficient_claims"'],
    ["with empty claims", challenge("")],
    ["with claims in part of another name", `Bearer error="insufficient_claims", xclaims="${encode(claims)}"`],
    ["that is not base64", challenge("%%%")],
    ["that is not UTF-8", challenge(Buffer.from([0x7b, 0xff, 0x7d]).toString("base64"))],
    ["that is not JSON", challenge(encode("{"))],
    ["that is a JSON string", challenge(encode('"claims"'))],
    ["that is null", challenge(encode("null"))],
  ])("is none %s", (_name, header) => {
    expect(readClaimsChallenge(header)).toBeUndefined();
  });

  it("is none without the header", () => {
    expect(readClaimsChallenge()).toBeUndefined();
  });

  it("is read only up to 8 KiB", () => {
    const ofLength = (length: number) => encode(JSON.stringify({ a: "x".repeat((length / 4) * 3 - 8) }));
    expect(ofLength(8192)).toHaveLength(8192);
    expect(readClaimsChallenge(challenge(ofLength(8192)))).toBeDefined();
    expect(readClaimsChallenge(challenge(ofLength(8196)))).toBeUndefined();
  });

  it("of any object is returned as it was written", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "grapheme" }), fc.jsonValue()), (object) => {
        const text = JSON.stringify(object);
        expect(readClaimsChallenge(challenge(encode(text)))).toBe(text);
      }),
    );
  });

  it("of any string is not an error", () => {
    const latin1 = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) });
    fc.assert(
      fc.property(latin1, latin1, (one, other) => {
        for (const header of [one, challenge(one), challenge(encode(one)), `${one} ${challenge(other)}`]) {
          const found = readClaimsChallenge(header.replace(/\u007f/g, ""));
          expect(found === undefined || typeof JSON.parse(found) === "object").toBe(true);
        }
      }),
    );
  });
});
