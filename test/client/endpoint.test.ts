import { describe, expect, it } from "@jest/globals";
import { AccessPackageResourceRequestsClient, type EndpointOptions } from "../../src/index.js";
import { AccessPackageResourceRequestsClient as V1Client } from "../../src/v1.0.js";
import { created, publishedBody, setUp } from "../support/client.js";
import { TestCredential } from "../support/credential.js";

const path = "/identityGovernance/entitlementManagement/accessPackageResourceRequests";

/** Where a request goes, and the scopes of its token request. */
async function route(options: EndpointOptions) {
  const { client, requests, credential } = setUp({ responses: [created], ...options });
  await client.createRequest(publishedBody());
  return { url: requests[0]?.url, scopes: credential.requests[0]?.scopes };
}

const make = (options: EndpointOptions) => () => new AccessPackageResourceRequestsClient(new TestCredential(), options);

describe("a cloud", () => {
  it.each([
    ["global", "https://graph.microsoft.com"],
    ["usGov", "https://graph.microsoft.us"],
    ["usGovDod", "https://dod-graph.microsoft.us"],
    ["china", "https://microsoftgraph.chinacloudapi.cn"],
  ] as const)("%s has its own host and scope", async (cloud, root) => {
    const expected = { url: `${root}/beta${path}`, scopes: [`${root}/.default`] };
    expect(await route({ cloud })).toEqual(expected);
    expect(await route({ endpoint: `${root}/beta` })).toEqual(expected);
    expect(await route({ cloud, endpoint: `${root}/beta` })).toEqual(expected);
  });

  it("must be a known cloud", () => {
    const options = JSON.parse('{"cloud":"mars"}');
    expect(make(options)).toThrow(new TypeError("cloud must be one of global, usGov, usGovDod, china"));
  });

  it("must be the cloud that the endpoint belongs to", () => {
    expect(make({ cloud: "china", endpoint: "https://graph.microsoft.us/beta" })).toThrow(
      new TypeError("endpoint belongs to the cloud usGov, but cloud is china: leave one of them out"),
    );
  });

  it("gives its scope to the caller's own endpoint", async () => {
    const gateway = { endpoint: "https://gateway.example/beta", allowedHosts: ["gateway.example"] };
    expect((await route({ cloud: "china", ...gateway })).scopes).toEqual([
      "https://microsoftgraph.chinacloudapi.cn/.default",
    ]);
  });
});

it("scopes can be a string or a list", async () => {
  const scope = "api://own/.default";
  for (const scopes of [scope, [scope]]) expect((await route({ scopes })).scopes).toEqual([scope]);
});

