import { type Cloud, type Endpoint, type EndpointOptions, resolveEndpoint } from "../auth/endpoint.js";
import type { TokenCredential } from "../auth/tokens.js";
import type { Catalog } from "../catalog/catalog.js";
import type { Client } from "../client.js";
import { isAmbiguousCatalogError } from "../errors/index.js";
import type { CallOptions } from "../options.js";
import type { AnyVersion, Api } from "./api-versions.js";
import { assertGuid, type Sources } from "./environment.js";
import { CliFailure } from "./exit-codes.js";
import { type CommandIo, interruptible } from "./io.js";
import { inQuotes } from "./output/text.js";
import { inCommandWords } from "./output/words.js";
import { type Route, routeTo } from "./proxy.js";
import { credentialFor, type SignInOptions, scopesOf } from "./sign-in.js";
import { notingWaits, traced } from "./trace.js";

/** Where a command sends its requests, and who signs in. */
export interface ConnectionOptions extends SignInOptions {
  readonly api: Api;
  /** Id of the catalog. If it is missing, `catalogName` is set. */
  readonly catalog?: string;
  readonly catalogName?: string;
  readonly endpoint?: string;
  readonly cloud?: Cloud;
  readonly sources: Sources;
  readonly quiet?: true;
}

export interface Session {
  readonly endpoint: Endpoint;
  readonly scopes: string[];
  readonly route: Route;
  readonly credential: TokenCredential;
  readonly client: Client<AnyVersion>;
}

/**
 * A client for the options, and what it is made of. A real credential is never used for plain http, which only an
 * emulator on this machine may use.
 *
 * @throws CliFailure when an option cannot be used.
 */
export async function openSession(
  io: CommandIo,
  options: ConnectionOptions,
  callOptions: CallOptions = {},
): Promise<Session> {
  const { api, cloud } = options;
  const target: EndpointOptions = {
    // This applies to a loopback host only and is refused for any other.
    allowInsecureConnection: true,
    ...(options.endpoint !== undefined && { endpoint: options.endpoint }),
    ...(cloud !== undefined && { cloud }),
  };
  const endpoint = usable(() => resolveEndpoint(target, api.version), options);
  const scopes = scopesOf(endpoint, options);
  const route = await routeTo(endpoint, io.env);
  const credential = credentialFor(endpoint, options, io);
  const waiting = options.quiet ? route.fetch : notingWaits(route.fetch, io);
  const fetch = options.verbose ? traced(waiting, io) : waiting;
  const client = api.createClient(credential, { ...target, ...callOptions, scopes, clock: io.clock, fetch });
  return { endpoint, scopes, route, credential, client };
}

/** Calls a function that throws only for invalid options. The message then has the names of the command line. */
function usable<Result>(create: () => Result, { endpoint, sources }: ConnectionOptions): Result {
  try {
    return create();
  } catch (error) {
    const problem = inCommandWords((error as TypeError).message)
      .replace(/^endpoint\b/, sources.endpoint)
      .replace(/^catalogId\b/, sources.catalog);
    const isOfEndpoint = endpoint !== undefined && problem.startsWith(sources.endpoint);
    const advice = `\n${sources.endpoint} must be Microsoft Graph over https, or an emulator on this machine over http.`;
    throw new CliFailure("usage", isOfEndpoint && !problem.includes("--api-version") ? problem + advice : problem);
  }
}

/** The catalog that the options specify, by id or by name. */
export async function openCatalog(
  { client }: Session,
  options: ConnectionOptions,
  abortSignal: AbortSignal,
): Promise<Catalog<AnyVersion>> {
  const id = options.catalog ?? (await findId(client, options, abortSignal));
  return usable(() => client.catalog(id), options);
}

/** @throws CliFailure when the id of the catalog is not a GUID. */
export function assertCatalogId({ catalog, sources, force }: ConnectionOptions): void {
  if (catalog !== undefined && !force) assertGuid(sources.catalog, catalog, "the id of the catalog");
}

/** @throws CliFailure when no catalog or several catalogs have the name. */
async function findId(
  client: Client<AnyVersion>,
  options: ConnectionOptions,
  abortSignal: AbortSignal,
): Promise<string> {
  const name = String(options.catalogName);
  const found = await client.findCatalog(name, { abortSignal }).catch((error: unknown) => {
    if (!isAmbiguousCatalogError(error)) throw error;
    const ids = error.catalogIds.map((id) => `\n  --catalog ${id}`).join("");
    throw new CliFailure("usage", `several catalogs are named ${inQuotes(name)}: use one of${ids}`);
  });
  if (found) return found.id;
  throw new CliFailure("failed", `there is no catalog named ${inQuotes(name)} that you can see`);
}

/**
 * Calls a function with the catalog and a signal that Ctrl-C aborts.
 *
 * @throws CliFailure when the proxy cannot be used.
 */
export function withCatalog<Result>(
  io: CommandIo,
  options: ConnectionOptions,
  use: (catalog: Catalog<AnyVersion>, abortSignal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  return interruptible(io, async ({ stop }) => {
    const session = await openSession(io, options);
    if (session.route.problem !== undefined) throw new CliFailure("environment", session.route.problem);
    return use(await openCatalog(session, options, stop), stop);
  });
}
