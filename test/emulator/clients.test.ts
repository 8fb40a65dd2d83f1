import { expect, it } from "@jest/globals";
import {
  addGroup,
  addGroup1,
  catalogId,
  change,
  change1,
  emulator,
  groupId,
  type ResponseBody,
  refusalOf,
  send,
} from "./support.js";

type Resource = Partial<ResponseBody["value"][number]>;

/** A request that another client sends, recorded or taken from its source code. The body can need the listed resource. */
type Sent = readonly [path: string, body?: (listed: Resource) => object];

const beta = "/beta/identityGovernance/entitlementManagement";
const v1 = "/v1.0/identityGovernance/entitlementManagement";
const resources = `${beta}/accessPackageCatalogs/${catalogId}/accessPackageResources`;
const requests = `${beta}/accessPackageResourceRequests`;
const add: Sent = [requests, () => addGroup()];
const removeListed: Sent = [requests, (listed) => change("AdminRemove", listed)];

const terraform = {
  accept: "application/json; charset=utf-8; IEEE754Compatible=false",
  "content-type": "application/json; charset=utf-8",
  "odata-maxversion": "4.0",
  "odata-version": "4.0",
};
const request = { "@odata.type": "#microsoft.graph.accessPackageResourceRequest" };
const group = {
  "@odata.type": "#microsoft.graph.accessPackageResource",
  originId: groupId,
  originSystem: "AadGroup",
};
const kiota = {
  accept: "application/json",
  "user-agent": "kiota-typescript/1.0.0-preview.24",
  sdkversion: "graph-typescript-beta/1.0.0-preview.81, graph-typescript-core/1.0.0-preview.17",
};

it.each<[client: string, headers: Readonly<Record<string, string>>, sent: readonly Sent[]]>([
  [
    "Terraform's provider azuread 3",
    terraform,
    [
      [`${beta}/accessPackageCatalogs/${catalogId}`],
      [`${resources}?%24filter=originId+eq+%27${groupId}%27`],
      [requests, () => change("AdminAdd", group, { ...request, executeImmediately: true })],
      [`${resources}?%24filter=startswith%28originId%2C%27${groupId}%27%29`],
      [requests, () => change("AdminRemove", group, request)],
    ],
  ],
  [
    "hamilton",
    terraform,
    [
      [requests, () => addGroup(groupId, { executeImmediately: true })],
      [`${requests}?%24filter=startswith%28id%2C%27e%27%29`],
      [`${resources}?%24filter=startswith%28originId%2C%27${groupId}%27%29`],
      [requests, ({ id }) => change("AdminRemove", { id })],
    ],
  ],
  [
    "msgraph-beta-sdk for TypeScript",
    kiota,
    [
      add,
      [`${requests}?$expand=accessPackageResource`],
      [`${beta}/accessPackageCatalogs/$count`],
      [
        `${resources}?$count=true&$expand=accessPackageResourceRoles,accessPackageResourceScopes&$filter=originId%20eq%20%27${groupId}%27&$skip=0&$top=5`,
      ],
      removeListed,
    ],
  ],
  [
    "msgraph-beta-sdk for Python",
    { ...kiota, "user-agent": "python-httpx/0.28.1 kiota-python/1.16.0" },
    [add, [resources], removeListed],
  ],
  [
    "microsoft-graph-client",
    {},
    [
      add,
      [
        `${resources}?$filter=originId%20eq%20%27${groupId}%27&$expand=accessPackageResourceRoles&$select=id,displayName&$top=3&$skip=0&$count=true`,
      ],
      removeListed,
    ],
  ],
  [
    "core-client of Azure",
    { accept: "application/json", "x-ms-client-request-id": "7e2463ee-77bb-4aff-b4e6-64fef994ed71" },
    [add, [`${resources}?%24filter=originId%20eq%20%27${groupId}%27&%24top=2`], removeListed],
  ],
  [
    "a script of Microsoft's tutorial in v1.0",
    {},
    [
      [`${v1}/resourceRequests`, () => addGroup1()],
      [`${v1}/resourceRequests?$expand=catalog,resource`],
      [`${v1}/catalogs('${catalogId}')/resources?$filter=originSystem eq 'AadGroup'&$expand=roles,scopes`],
      [`${v1}/resourceRequests`, (listed) => change1("adminRemove", listed)],
    ],
  ],
])("%s adds a resource, finds it and removes it", async (_, headers, sent) => {
  let listed: Resource = {};
  for (const [path, bodyOf] of sent) {
    const response = await fetch(new URL(path, emulator.endpoint), {
      method: bodyOf === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json", authorization: "Bearer t", ...headers },
      ...(bodyOf !== undefined && { body: JSON.stringify(bodyOf(listed)) }),
    });
    const text = await response.text();
    expect({ path, status: response.status, text }).toMatchObject({ status: bodyOf === undefined ? 200 : 201 });
    listed = JSON.parse(text).value?.[0] ?? listed;
  }
  expect(emulator.commits.map(({ requestType, originId }) => `${requestType} ${originId}`.toLowerCase())).toEqual([
    `adminadd ${groupId}`,
    `adminremove ${groupId}`,
  ]);
});

it("a compressed body is refused with the status that makes Microsoft's SDK for Go send it uncompressed", async () => {
  const init = { body: addGroup(), headers: { "content-encoding": "gzip" } };
  expect(refusalOf(await send("createAccessPackageResourceRequest", init))).toEqual([415, "UnsupportedMediaType"]);
});
