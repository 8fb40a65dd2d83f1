import fc from "fast-check";

/** Any text of UTF-16 code units, lone surrogates too: to draw one takes fast-check no table of all characters. */
export const anyText = fc.string({ unit: fc.nat(0xffff).map((unit) => String.fromCharCode(unit)) });
