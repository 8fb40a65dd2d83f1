import type { Endpoint } from "../auth/endpoint.js";
import type { FetchLike } from "../transport/messages.js";
import type { CommandIo } from "./io.js";

type Environment = CommandIo["env"];

/** How requests reach the service. */
export interface Route {
  readonly fetch: FetchLike;
  /** The proxy, for the doctor. */
  readonly description: string;
  /** Why the proxy from the environment cannot be used, and what to do. */
  readonly problem?: string;
}

/** A current Node 24 has this, but the types of Node 20 do not. */
type NodeHttp = typeof import("node:http") & { readonly setGlobalProxyFromEnv?: (env: Environment) => unknown };

const direct: FetchLike = (url, init) => globalThis.fetch(url, init);

/**
 * The route to an endpoint: through the proxy from the environment, using Node itself if it can, otherwise undici. A
 * loopback endpoint never uses a proxy. `@azure/identity` reads the same variables itself.
 */
export async function routeTo({ baseUrl, isLoopback }: Endpoint, env: Environment): Promise<Route> {
  const proxy = find(env, "HTTPS_PROXY") ?? find(env, "HTTP_PROXY");
  if (isLoopback || !proxy) return { fetch: direct, description: "none" };
  const { host } = new URL(baseUrl);
  const exceptions = find(env, "NO_PROXY")?.value ?? "";
  if (isExcepted(host, exceptions)) return { fetch: direct, description: `none: NO_PROXY lists ${host}` };
  const url = readProxy(proxy.value.includes("://") ? proxy.value : `http://${proxy.value}`);
  // The value may contain a password.
  const description = `${url?.host ?? ""} (${proxy.name})`;
  if (!url || !/^https?:$/.test(url.protocol)) {
    const problem = `${proxy.name} must be the URL of an HTTP proxy, such as http://proxy.contoso.com:8080, with %25 for a % in a password`;
    return { fetch: direct, description, problem };
  }
  return (
    (await throughNode(description, { HTTPS_PROXY: url.href, NO_PROXY: exceptions }, env)) ??
    (await throughUndici(description, url, proxy.name))
  );
}

async function throughNode(description: string, proxyEnv: Environment, env: Environment): Promise<Route | undefined> {
  const { setGlobalProxyFromEnv }: NodeHttp = (await import("node:http")).default;
  const isOn = env["NODE_USE_ENV_PROXY"] === "1" && process.allowedNodeEnvironmentFlags.has("--use-env-proxy");
  if (!setGlobalProxyFromEnv && !isOn) return undefined;
  setGlobalProxyFromEnv?.(proxyEnv);
  return { fetch: direct, description: `${description}, used by Node` };
}

async function throughUndici(description: string, { href }: URL, variable: string): Promise<Route> {
  try {
    const { fetch, ProxyAgent } = await import("undici");
    const dispatcher = new ProxyAgent(href);
    // undici has its own types for what is the same at run time.
    const viaProxy = ((url, init) => fetch(url, { ...init, dispatcher })) as (
      ...args: Parameters<FetchLike>
    ) => unknown;
    return { fetch: viaProxy as FetchLike, description: `${description}, used by undici` };
  } catch {
    const advice = "install undici alongside this package (npm install undici), or use a current Node 24 or later";
    return {
      fetch: direct,
      description,
      problem: `${variable} is set, and Node ${process.versions.node} ignores it: ${advice}`,
    };
  }
}

/** The URL of a proxy; `undefined` when it, its user or its password cannot be read. */
function readProxy(address: string): URL | undefined {
  try {
    const url = new URL(address);
    decodeURIComponent(url.username + url.password);
    return url;
  } catch {
    return undefined;
  }
}

/** A lower-case variable takes precedence over the same in upper case, as in curl and Node. */
function find(env: Environment, name: string): { readonly name: string; readonly value: string } | undefined {
  const found = [name.toLowerCase(), name].find((each) => env[each]?.trim());
  return found === undefined ? undefined : { name: found, value: String(env[found]).trim() };
}

/** A domain in NO_PROXY includes its subdomains, as in curl and Go. */
function isExcepted(host: string, exceptions: string): boolean {
  return exceptions
    .toLowerCase()
    .split(/[\s,]+/)
    .map((entry) => entry.replace(/^\*?\./, "").replace(/:443$/, ""))
    .some((entry) => entry === "*" || (entry !== "" && `.${host}`.endsWith(`.${entry}`)));
}
