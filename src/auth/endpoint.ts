import type { servers as betaServers, ServerContract } from "../../generated/beta/contract.js";
import { describe } from "../option-checks.js";
import type { ApiVersion } from "../versions/version.js";

/** One of the clouds that run Microsoft Graph (docs: Microsoft Graph national cloud deployments). */
export type Cloud = (typeof betaServers)[number]["cloud"];
type Version = Pick<ApiVersion, "servers" | "otherEntry">;
type Servers = ApiVersion["servers"];

/** Where requests and their tokens may go. */
export interface EndpointOptions {
  /** Cloud whose service root, authority and scope are used. Default: the cloud of `endpoint`, otherwise `global`. */
  readonly cloud?: Cloud | undefined;
  /** Service root with the client's version. Default: the cloud's, such as `https://graph.microsoft.com/beta`. */
  readonly endpoint?: string | undefined;
  /**
   * Hosts that get the token in addition to Microsoft's own, as `host` or `host:port`, compared exactly. Risk: the
   * operator of such a host can use the token. Default: none.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Allows plain http to a loopback host, for the emulator. Default: `false`. */
  readonly allowInsecureConnection?: boolean | undefined;
  /** Scopes to request a token for. Default: the cloud's `{root}/.default`. */
  readonly scopes?: string | readonly string[] | undefined;
}

/**
 * Where requests go, and which tokens they need.
 *
 * @internal
 */
export interface Endpoint {
  readonly baseUrl: string;
  readonly isLoopback: boolean;
  readonly scopes: string[];
  readonly authorityHost: string;
}

/**
 * Decides where requests and their tokens go.
 *
 * @internal
 * @throws TypeError when the endpoint is not a URL, is not https, is on a host that is not allowed, or is of another
 * version of Microsoft Graph.
 */
export function resolveEndpoint(options: EndpointOptions, version: Version): Endpoint {
  const { servers } = version;
  const url = options.endpoint === undefined ? undefined : parseEndpoint(options.endpoint, servers);
  const byHost = servers.find((each) => new URL(each.url).host === url?.host);
  const server = findServer(options.cloud, byHost, servers);
  const target = url ?? new URL(server.url);
  const own = url ? byHost : server;
  assertTrusted(target, own, options);
  assertVersion(target, own, version);
  const scopes = options.scopes ?? `${new URL(server.url).origin}/.default`;
  return {
    baseUrl: target.href.replace(/\/+$/, ""),
    isLoopback: isLoopback(target),
    scopes: typeof scopes === "string" ? [scopes] : [...scopes],
    authorityHost: server.authorityHost,
  };
}

function parseEndpoint(endpoint: string, [server]: Servers): URL {
  if (!URL.canParse(endpoint)) {
    throw new TypeError(`endpoint must be an absolute URL, such as ${server.url}`);
  }
  const url = new URL(endpoint);
  if (url.username !== "" || url.password !== "") {
    throw new TypeError("endpoint must not contain a user name or password: pass a credential instead");
  }
  if (url.search !== "" || url.hash !== "") throw new TypeError("endpoint must not contain a query or a fragment");
  return url;
}

function findServer(cloud: Cloud | undefined, byHost: ServerContract | undefined, servers: Servers): ServerContract {
  if (cloud === undefined) return byHost ?? servers[0];
  const byCloud = servers.find((server) => server.cloud === cloud);
  if (!byCloud) throw new TypeError(`cloud must be one of ${servers.map((server) => server.cloud).join(", ")}`);
  if (byHost && byHost !== byCloud) {
    throw new TypeError(`endpoint belongs to the cloud ${byHost.cloud}, but cloud is ${cloud}: leave one of them out`);
  }
  return byCloud;
}

function assertTrusted(
  url: URL,
  own: ServerContract | undefined,
  { allowInsecureConnection, allowedHosts = [] }: EndpointOptions,
): void {
  if (url.protocol === "http:" && isLoopback(url)) {
    if (allowInsecureConnection === true) return;
    throw new TypeError("endpoint uses plain http: set allowInsecureConnection to true if it is the emulator");
  }
  if (url.protocol !== "https:") throw new TypeError("endpoint must use https: a token is never sent over plain http");
  if (allowedHosts.map(normalizeHost).includes(url.host) || own) return;
  throw new TypeError(
    `endpoint is on ${url.host}, which is not a Microsoft Graph host: add it to allowedHosts to trust it with tokens`,
  );
}

/** A gateway can have any path that does not end in another version, whose bodies differ. */
function assertVersion(url: URL, own: ServerContract | undefined, { servers, otherEntry }: Version): void {
  const path = url.pathname.replace(/\/+$/, "");
  const { pathname: ownPath } = new URL(own?.url ?? servers[0].url);
  const end = /\/(?:v\d+(?:\.\d+)*|beta)$/i.exec(path)?.[0].toLowerCase() ?? ownPath;
  if (own ? path === ownPath : end === ownPath) return;
  const proper = own?.url ?? `${url.origin}${path.slice(0, -end.length)}${ownPath}`;
  const isOther = end !== ownPath && (end === "/beta" || end === "/v1.0");
  const advice = isOther ? `, or for ${end.slice(1)} import from ${otherEntry}` : "";
  throw new TypeError(`endpoint must end in ${ownPath}, the version that this client uses: write ${proper}${advice}`);
}

/** As in a URL: in lower case, without the port that https implies. */
function normalizeHost(host: string): string {
  const url = `https://${host}`;
  if (!URL.canParse(url)) {
    throw new TypeError(`allowedHosts must be hosts, such as graph.contoso.com:8443, got ${describe(host)}`);
  }
  return new URL(url).host;
}

function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
}
