import { describe, expect, it } from "@jest/globals";
import { diffRows } from "../../scripts/review/compare/diff.js";
import { wires } from "../../scripts/review/judge/levels.js";
import { judge } from "../../scripts/review/judge/verdict.js";
import { contract, edited, rowsOf } from "./contract.js";
import { edits } from "./edits.js";
import { schemaEdits } from "./schemas.js";

const changesOf = (after: string) => diffRows(rowsOf(contract), rowsOf(after));
const bumps = ["none", "patch", "minor", "major"];

describe("verdict", () => {
  it.each(edits)("judges on three levels when $edit", ({ before, after, expected, change, corrected }) => {
    const changes = diffRows(rowsOf(before), rowsOf(after));
    const verdicts = changes.map((one) => judge(one, "0.1.0", corrected));
    const [highest] = [...verdicts].sort((a, b) => bumps.indexOf(b.bump) - bumps.indexOf(a.bump));
    const { wire, types, bump } = highest ?? { wire: "none", types: "none", bump: "none" };
    expect(`${wire} ${types} ${bump}`).toBe(expected);
    if (change) expect(changes.map((one) => one.change)).toEqual([change]);
  });

  it.each(schemaEdits)("is right on the wire when $edit", ({ before, after, expected }) => {
    const verdicts = diffRows(rowsOf(before), rowsOf(after)).map((one) => judge(one, "0.1.0").wire);
    expect(wires.find((wire) => verdicts.includes(wire)) ?? "none").toBe(expected);
  });

  it.each([
    ["breaking", "major", "required: [shelfId, requestType]", "required: [shelfId, requestType, weight]"],
    ["compatible", "minor", "[Add, Remove]", "[Add, Remove, Update]"],
    ["textual", "patch", "description: The shelf.", "description: Id of the shelf."],
    ["type-only", "major", "operationId: createShelfRequest", "operationId: addShelfRequest"],
  ])("requires from 1.0 on, for a %s change, a %s release", (_, bump, from, to) => {
    expect(changesOf(edited(contract, from, to)).map((one) => judge(one, "1.4.2").bump)).toEqual([bump]);
  });

  it("finds nothing if lines and members only move", () => {
    expect(changesOf(contract.replace("paths:\n", "\n\n# A comment.\npaths:\n"))).toEqual([]);
  });
});

describe("diff", () => {
  it("reports the change of a shared property once, with the other rows that have it", () => {
    const [change, ...others] = changesOf(
      edited(contract, "id: {type: string, readOnly: true,", "id: {type: string, format: uuid, readOnly: true,"),
    );
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      key: "property:entity.id",
      also: ["property:shelfRequest.id", "property:shelfRequestAnswer.id"],
    });
  });

  it("gives a renamed path the reason why it is one change", () => {
    const [change] = changesOf(edited(contract, "/shelves/shelfRequests/$ref:", "/shelves/shelfRequests:"));
    expect(change?.similarity).toBe("same operationId, 100 % of its parts are the same");
  });

  it("correlates a path if its operationId changes with it", () => {
    const after = edited(
      edited(contract, "/shelves/shelfRequests/$ref:", "/shelves/shelfRequests:"),
      "operationId: createShelfRequest",
      "operationId: putThing",
    );
    expect(changesOf(after).map(({ change, facet }) => [change, facet])).toEqual([
      ["renamed", undefined],
      ["changed", "operationId"],
    ]);
  });

  it("does not mistake an unlike property for a renamed one", () => {
    const after = edited(
      contract,
      "note: {type: string, nullable: true, description: Words.}",
      "colour: {type: string, nullable: true, description: Which.}",
    );
    expect(changesOf(after).map(({ change }) => change)).toEqual(["removed", "added"]);
  });

  it("reports a removed operation once, and counts its parts", () => {
    const [start = "", rest = ""] = contract.split("  /shelves/{shelfId}/things:");
    const after = `${start}${rest.slice(rest.indexOf("components:"))}`;
    expect(changesOf(after)).toMatchObject([
      { change: "removed", key: "operation:GET /shelves/{shelfId}/things", contains: 2 },
    ]);
  });

  it("keeps the id of a change if its lines move", () => {
    const to = "required: [shelfId]";
    const ids = [contract, contract.replace("paths:\n", "\n\npaths:\n")].map((text) =>
      diffRows(rowsOf(text), rowsOf(edited(text, "required: [shelfId, requestType]", to))).map(({ id }) => id),
    );
    expect(ids[0]).toEqual(ids[1]);
    expect(ids[0]?.[0]).toMatch(/^[0-9a-f]{12}$/);
  });

  it("reports the pointer and the line of every change", () => {
    const [change] = changesOf(edited(contract, "description: The shelf.", "description: Id of the shelf."));
    const line = contract.split("\n").findIndex((text) => text.includes("The shelf.")) + 1;
    expect(change).toMatchObject({ pointer: "#/components/schemas/shelfRequest/allOf/1/properties/shelfId", line });
  });
});

describe("a schema that refers to itself", () => {
  it.each([
    ["an array", "{type: array, items: {$ref: '#/components/schemas/circle'}}", "array<circle>"],
    [
      "an array of arrays",
      "{type: array, items: {type: array, items: {$ref: '#/components/schemas/circle'}}}",
      "array<array<circle>>",
    ],
    ["an allOf", "{allOf: [{$ref: '#/components/schemas/circle'}, {type: object}]}", "object"],
    ["a property", "{type: object, properties: {next: {$ref: '#/components/schemas/circle'}}}", "object"],
  ])("is read to its end if it is %s", (_, circle, type) => {
    const rows = rowsOf(`${contract}    circle: ${circle}\n`);
    expect(rows.find(({ key }) => key === "schema:circle")?.facets["type"]).toBe(type);
  });
});

describe("a path parameter", () => {
  const named = (path: string, ...names: readonly string[]): string => {
    const parameters = names.map(
      (name) => `        - {name: ${name}, in: path, required: true, schema: {type: string}}\n`,
    );
    const [head = "", tail = ""] = contract.split("  /shelves/{shelfId}/things:\n");
    return `${head}  ${path}:\n${tail.replace(/ {8}- name: shelfId\n(?: {10}.*\n){3}/, () => parameters.join(""))}`;
  };
  const two = named("/shelves/{shelfId}/things/{thingId}", "shelfId", "thingId");

  it.each([
    ["gets another name", contract, named("/shelves/{rackId}/things", "rackId"), "none"],
    ["gets a name unlike its own", contract, named("/shelves/{x}/things", "x"), "none"],
    [
      "gets another name next to one that stays",
      two,
      named("/shelves/{rackId}/things/{thingId}", "rackId", "thingId"),
      "none",
    ],
    [
      "changes places with another",
      two,
      named("/shelves/{thingId}/things/{shelfId}", "shelfId", "thingId"),
      "breaking",
    ],
    ["gets another name in another path", contract, named("/racks/{rackId}/things", "rackId"), "breaking"],
    ["comes", contract, two, "breaking"],
    ["goes", two, contract, "breaking"],
  ])("that %s breaks types, and callers on the wire only if the path changes", (_, before, after, wire) => {
    const verdicts = diffRows(rowsOf(before), rowsOf(after)).map((one) => judge(one, "0.1.0"));
    expect([wire, "breaking"]).toEqual([
      verdicts.some((one) => one.wire === "breaking") ? "breaking" : "none",
      verdicts.some((one) => one.types === "breaking") ? "breaking" : "none",
    ]);
  });
});
