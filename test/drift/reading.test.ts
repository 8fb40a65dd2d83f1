import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readCsdl } from "../../scripts/drift/csdl.js";
import { openMetadata } from "../../scripts/drift/source.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { differences, drift, edited } from "./drift.js";

describe("reading CSDL", () => {
  it("refuses a DOCTYPE with its position", async () => {
    const model = edited("model.xml", { from: "<edmx:Edmx ", to: '<!DOCTYPE x [<!ENTITY a "b">]><edmx:Edmx ' });
    const { exitCode, err } = await drift({ model });
    expect(exitCode).toBe(5);
    expect(err).toMatch(/model\.xml:2:\d+: a DOCTYPE is refused/);
  });

  it.each(["&custom;", "&constructor;"])("refuses the entity %s, which XML does not predefine", async (entity) => {
    const { exitCode, err } = await drift({ model: { from: '"catalogId"', to: `"catalog${entity}"` } });
    expect(exitCode).toBe(5);
    expect(err).toMatch(/model\.xml:15:\d+: undefined entity/);
  });

  it("reads the entities that XML predefines", async () => {
    const model = { from: 'Name="catalogId"', to: 'Name="catalog&amp;Id"' };
    expect(await differences({ model })).toContain(
      "accessPackageResourceRequest.catalog&Id notInSpec: Edm.String, nullable / null",
    );
  });

  it("reports line and column of a truncated file", async () => {
    const { exitCode, out, err } = await drift({ model: edited("model.xml").slice(0, 700) });
    expect({ exitCode, out }).toEqual({ exitCode: 5, out: "" });
    expect(err).toMatch(/^drift: .*model\.xml:\d+:\d+: unclosed tag/);
  });

  it.each([
    ["not XML", "{}", /1:\d+: /],
    ["another XML", "<html/>", /1:7: the root element is <html>/],
    ["CSDL without types", "<edmx:Edmx xmlns:edmx='e'/>", /has no types/],
  ])("says what is wrong with a file that is %s", async (_, model, message) => {
    const { exitCode, err } = await drift({ model });
    expect(exitCode).toBe(5);
    expect(err).toMatch(message);
  });

  it("reads a character that is split between two chunks", async () => {
    const bytes = Buffer.from('<e:Edmx xmlns:e="e"><Schema Namespace="n"><ComplexType Name="é"/></Schema></e:Edmx>');
    async function* split() {
      const at = bytes.indexOf(0xc3) + 1;
      yield bytes.subarray(0, at);
      yield bytes.subarray(at);
    }
    expect([...(await readCsdl(split(), "split")).types.keys()]).toEqual(["n.é"]);
  });

  it("stops at the size limit", async () => {
    const file = join(temporaryFolder("drift"), "large.xml");
    writeFileSync(file, Buffer.alloc(1001));
    await expect(readCsdl(openMetadata(file, 1000), file)).rejects.toThrow(/larger than the limit of 1000 bytes/);
  });

  it("reads 10 MB in under 5 seconds", async () => {
    const property =
      '<Property Name="someProperty" Type="Edm.String" Nullable="false"><Annotation Term="a.b" String="text"/></Property>';
    const type = (index: number) =>
      `<EntityType Name="type${index}" BaseType="graph.entity">${property.repeat(20)}</EntityType>\n`;
    const filler = Array.from({ length: 4600 }, (_, index) => type(index)).join("");
    const model = edited("model.xml", {
      from: '<EnumType Name="connectionState">',
      to: `${filler}<EnumType Name="connectionState">`,
    });
    expect(Buffer.byteLength(model)).toBeGreaterThan(10_000_000);
    const start = performance.now();
    expect((await drift({ model })).exitCode).toBe(0);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
