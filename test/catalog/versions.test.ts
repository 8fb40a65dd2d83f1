import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import type { AccessPackageResourceRequestsClient as BetaClient } from "../../src/index.js";
import { fileJournal } from "../../src/node/index.js";
import { AccessPackageResourceRequestsClient as V1Client } from "../../src/v1.0.js";
import { loopbackClient } from "../support/client.js";
import { TestCredential } from "../support/credential.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { collect } from "./support.js";

const [sales, other] = [crypto.randomUUID(), crypto.randomUUID()];
const catalogs = [
  { id: sales, displayName: "Sales" },
  { id: other, displayName: "Twice" },
  { id: crypto.randomUUID(), displayName: "Twice" },
];
const group = { originSystem: "AadGroup", originId: crypto.randomUUID() };

describe("the clients of beta and v1.0 over one service", () => {
  let emulator: Emulator;
  let beta: BetaClient;
  let v1: V1Client;

  beforeAll(async () => {
    emulator = await startEmulator({ catalogs });
    beta = loopbackClient({ endpoint: emulator.endpoints.beta });
    const options = { endpoint: emulator.endpoints["v1.0"], allowInsecureConnection: true };
    v1 = new V1Client(new TestCredential(), options);
  });
  afterAll(() => emulator.close());

  it("find the same catalog by its name", async () => {
    const found = [await beta.findCatalog("Sales"), await v1.findCatalog("Sales"), await v1.findCatalog("sales")];
    expect(found.map((catalog) => catalog?.id)).toEqual([sales, sales, undefined]);
  });

  it("refuse a name that two catalogs have", async () => {
    const error = { name: "AmbiguousCatalogError", catalogIds: expect.arrayContaining([other]) };
    await expect(beta.findCatalog("Twice")).rejects.toMatchObject(error);
    await expect(v1.findCatalog("Twice")).rejects.toMatchObject(error);
  });

  it("see what the other client added, each with roles and scopes under its own names", async () => {
    expect(await v1.catalog(sales).addResource(group)).toMatchObject({ outcome: "added", requestState: "delivered" });
    expect(await beta.catalog(sales).addResource(group)).toMatchObject({ outcome: "alreadyPresent" });
    const inBeta = await beta.catalog(sales).findResource(group, { expand: ["roles", "scopes"] });
    const inV1 = await v1.catalog(sales).findResource(group, { expand: ["roles", "scopes"] });
    expect(inBeta?.accessPackageResourceRoles.map(({ displayName }) => displayName)).toEqual(
      ["Owner", "Member"].sort(),
    );
    expect(inV1?.roles.map(({ displayName }) => displayName)).toEqual(["Owner", "Member"].sort());
    expect([inBeta?.accessPackageResourceScopes.length, inV1?.scopes.length]).toEqual([1, 1]);
  });

  it("continue a run that the other client started, because a journal belongs to neither version", async () => {
    const journal = fileJournal(join(temporaryFolder("journal"), "both.journal"));
    const groups = Array.from({ length: 3 }, () => ({ originSystem: "AadGroup", originId: crypto.randomUUID() }));
    await collect(beta.catalog(sales).addResources(groups.slice(0, 2), { journal }));
    const sent = emulator.requests.length;
    const results = await collect(v1.catalog(sales).addResources(groups, { journal }));
    expect(results.map(({ attempts }) => attempts.length)).toEqual([0, 0, 1]);
    expect(emulator.requests.slice(sent).filter(({ level }) => level === "member")).toHaveLength(1);
  });

  it("add many at once and remove them again in v1.0", async () => {
    const catalog = v1.catalog(sales);
    const groups = Array.from({ length: 30 }, () => ({ originSystem: "AadGroup", originId: crypto.randomUUID() }));
    const outcomes: string[] = [];
    for await (const { outcome } of catalog.addResources(groups)) outcomes.push(outcome);
    expect(outcomes).toEqual(Array<string>(30).fill("added"));
    const first = groups[0] ?? group;
    expect(await catalog.removeResource(first)).toMatchObject({ outcome: "removed" });
    expect(await beta.catalog(sales).findResource(first)).toBeUndefined();
  });
});
