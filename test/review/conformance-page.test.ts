import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { filesOf } from "../../scripts/contract/versions.js";
import { readPage } from "../../scripts/review/read/page.js";
import { formatPageFacts } from "../../scripts/review/read/page-facts.js";
import { edited } from "./contract.js";
import { conform, fixture, page, twoVersions } from "./project.js";
import { createRepository, runReview, write } from "./repository.js";

const permissions = page.slice(page.indexOf("|Permission type"), page.indexOf("## HTTP request"));
const requestEnd = '"isUrgent": true,\n  "endDateTime": "2026-12-31T10:00:00Z"\n}\n```\n\n### Response';
const include = "[!INCLUDE [permissions-table](../includes/shelf.md)]\n\n";
const table = `---
description: "Of the shelves."
---
|Permission type|Least privileged permissions|Higher privileged permissions|
|:---|:---|:---|
|Delegated (work)|Shelf.ReadWrite.All|Shelf.Own.All, Shelf.Sell|
|Application|Shelf.ReadWrite.All|Not available.|
`;

/** The page's request example in the first of three tabs. */
const tabs = edited(
  edited(page, "### Request\n<!--", "### Request\n# [HTTP](#tab/http)\n<!--"),
  requestEnd,
  `${requestEnd.replace("### Response", "")}# [C#](#tab/csharp)
\`\`\`csharp
GET the = shelf;
\`\`\`
It must be built first.

# [Go](#tab/go)
[!INCLUDE [sample](../includes/go.md)]
---

### Response`,
);

describe("a page of Learn", () => {
  it("is read only by its HTTP tab", () => {
    expect(conform({ page: tabs }).findings).toMatchObject([{ rule: "page-hash" }]);
  });

  it.each(["\r\n", "\r"])("states the same facts if its lines end with %j", (end) => {
    expect(conform({ page: page.replaceAll("\n", end) }).findings).toMatchObject([{ rule: "page-hash" }]);
  });

  it("has the permissions of the table that it includes, at the line of the include", () => {
    const { rows } = readPage(edited(page, permissions, include), (path) =>
      path === "../includes/shelf.md" ? table : undefined,
    );
    expect(rows.filter(({ kind }) => kind === "permission" || kind === "include")).toMatchObject([
      {
        name: "delegated-work",
        line: 16,
        facets: { scopes: ["Shelf.ReadWrite.All"], state: "named", higher: ["Shelf.Own.All", "Shelf.Sell"] },
      },
      { name: "application", line: 16, facets: { scopes: ["Shelf.ReadWrite.All"], state: "named", higher: [] } },
    ]);
  });

  it("gives a finding for an include that could not be read", () => {
    const { findings } = conform({ page: edited(page, "## Permissions\n", `## Permissions\n${include}`) });
    expect(findings).toMatchObject([
      {
        rule: "page-changed",
        pageLine: 14,
        message: expect.stringContaining(
          "../includes/shelf.md on the page differs from what was confirmed: it was not read",
        ),
      },
    ]);
  });
});

describe("an example that is not valid JSON", () => {
  const invalid = edited(page, `Z"\n}\n\`\`\`\n\n### Response`, `Z",\n}\n\`\`\`\n\n### Response`);

  it("is reported as such, with its line", () => {
    expect(conform({ page: invalid }).findings).toMatchObject([
      {
        rule: "page-changed",
        pageLine: 66,
        message: expect.stringContaining("the body is not valid JSON (property name expected)"),
      },
    ]);
  });

  it("stays a finding if the page is confirmed", () => {
    const facts = formatPageFacts(readPage(invalid), filesOf("beta"));
    const { findings } = conform({ facts });
    expect(findings).toMatchObject([
      {
        rule: "page-example-json",
        pageLine: 66,
        message: "The request example is not valid JSON on line 66: property name expected.",
      },
    ]);
  });
});

describe("a section that the review does not know", () => {
  const withSection = (text: string) => edited(page, "## Response\nIt", `## Limits\n${text}\n\n## Response\nIt`);

  it.each([
    ["a sentence", "A shelf must not\nhold ten things.", 47],
    ["an item of a list", "See:\n\n- Personal shelves are not supported.", 49],
    ["a note", "> [!NOTE]\n> The colour is required.", 47],
    ["a cell of a table", "|Shelf|Rule|\n|:---|:---|\n|Upper|Cannot be lent.|", 49],
  ])("is a finding if %s states something", (_, text, pageLine) => {
    expect(conform({ page: withSection(text) }).findings).toContainEqual(
      expect.objectContaining({
        rule: "page-changed",
        pageLine,
        message: expect.stringContaining(
          "statement:limits on the page differs from what was confirmed: it is new and normative",
        ),
      }),
    );
  });

  it("states nothing if it only explains", () => {
    expect(conform({ page: withSection("Shelves are made of wood.") }).findings).toMatchObject([{ rule: "page-hash" }]);
  });
});

describe("npm run review -- --page", () => {
  const folder = createRepository();
  const review = async (file: string, text: string, ...options: readonly string[]) => {
    write(folder, { [file]: text });
    return runReview(folder, "--quiet", "--page", join(folder, file), ...options);
  };
  const other = page.replaceAll("/library/shelfRequests", "/library/racks/{rackId}");

  it.each([
    [
      "documents another operation",
      other,
      "documents POST /library/racks/{}; the page of beta documents POST /library/shelfRequests.",
    ],
    [
      "documents no operation",
      "# Shelves\n\nThey hold things.\n",
      "documents no operation: it has no HTTP request that could be read.",
    ],
    ["is empty", " \n", "is empty"],
    ["is not text", "PNG\0\0", "is not UTF-8 text"],
  ])("exits 2 with one line for a file that %s", async (_, text, message) => {
    const expected = { code: 2, out: "", error: `${join(folder, "other.md")} ${message}\n` };
    expect(await review("other.md", text)).toEqual(expected);
    expect(await review("other.md", text, "--confirm-page")).toEqual(expected);
  });

  it("mentions the version that the page might belong to", async () => {
    const spec = fixture("spec/beta/openapi.yaml").replace("/library/shelfRequests", "/library/racks/{id}");
    write(folder, twoVersions({ "v1.0": spec }));
    const { code, error } = await review("other.md", other, "--api-version", "beta");
    expect([code, error]).toEqual([2, expect.stringMatching(/ It might be the page of v1\.0\.\n$/)]);
  });

  it("reads what the page includes from the files next to it", async () => {
    write(folder, { "includes/shelf.md": table });
    const { error } = await review("api/page.md", edited(page, permissions, include), "--api-version", "beta");
    expect(error).toContain(
      "permission:application on the page differs from what was confirmed: scopes was , and is now Shelf.ReadWrite.All",
    );
    expect(error).not.toContain("was not read");
  });

  it("prints the page's words without control characters", async () => {
    const { error } = await review("page.md", edited(page, "# Lend", "# \u001b[31mLend"), "--api-version", "beta");
    expect(error).toContain("title was Lend shelfRequests, and is now [31mLend");
  });
});
