import { describe, expect, it } from "@jest/globals";
import { surfaceLines } from "../../scripts/review/compare/surface-lines.js";
import { renderMarkdown } from "../../scripts/review/tell/render-markdown.js";
import { createReport } from "../../scripts/review/tell/report.js";
import { edited } from "./contract.js";
import { atVersion, reviewOf, spec } from "./project.js";

const report = `## API Report File for "library"

\`\`\`ts

// @public
export class Library {
    constructor(options?: LibraryOptions);
    lend(body: ShelfRequest): Promise<void>;
}

// @public
export interface LibraryOptions {
    readonly colour?: string;
    readonly retries?: number;
}

// @public (undocumented)
const models: {
    readonly ShelfRequest: {
        readonly schema: "shelfRequest";
        readonly properties: {
            readonly id: {
                readonly required: true;
                readonly type: "string";
            };
            readonly colour: {
                readonly required: false;
                readonly type: "string";
            };
        };
    };
};

// @public
export type ShelfRequest = Schemas["shelfRequest"];

\`\`\`
`;

const file = "generated/api/index.api.md";
const colour =
  '            readonly colour: {\n                readonly required: false;\n                readonly type: "string";\n            };\n';
const withoutColour = spec.slice(0, spec.indexOf("        colour:\n"));
const removed = edited(report, colour, "");

function compare(after: string, contract = spec, version = "0.4.0") {
  return reviewOf({ before: { [file]: report }, after: { ...atVersion(version, contract), [file]: after } });
}

describe("a report of the surface", () => {
  it("gives each line the names around it, and drops comments and brackets", () => {
    const places = surfaceLines(report).map(({ path }) => path.join("."));
    expect(places.slice(0, 3)).toEqual(["Library", "Library.constructor", "Library.lend"]);
    expect(places).toContain("models.ShelfRequest.properties.colour.required");
    expect(places.at(-1)).toBe("ShelfRequest");
  });

  it("knows which lines belong to an export", () => {
    const exported = surfaceLines(report).filter((line) => line.exported);
    expect([...new Set(exported.map(({ path }) => path[0]))]).toEqual(["Library", "LibraryOptions", "ShelfRequest"]);
  });

  it("is read with annotations, index signatures and unions unchanged", () => {
    const text = '```ts\nexport interface A {\n    "@odata.type"?: string;\n    [name: string]: unknown;\n}\n```';
    expect(surfaceLines(text).map(({ path }) => path.at(-1))).toEqual(["A", "@odata.type", "[name: string]: unknown;"]);
  });
});

describe("the lines of the surface that differ", () => {
  it("are tied to the removed property that they follow from", () => {
    const { changes, surface } = compare(removed, withoutColour);
    const [change] = changes;
    expect(change?.change).toMatchObject({ change: "removed", key: "property:shelfRequest.colour" });
    const where = "models.ShelfRequest.properties.colour";
    expect(surface).toMatchObject(
      [where, `${where}.required`, `${where}.type`].map((place) => ({
        change: "removed",
        where: place,
        causes: [change?.change.id],
      })),
    );
  });

  it("are tied by the old name and by the new name if a property is renamed", () => {
    const after = report.replace("            readonly colour: {", "            readonly colours: {");
    const { changes, surface = [] } = compare(after, edited(spec, "        colour:", "        colours:"));
    expect(changes.map(({ change }) => change.change)).toEqual(["renamed"]);
    expect(surface.map(({ causes }) => causes)).toEqual(Array(6).fill([changes[0]?.change.id]));
  });

  it("are tied to the change that alters them, which shows as one line", () => {
    const after = edited(
      report,
      `required: true;\n                readonly type`,
      `required: false;\n                readonly type`,
    );
    const optional = edited(spec, "required: [id, shelfId", "required: [shelfId");
    const { changes, surface } = compare(after, optional);
    expect(surface).toMatchObject([
      {
        change: "changed",
        before: "readonly required: true;",
        after: "readonly required: false;",
        causes: [changes[0]?.change.id],
      },
    ]);
  });

  it("are tied to a renamed schema wherever it is mentioned", () => {
    const after = report.replaceAll("helfRequest", "helfOrder");
    const { surface = [] } = compare(
      after,
      spec.replaceAll("shelfRequest:", "shelfOrder:").replaceAll("schemas/shelfRequest", "schemas/shelfOrder"),
    );
    expect(surface.length).toBeGreaterThan(5);
    expect(surface.filter(({ causes }) => causes.length === 0)).toEqual([]);
  });

  it("are not tied to a property of the same name elsewhere in the contract", () => {
    const after = edited(report, "    readonly colour?: string;\n", "");
    expect(compare(after, withoutColour).surface).toMatchObject([
      { where: "LibraryOptions.colour", change: "removed", causes: [] },
    ]);
  });

  it.each([
    ["is added", `    return(id: string): void;\n    lend`, "    lend", ["added"]],
    ["is removed", "", "    lend(body: ShelfRequest): Promise<void>;\n", ["removed"]],
    ["is renamed", "    borrow(", "    lend(", ["removed", "added"]],
    ["changes", "lend(body: ShelfRequest): Promise<string>", "lend(body: ShelfRequest): Promise<void>", ["changed"]],
  ])("have no cause in the contract if a method of this package %s", (_, to, from, kinds) => {
    const { surface = [] } = compare(edited(report, from, to));
    expect(surface.map(({ change, causes }) => [change, causes])).toEqual(kinds.map((kind) => [kind, []]));
  });

  it("are none if only comments and brackets differ", () => {
    expect(compare(edited(report, "// @public (undocumented)\n", "// @public\n")).surface).toEqual([]);
  });

  it("are unknown if the base has no report", () => {
    expect(reviewOf({ after: { [file]: report } }).surface).toBeUndefined();
  });
});

describe("an export that the source removes", () => {
  const gone = edited(report, "    lend(body: ShelfRequest): Promise<void>;\n", "");

  it("fails a version that is too small, by name", () => {
    expect(compare(gone, spec, "0.3.1").findings).toMatchObject([
      { rule: "version-too-small", message: expect.stringContaining("Remove Library.lend from generated/api/index") },
    ]);
  });

  it("passes if the version says that the types break", () => {
    expect(compare(gone).findings).toEqual([]);
  });

  it("is listed as explained by no change to the contract", () => {
    const markdown = renderMarkdown(createReport(compare(edited(removed, "    lend(", "    borrow("), withoutColour)));
    const [own = "", explained = ""] = markdown.split("changed because of the contract (3)");
    expect(own).toMatch(/changed because of src\/ \(2\)[\s\S]*\| `lend\(body/);
    expect(explained).toMatch(/\| `readonly colour: \{`.*Remove optional property `shelfRequest\.colour`/);
  });
});
