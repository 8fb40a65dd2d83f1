import { expect, it } from "@jest/globals";
import { shortName } from "../../scripts/review/compare/words.js";

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
