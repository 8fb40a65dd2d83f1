import { expect, it } from "@jest/globals";
import { diffRows } from "../../scripts/review/compare/diff.js";
import { sentence, shortName } from "../../scripts/review/compare/words.js";
import { contract, edited, rowsOf } from "./contract.js";

it.each([
  ["POST /library/shelfRequests", "POST …/shelfRequests"],
  ["POST /library/shelfRequests/$ref", "POST …/shelfRequests/$ref"],
  ["GET /library/shelves/{shelfId}", "GET …/shelves/{shelfId}"],
  ["GET /library/shelves/{shelfId}/things", "GET …/things"],
  ["GET /shelves/{shelfId}/{thingId}/$value 200", "GET /shelves/{shelfId}/{thingId}/$value 200"],
  ["POST /$batch", "POST /$batch"],
  ["GET /{shelfId}", "GET /{shelfId}"],
])("the name %s is short as %s", (name, short) => {
  expect(shortName(name)).toBe(short);
});

it.each([
  [
    "several values in the plural",
    "enum: [small, large]",
    "x-extensible-enum: [small, large]",
    "Remove allowed values `small, large` from property `shelfRequest.size`",
  ],
  [
    "one part in the singular",
    "    problem:\n",
    "    code: {type: object, properties: {a: {type: string}}}\n    problem:\n",
    "Add schema `code` and its only part",
  ],
])("a sentence has %s", (_, from, to, words) => {
  expect(diffRows(rowsOf(contract), rowsOf(edited(contract, from, to))).map(sentence)).toContain(words);
});
