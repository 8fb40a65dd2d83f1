import { expect, it } from "@jest/globals";
import { catalogId, emulator, groupId, type ResponseBody } from "./support.js";

/** Requests that other clients send, recorded or taken from their source code. */
interface Sent {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `LISTED` is the resource as the preceding list returned it, and `ID` its id. */
  readonly body?: string;
}

const beta = "/beta/identityGovernance/entitlementManagement";
const v1 = "/v1.0/identityGovernance/entitlementManagement";
const betaResources = `${beta}/accessPackageCatalogs/${catalogId}/accessPackageResources`;
const betaRequests = `${beta}/accessPackageResourceRequests`;

const terraform = {
  accept: "application/json; charset=utf-8; IEEE754Compatible=false",
  "content-type": "application/json; charset=utf-8",
  "odata-maxversion": "4.0",
  "odata-version": "4.0",
};
const kiota = {
  accept: "application/json",
  "content-type": "application/json",
  "user-agent": "kiota-typescript/1.0.0-preview.24",
  sdkversion: "graph-typescript-beta/1.0.0-preview.81, graph-typescript-core/1.0.0-preview.17",
};
const python = { ...kiota, "user-agent": "python-httpx/0.28.1 kiota-python/1.16.0" };
const azure = { ...kiota, "x-ms-client-request-id": "7e2463ee-77bb-4aff-b4e6-64fef994ed71" };

