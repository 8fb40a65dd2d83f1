import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { parseRetryAfter } from "../../src/responses/retry-after.js";
import { anyText } from "../support/any-text.js";

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const now = Date.parse("2026-11-24T12:00:00Z");
const inSeconds = (header: string, at = now) => (parseRetryAfter(header, at) ?? Number.NaN) / 1000;

describe("Retry-After", () => {
  it.each([
    ["Tue, 24 Nov 2026 12:00:10 GMT", 10],
    ["Tuesday, 24-Nov-26 12:00:10 GMT", 10],
    ["Tue Nov 24 12:00:10 2026", 10],
    ["Tue Dec  1 12:00:00 2026", 7 * 24 * 3600],
    ["Thu, 31 Dec 2026 23:59:60 GMT", 37 * 24 * 3600 + 12 * 3600],
    ["Wed, 29 Feb 2028 12:00:00 GMT", 462 * 24 * 3600],
    ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
    ["Sunday, 06-Nov-94 08:49:37 GMT", 0],
    ["  120\t", 120],
    ["0", 0],
    ["007", 7],
    ["2.5", 3],
    ["2.0", 2],
    [`1.${"0".repeat(30)}1`, 2],
  ])("%j asks for %i seconds", (header, seconds) => {
    expect(inSeconds(header)).toBe(seconds);
  });

  it.each([
    ...[undefined, "", " ", "soon", "2;x", "Infinity", "NaN"],
    ...["-1", "+1", "+2", "2.", ".5", "1.2.3", "1,5", "0x10", "1e3"],
    ...["1 2", "1, 2", "\u0661", "2026-11-24T12:00:10Z"],
    ...["Tue, 24 Nov 2026 12:00:10 UTC", "Tue, 24 Nov 2026 12:00:10 +0000", "Tue Nov 24 12:00:10 2026 GMT"],
    ...["Tue, 24 Nov 2026 24:00:00 GMT", "Tue, 24 Nov 2026 12:60:00 GMT", "Tue, 24 Nov 2026 12:00:61 GMT"],
    ...["Tue, 00 Nov 2026 12:00:10 GMT", "Tue, 31 Nov 2026 12:00:10 GMT", "Mon, 29 Feb 2027 12:00:00 GMT"],
    ...["Tue, 24 nov 2026 12:00:10 GMT", "Tue, 4 Nov 2026 12:00:10 GMT"],
    ...["xTue, 24 Nov 2026 12:00:10 GMT", "Tue, 24 Nov 2026 12:00:10 GMTx"],
  ])("%j asks for nothing that can be read", (header) => {
    expect(parseRetryAfter(header, now)).toBeUndefined();
  });

  it("with a two-digit year means the nearest year that is at most 50 years ahead", () => {
    const years = (header: string) => Math.round(inSeconds(header) / (365.25 * 24 * 3600));
    expect(years("Tuesday, 24-Nov-76 12:00:00 GMT")).toBe(50);
    expect(years("Tuesday, 24-Nov-77 12:00:00 GMT")).toBe(0);
    expect(inSeconds("Friday, 01-Jan-00 00:00:00 GMT", Date.parse("2099-12-31T23:59:50Z"))).toBe(10);
  });

  it("of any number of seconds is that number, as far as a number can represent it", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 400n }), (seconds) => {
        const expected =
          seconds * 1000n < BigInt(Number.MAX_SAFE_INTEGER) ? Number(seconds) * 1000 : Number.MAX_SAFE_INTEGER;
        expect(parseRetryAfter(String(seconds), now)).toBe(expected);
      }),
    );
  });

  it("of any date in its three forms is the time until then", () => {
    const moments = fc.date({
      min: new Date("1980-01-01T00:00:00Z"),
      max: new Date("2070-01-01T00:00:00Z"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(moments, (moment) => {
        const wait = Math.max(0, Math.floor(moment.getTime() / 1000) * 1000 - now);
        for (const header of httpDates(moment)) expect([header, parseRetryAfter(header, now)]).toEqual([header, wait]);
      }),
    );
  });

  it("of any text at any time is not an error, and never a negative wait", () => {
    const likely = fc.stringMatching(
      /^[A-Za-z]{0,9},? ?[0-9 ]{0,3}[- ]?[A-Za-z]{0,3}[- ]?[0-9]{0,4} [0-9:]{0,8}( GMT)?$/,
    );
    fc.assert(
      fc.property(fc.oneof(anyText, likely), fc.integer(), (header, at) => {
        const wait = parseRetryAfter(header, at);
        expect(wait === undefined || (Number.isFinite(wait) && wait >= 0)).toBe(true);
      }),
    );
  });
});

/** The three forms of RFC 9110, section 5.6.7. */
function httpDates(moment: Date): string[] {
  const preferred = moment.toUTCString();
  const [, day = "", month = "", year = "", time = ""] = preferred.split(" ");
  const weekday = weekdays[moment.getUTCDay()] ?? "";
  const shortDay = String(moment.getUTCDate()).padStart(2, " ");
  return [
    preferred,
    `${weekday}, ${day}-${month}-${year.slice(2)} ${time} GMT`,
    `${weekday.slice(0, 3)} ${month} ${shortDay} ${time} ${year}`,
  ];
}
