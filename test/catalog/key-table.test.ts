import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { KeyTable } from "../../src/catalog/key-table.js";

describe("the table of keys", () => {
  it("contains what a Map contains", () => {
    const entries = fc.array(fc.tuple(fc.string(), fc.integer({ min: 0, max: 2 ** 32 - 2 })));
    fc.assert(
      fc.property(entries, fc.string(), (pairs, other) => {
        const table = new KeyTable();
        for (const [key, value] of pairs) table.set(key, value);
        const map = new Map(pairs);
        expect(table.size).toBe(map.size);
        for (const key of [...map.keys(), other]) expect(table.get(key)).toBe(map.get(key));
      }),
    );
  });

  it("distinguishes 50,000 keys that differ in few places", () => {
    const keyOf = (index: number) => `AadGroup/00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
    const table = new KeyTable();
    for (let index = 0; index < 50_000; index += 1) table.set(keyOf(index), index);
    expect(table.size).toBe(50_000);
    let wrong = 0;
    for (let index = 0; index < 50_000; index += 1) if (table.get(keyOf(index)) !== index) wrong += 1;
    expect(wrong).toBe(0);
    expect(table.get(keyOf(50_000))).toBeUndefined();
  });

  it("distinguishes keys with the same letters in another order or number", () => {
    const table = new KeyTable();
    const keys = ["", "a", "aa", "ab", "ba", "aab", "aba", "baa", "\u0000", "\u0000\u0000"];
    keys.forEach((key, index) => {
      table.set(key, index);
    });
    expect(keys.map((key) => table.get(key))).toEqual(keys.map((_, index) => index));
  });
});