it.each<[string, readonly Sent[]]>([
  [
    "Terraform's provider azuread 3",
    [
      { path: `${beta}/accessPackageCatalogs/${catalogId}`, headers: terraform },
      { path: `${betaResources}?%24filter=originId+eq+%27${groupId}%27`, headers: terraform },
      {
        path: betaRequests,
        headers: terraform,
        body: `{"@odata.type":"#microsoft.graph.accessPackageResourceRequest","accessPackageResource":{"@odata.type":"#microsoft.graph.accessPackageResource","originId":"${groupId}","originSystem":"AadGroup"},"catalogId":"${catalogId}","executeImmediately":true,"requestType":"AdminAdd"}`,
      },
      { path: `${betaResources}?%24filter=startswith%28originId%2C%27${groupId}%27%29`, headers: terraform },
      {
        path: betaRequests,
        headers: terraform,
        body: `{"@odata.type":"#microsoft.graph.accessPackageResourceRequest","accessPackageResource":{"@odata.type":"#microsoft.graph.accessPackageResource","originId":"${groupId}","originSystem":"AadGroup"},"catalogId":"${catalogId}","requestType":"AdminRemove"}`,
      },
    ],
  ],
  [
    "hamilton",
    [
      {
        path: betaRequests,
        headers: terraform,
        body: `{"catalogId":"${catalogId}","executeImmediately":true,"requestType":"AdminAdd","accessPackageResource":{"originId":"${groupId}","originSystem":"AadGroup"}}`,
      },
      { path: `${betaRequests}?%24filter=startswith%28id%2C%27e%27%29`, headers: terraform },
      { path: `${betaResources}?%24filter=startswith%28originId%2C%27${groupId}%27%29`, headers: terraform },
      {
        path: betaRequests,
        headers: terraform,
        body: `{"catalogId":"${catalogId}","requestType":"AdminRemove","accessPackageResource":{"id":"ID"}}`,
      },
    ],
  ],
  [
    "msgraph-beta-sdk for TypeScript",
    [
      {
        path: betaRequests,
        headers: kiota,
        body: `{"accessPackageResource":{"originId":"${groupId}","originSystem":"AadGroup"},"catalogId":"${catalogId}","requestType":"AdminAdd"}`,
      },
      { path: `${betaRequests}?$expand=accessPackageResource`, headers: kiota },
      { path: `${beta}/accessPackageCatalogs/$count`, headers: { ...kiota, accept: "text/plain;q=0.9" } },
      {
        path: `${betaResources}?$count=true&$expand=accessPackageResourceRoles,accessPackageResourceScopes&$filter=originId%20eq%20%27${groupId}%27&$skip=0&$top=5`,
        headers: kiota,
      },
      {
        path: betaRequests,
        headers: kiota,
        body: `{"accessPackageResource":LISTED,"catalogId":"${catalogId}","requestType":"AdminRemove"}`,
      },
    ],
  ],
  [
    "msgraph-beta-sdk for Python",
    [
      {
        path: betaRequests,
        headers: python,
        body: `{"accessPackageResource": {"originId": "${groupId}", "originSystem": "AadGroup"}, "catalogId": "${catalogId}", "requestType": "AdminAdd"}`,
      },
      { path: betaResources, headers: python },
      {
        path: betaRequests,
        headers: python,
        body: `{"accessPackageResource": LISTED, "catalogId": "${catalogId}", "requestType": "AdminRemove"}`,
      },
    ],
  ],
  [
    "microsoft-graph-client",
    [
      {
        path: betaRequests,
        body: `{"catalogId":"${catalogId}","requestType":"AdminAdd","accessPackageResource":{"originId":"${groupId}","originSystem":"AadGroup"}}`,
      },
      {
        path: `${betaResources}?$filter=originId%20eq%20%27${groupId}%27&$expand=accessPackageResourceRoles&$select=id,displayName&$top=3&$skip=0&$count=true`,
      },
      {
        path: betaRequests,
        body: `{"catalogId":"${catalogId}","requestType":"AdminRemove","accessPackageResource":LISTED}`,
      },
    ],
  ],
  [
    "core-client of Azure",
    [
      {
        path: betaRequests,
        headers: azure,
        body: `{"catalogId":"${catalogId}","requestType":"AdminAdd","accessPackageResource":{"originId":"${groupId}","originSystem":"AadGroup"}}`,
      },
      { path: `${betaResources}?%24filter=originId%20eq%20%27${groupId}%27&%24top=2`, headers: azure },
      {
        path: betaRequests,
        headers: azure,
        body: `{"catalogId":"${catalogId}","requestType":"AdminRemove","accessPackageResource":LISTED}`,
      },
    ],
  ],
  [
    "a script of Microsoft's tutorial in v1.0",
    [
      {
        path: `${v1}/resourceRequests`,
        body: `{"requestType":"adminAdd","resource":{"originId":"${groupId}","originSystem":"AadGroup"},"catalog":{"id":"${catalogId}"}}`,
      },
      { path: `${v1}/resourceRequests?$expand=catalog,resource` },
      { path: `${v1}/catalogs('${catalogId}')/resources?$filter=originSystem eq 'AadGroup'&$expand=roles,scopes` },
      {
        path: `${v1}/resourceRequests`,
        body: `{"requestType":"adminRemove","resource":LISTED,"catalog":{"id":"${catalogId}"}}`,
      },
    ],
  ],
])("%s adds a resource, finds it and removes it", async (_, exchanges) => {
  let listed: Partial<ResponseBody["value"][number]> = {};
  for (const { path, headers, body } of exchanges) {
    const response = await fetch(new URL(path, emulator.endpoint), {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", authorization: "Bearer t", ...headers },
      ...(body !== undefined && {
        body: body.replace("LISTED", JSON.stringify(listed)).replace("ID", String(listed.id)),
      }),
    });
    const text = await response.text();
    expect({ path, status: response.status, text }).toMatchObject({ status: body === undefined ? 200 : 201 });
    listed = JSON.parse(text).value?.[0] ?? listed;
  }
  expect(emulator.commits.map(({ requestType, originId }) => `${requestType} ${originId}`.toLowerCase())).toEqual([
    `adminadd ${groupId}`,
    `adminremove ${groupId}`,
  ]);
});

it("a compressed body is refused with the status after which Microsoft's SDK for Go sends it uncompressed", async () => {
  const headers = { authorization: "Bearer t", "content-type": "application/json", "content-encoding": "gzip" };
  const response = await fetch(new URL(betaRequests, emulator.endpoint), { method: "POST", headers, body: "{}" });
  expect(response.status).toBe(415);
});