describe("an endpoint", () => {
  it("can end with slashes", async () => {
    const { url } = await route({ endpoint: "https://graph.microsoft.com/beta//" });
    expect(url).toBe(`https://graph.microsoft.com/beta${path}`);
  });

  it.each([
    ["https://gateway.example/graph", "gateway.example"],
    ["https://gateway.example/graph", "Gateway.Example:443"],
    ["https://gateway.example:8443", "gateway.example:8443"],
  ])("%s gets the token if allowedHosts has %s", async (endpoint, host) => {
    expect((await route({ endpoint, allowedHosts: [host] })).url).toBe(`${endpoint}${path}`);
  });

  it("is refused if allowedHosts has something that is not a host", () => {
    const options = { endpoint: "https://gateway.example/graph", allowedHosts: ["no host"] };
    expect(make(options)).toThrow("allowedHosts must be hosts");
  });

  it.each([
    ["a host that is not named", "https://gateway.example", []],
    ["a host below one that is named", "https://sub.gateway.example", ["gateway.example"]],
    ["a host that begins like one that is named", "https://gateway.example.evil.example", ["gateway.example"]],
    ["a host that ends like one that is named", "https://evilgateway.example", ["gateway.example"]],
    ["another port than the one that is named", "https://gateway.example:444", ["gateway.example:8443"]],
    ["another port than the usual one", "https://gateway.example:8443", ["gateway.example"]],
    ["another port of Graph's host", "https://graph.microsoft.com:8443/beta", []],
    ["a host that begins like Graph's", "https://graph.microsoft.com.evil.example/beta", []],
    ["a loopback host over https", "https://localhost:8443", []],
  ])("on %s is refused", (_name, endpoint, allowedHosts) => {
    expect(make({ endpoint, allowedHosts })).toThrow(/is not a Microsoft Graph host: add it to allowedHosts/);
  });

  it.each(["http://localhost:7071", "http://127.0.0.1:7071", "http://127.1.2.3:7071", "http://[::1]:7071"])(
    "of plain http on loopback, %s, needs allowInsecureConnection",
    async (endpoint) => {
      expect(make({ endpoint })).toThrow(/set allowInsecureConnection to true if it is the emulator/);
      expect((await route({ endpoint, allowInsecureConnection: true })).url).toBe(`${endpoint}${path}`);
    },
  );

  it.each([
    "http://graph.microsoft.com/beta",
    "http://gateway.example",
    "http://127.0.0.1.evil.example",
    "http://localhost.evil.example",
    "http://0.0.0.0:7071",
    "http://10.0.0.1",
    "ftp://graph.microsoft.com/beta",
  ])("of plain http elsewhere, %s, is always refused", (endpoint) => {
    const { host } = new URL(endpoint);
    expect(make({ endpoint, allowInsecureConnection: true, allowedHosts: [host] })).toThrow(
      new TypeError("endpoint must use https: a token is never sent over plain http"),
    );
  });

  it.each(["", "graph.microsoft.com/beta", "/beta", "https://"])("must be an absolute URL, unlike %j", (endpoint) => {
    expect(make({ endpoint })).toThrow(/^endpoint must be an absolute URL/);
  });

  it.each([
    ["https://user@graph.microsoft.com/beta", "a user name or password: pass a credential instead"],
    ["https://:secret@graph.microsoft.com/beta", "a user name or password: pass a credential instead"],
    ["https://graph.microsoft.com/beta?a=1", "a query or a fragment"],
    ["https://graph.microsoft.com/beta#part", "a query or a fragment"],
  ])("must not be %s, and the error does not quote it", (endpoint, problem) => {
    expect(make({ endpoint })).toThrow(new TypeError(`endpoint must not contain ${problem}`));
  });
});

describe("an endpoint of another version", () => {
  const allowedHosts = ["gateway.example"];
  const options = { allowedHosts, allowInsecureConnection: true };

  it.each([
    ["https://graph.microsoft.com/v1.0", "https://graph.microsoft.com/beta"],
    ["https://graph.microsoft.com", "https://graph.microsoft.com/beta"],
    ["https://graph.microsoft.com/Beta", "https://graph.microsoft.com/beta"],
    ["https://graph.microsoft.com/beta/v1.0", "https://graph.microsoft.com/beta"],
    ["https://graph.microsoft.us/V1.0//", "https://graph.microsoft.us/beta"],
    ["https://gateway.example/v1.0", "https://gateway.example/beta"],
    ["https://gateway.example/graph/V2.0/", "https://gateway.example/graph/beta"],
    ["http://127.0.0.1:7071/v1.0", "http://127.0.0.1:7071/beta"],
  ])("is refused: %s", (endpoint, proper) => {
    const entry = "access-package-resource-requests/v1.0";
    const advice = /\/v1\.0\/*$/i.test(endpoint) ? `, or for v1.0 import from ${entry}` : "";
    expect(make({ endpoint, ...options })).toThrow(
      new TypeError(`endpoint must end in /beta, the version that this client uses: write ${proper}${advice}`),
    );
  });

  it.each([
    ["https://graph.microsoft.com/beta", ", or for beta import from access-package-resource-requests"],
    ["https://graph.microsoft.com", ""],
  ])("is refused by the client of v1.0: %s", (endpoint, advice) => {
    expect(() => new V1Client(new TestCredential(), { endpoint })).toThrow(
      new TypeError(
        `endpoint must end in /v1.0, the version that this client uses: write https://graph.microsoft.com/v1.0${advice}`,
      ),
    );
  });

  it.each([
    "https://gateway.example/v1.0/graph",
    "https://gateway.example/graph-v1.0",
    "https://gateway.example/BETA/",
  ])("is not a gateway whose path ends differently: %s", (endpoint) => {
    expect(make({ endpoint, ...options })).not.toThrow();
  });
});
