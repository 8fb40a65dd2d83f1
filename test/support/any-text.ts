import fc from "fast-check";

/** Any string of UTF-16 code units, lone surrogates too. fast-check needs no table of all characters to draw one. */
export const anyText = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
