import { type Cloud, resolveEndpoint } from "../auth/endpoint.js";
import type { TokenCredential } from "../auth/tokens.js";
import type { Catalog } from "../catalog/catalog.js";
import type { Client } from "../client.js";
import { isAmbiguousCatalogError } from "../errors/index.js";
import type { AnyVersion, Api } from "./api-versions.js";
import { CliFailure } from "./exit-codes.js";
import { forceHint, notGuid } from "./input/plausible.js";
import { type CommandIo, watchInterrupts } from "./io.js";
import { inQuotes } from "./output/text.js";

/** Where a command sends its requests. */
export interface ConnectionOptions {
  readonly api: Api;
  /** Id of the catalog. Without it, `catalogName` is given. */
  readonly catalog?: string;
  readonly catalogName?: string;
  readonly endpoint?: string;
  readonly cloud?: Cloud;
  readonly force?: true;
}

/** The emulator accepts any token. */
const emulatorCredential: TokenCredential = {
  getToken: async () => ({ token: "emulator", expiresOnTimestamp: Number.POSITIVE_INFINITY }),
};

/**
 * A client for the options. A real credential is never used for plain http, which only an emulator on this machine may
 * use.
 *
 * @throws CliFailure when an option cannot be used.
 */
function createClient({ clock }: CommandIo, { api, endpoint, cloud }: ConnectionOptions): Client<AnyVersion> {
  const target = {
    // This applies to a loopback host only and is refused for any other.
    allowInsecureConnection: true,
    ...(endpoint !== undefined && { endpoint }),
    ...(cloud !== undefined && { cloud }),
  };
  return usable(
    () => {
      const credential = resolveEndpoint(target, api.version).isLoopback ? emulatorCredential : undefined;
      return api.createClient(credential, { ...target, clock });
    },
    endpoint === undefined
      ? ""
      : "\n--endpoint must be Microsoft Graph over https, or an emulator on this machine over http.",
  );
}

/** What a function returns that throws only for wrong options. */
function usable<Result>(create: () => Result, advice = ""): Result {
  try {
    return create();
  } catch (error) {
    const { message } = error as TypeError;
    // The \s is a blank: publint takes the words with a blank between them for an ES module.
    const [, otherVersion] = /, or for (\S+) import\sfrom /.exec(message) ?? [];
    // An option or an entry of the API is no advice to a user of the command line.
    const problem = message.replace(/:[^:]*allowedHosts.*$|, or for \S+ import\sfrom .*$/s, "");
    throw new CliFailure("usage", otherVersion ? `${problem}, or use --api-version ${otherVersion}` : problem + advice);
  }
}

/** The catalog that the options name, by its id or by its name. */
async function connect(
  io: CommandIo,
  options: ConnectionOptions,
  abortSignal: AbortSignal,
): Promise<Catalog<AnyVersion>> {
  const { catalog, catalogName = "", force } = options;
  if (catalog !== undefined && !force) assertGuid(catalog);
  const client = createClient(io, options);
  const id = catalog ?? (await findId(client, catalogName, abortSignal));
  return usable(() => client.catalog(id));
}

function assertGuid(catalog: string): void {
  const problem = notGuid(catalog, "the id of the catalog");
  if (problem !== undefined) throw new CliFailure("usage", `--catalog is ${inQuotes(catalog)}${problem}${forceHint}`);
}

/** @throws CliFailure when no catalog or several catalogs have the name. */
async function findId(client: Client<AnyVersion>, name: string, abortSignal: AbortSignal): Promise<string> {
  const found = await client.findCatalog(name, { abortSignal }).catch((error: unknown) => {
    if (!isAmbiguousCatalogError(error)) throw error;
    const ids = error.catalogIds.map((id) => `\n  --catalog ${id}`).join("");
    throw new CliFailure("usage", `several catalogs are named ${inQuotes(name)}: use one of${ids}`);
  });
  if (found) return found.id;
  throw new CliFailure("failed", `no catalog that you may see is named ${inQuotes(name)}`);
}

/** Calls a function with the catalog and a signal that Ctrl-C aborts. */
export async function withCatalog<Result>(
  io: CommandIo,
  options: ConnectionOptions,
  use: (catalog: Catalog<AnyVersion>, abortSignal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const { stop, dispose } = watchInterrupts(io);
  try {
    return await use(await connect(io, options, stop), stop);
  } finally {
    dispose();
  }
}
