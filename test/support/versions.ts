import { AccessPackageResourceRequestsClient as BetaClient } from "../../src/index.js";
import { AccessPackageResourceRequestsClient as V1Client } from "../../src/v1.0.js";
import { autoAdvance, FakeClock } from "./clock.js";
import { TestCredential } from "./credential.js";
import { observedFetch, type StubbedResponse } from "./fetch.js";

const root = (version: string) => `https://graph.microsoft.com/${version}/identityGovernance/entitlementManagement`;

/** What the two versions call the same things. Both clients have the methods that tests of both use. */
export const versions = [
  {
    version: "beta",
    make: (...args: ConstructorParameters<typeof BetaClient>) => new BetaClient(...args),
    createPath: "/identityGovernance/entitlementManagement/accessPackageResourceRequests",
    listPath: (catalogId: string) =>
      `/identityGovernance/entitlementManagement/accessPackageCatalogs/${catalogId}/accessPackageResources`,
    root: root("beta"),
    request: (state?: string) => ({ id: "a-request", ...(state !== undefined && { requestState: state }) }),
    body: (kind: "Add" | "Remove", catalogId: string, accessPackageResource: object) => ({
      catalogId,
      requestType: `Admin${kind}`,
      accessPackageResource,
    }),
    resourceIn: "/accessPackageResource",
  },
  {
    version: "v1.0",
    make: (...args: ConstructorParameters<typeof V1Client>) => new V1Client(...args),
    createPath: "/identityGovernance/entitlementManagement/resourceRequests",
    listPath: (catalogId: string) => `/identityGovernance/entitlementManagement/catalogs/${catalogId}/resources`,
    root: root("v1.0"),
    request: (state?: string) => ({ id: "a-request", ...(state !== undefined && { state }) }),
    body: (kind: "Add" | "Remove", id: string, resource: object) => ({
      requestType: `admin${kind}`,
      resource,
      catalog: { id },
    }),
    resourceIn: "/resource",
  },
] as const;

export type Version = (typeof versions)[number];

/** A client of a version on a stubbed `fetch` and a clock that only tests move. */
export function setUpVersion({ make }: Pick<Version, "make">, ...responses: readonly StubbedResponse[]) {
  const clock = new FakeClock();
  const { fetch, requests } = observedFetch(...responses);
  const client = make(new TestCredential(), { fetch, clock });
  const finish = <Value>(promise: Promise<Value>) => autoAdvance(clock, promise);
  return {
    client,
    requests,
    finish,
    bodyOf: (index: number): unknown => JSON.parse(String(requests[index]?.init.body)),
  };
}
