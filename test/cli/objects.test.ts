import { describe, expect, it } from "@jest/globals";
import { apiOf } from "../../src/cli/api-versions.js";
import { groupId, withEmulator } from "./harness.js";

const { dryRun, run } = withEmulator();
const site = { originSystem: "SharePointOnline", originId: "https://contoso.sharepoint.com/sites/a" };
const environment = { id: "1", originId: "https://contoso-admin.sharepoint.com/" };

describe("an object within a resource", () => {
  it.each([
    [
      "PowerShell",
      {
        Id: "1",
        OriginId: environment.originId,
        IsDefaultEnvironment: true,
        CreatedBy: null,
        AdditionalProperties: {},
      },
      "IsDefaultEnvironment",
      "not sent (not a property): accessPackageResourceEnvironment.AdditionalProperties",
    ],
    [
      "Microsoft Graph",
      { ...environment, createdBy: "x", accessPackageResources: [], "accessPackageResources@odata.context": "y" },
      "createdBy, accessPackageResourceEnvironment.accessPackageResources",
      "not sent (not a property): accessPackageResourceEnvironment.accessPackageResources@odata.context",
    ],
  ])("as %s writes it has the names of the contract and what can be sent", async (_, given, ofService, others) => {
    const text = JSON.stringify([{ ...site, AccessPackageResourceEnvironment: given }]);
    const { code, resources, err } = await dryRun("g.json", text);
    expect(resources).toEqual([{ ...site, accessPackageResourceEnvironment: environment }]);
    expect(err).toContain(`not sent (only the service sets it): accessPackageResourceEnvironment.${ofService}\n`);
    expect(err).toContain(others);
    expect(code).toBe(0);
  });

  it("is left out when all its values are empty", async () => {
    const hollow = { Id: null, ConnectionInfo: { Url: null }, OriginId: "" };
    const text = JSON.stringify([{ ...site, accessPackageResourceEnvironment: hollow }]);
    expect(await dryRun("g.json", text)).toEqual({ code: 0, resources: [site], err: "" });
  });

  it("within an array is read alike", async () => {
    const source = { "@odata.type": "#microsoft.graph.accessPackageResourceAttributeQuestion" };
    const Question = {
      "@odata.type": "#microsoft.graph.accessPackageTextInputQuestion",
      Choices: [{ ActualValue: "a" }],
    };
    const attributes = [{ Id: "7", AttributeName: " n ", AttributeSource: { ...source, Question } }];
    const { resources, err } = await dryRun("g.json", JSON.stringify({ ...site, Attributes: attributes }));
    const question = { "@odata.type": Question["@odata.type"], choices: [{ actualValue: "a" }] };
    expect(resources).toEqual([
      { ...site, attributes: [{ attributeName: "n", attributeSource: { ...source, question } }] },
    ]);
    expect(err).toBe("not sent (only the service sets it): attributes.Id\n");
  });

  it("keeps what the contract does not describe, because the service may know more", async () => {
    const scope = { "@odata.type": "#microsoft.graph.accessPackageResourceScope", isRootScope: true };
    const resource = { ...site, accessPackageResourceEnvironment: { ...environment, region: { name: "EUR" } } };
    const text = JSON.stringify({ ...resource, attributes: ["a", { rank: [1] }] });
    const { err } = await dryRun("g.json", text);
    expect(err).toMatch(/\n {2}1: attributes\/0: send an object, not a string\n$/);
    const valid = { ...resource, attributes: [{ rank: [1] }], accessPackageResourceScopes: [scope] };
    expect((await dryRun("g.json", JSON.stringify(valid))).resources).toEqual([valid]);
    const ofPowerShell = JSON.stringify(valid).replace("region", "Region").replace("rank", "Rank");
    expect((await dryRun("g.json", ofPowerShell)).resources).toEqual([valid]);
  });

  it("cannot set the prototype of an object", async () => {
    const text = `[{"originSystem":"External","originId":"a","accessPackageResourceEnvironment":{"__proto__":{"polluted":1},"id":"e"}}]`;
    const { resources, err } = await dryRun("g.json", text);
    expect(resources).toEqual([
      { originSystem: "External", originId: "a", accessPackageResourceEnvironment: { id: "e" } },
    ]);
    expect(err).toContain("not sent (not a property): accessPackageResourceEnvironment.__proto__.");
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  it("with two keys for one property is refused", async () => {
    const given = { originId: "https://x.example/", OriginId: "https://y.example/" };
    const { err } = await dryRun("g.json", JSON.stringify({ ...site, accessPackageResourceEnvironment: given }));
    expect(err).toContain(
      "1: originId and OriginId both contain accessPackageResourceEnvironment.originId: rename one",
    );
  });

  it("is sent under the name that --map specifies", async () => {
    const text = JSON.stringify({ ...site, environment: { ...environment, createdDateTime: "2020-01-01T00:00:00Z" } });
    const { resources, err } = await dryRun("g.json", text, "--map", "environment=accessPackageResourceEnvironment");
    expect(resources).toEqual([{ ...site, accessPackageResourceEnvironment: environment }]);
    expect(err).toBe("not sent (only the service sets it): accessPackageResourceEnvironment.createdDateTime\n");
  });
});

describe("an object of PowerShell that is not one any more", () => {
  const names = "DisplayName,AccessPackageResourceEnvironment,Attributes,Url";
  const cut = "Microsoft.Graph.Beta.PowerShell.Models.MicrosoftGraphAccessPackageResourceEnvironment";

  it("is left out of CSV with one note, because a cell cannot contain an object", async () => {
    const text = `originSystem,originId,${names}\nSharePointOnline,${site.originId},Sales,${cut},System.Object[],\n`;
    const { code, resources, err } = await dryRun("g.csv", text);
    expect({ code, resources }).toEqual({ code: 0, resources: [{ ...site, displayName: "Sales" }] });
    expect(err).toBe("not sent (only JSON can contain it): AccessPackageResourceEnvironment, Attributes\n");
  });

  it.each([
    [{ accessPackageResourceEnvironment: "@{Id=1; OriginId=https://x}" }, "accessPackageResourceEnvironment"],
    [{ displayName: cut }, "displayName"],
    [{ description: "@{x=1}" }, "description"],
    [{ description: "System.Object[]" }, "description"],
    [{ description: "System.Collections.Generic.Dictionary`2[System.String,System.Object]" }, "description"],
    [{ attributes: [{ attributeName: "n", attributeSource: cut }] }, "attributes.0.attributeSource"],
  ])("is refused with what to do: %j", async (value, name) => {
    const { code, err } = await dryRun("g.json", JSON.stringify({ ...site, ...value }));
    const advice = "add -Depth 10 to ConvertTo-Json, or select what it contains\n";
    expect(err).toMatch(
      new RegExp(`\\n {2}1: ${name} is ".*", which PowerShell writes in place of an object: ${advice}`),
    );
    expect(code).toBe(2);
  });

  it("is not seen in ordinary strings", async () => {
    const resource = { ...site, displayName: "System. Object", description: "@{x", url: "Microsoft.Graph" };
    const attributes = [{ attributeName: "originId" }];
    const text = JSON.stringify({ ...resource, attributes, accessPackageResourceScopes: [{ ...site, originId: "/" }] });
    expect(await dryRun("g.json", text)).toMatchObject({ code: 0 });
  });
});

describe("a property that an option cannot set", () => {
  it.each([
    ["attributes", "attributes is not a string: only a JSON file can contain it"],
    ["addedBy", "addedBy cannot be sent: only the service sets it"],
    ["orginId", "there is no property orginId: did you mean originId?"],
    ["nothing", "there is no property nothing: use one of "],
  ])("is named with the reason: %s", async (name, message) => {
    expect(() => apiOf("beta", {}).columns.require(name, true)).toThrow(message);
    expect((await run("add", "AadGroup", groupId, "--set", `${name}=x`)).err).toContain(message);
    expect((await dryRun("g.csv", "originSystem,originId,a\n", "--map", `a=${name}`)).err).toContain(message);
  });
});
