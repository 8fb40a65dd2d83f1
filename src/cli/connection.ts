import { type Cloud, resolveEndpoint } from "../auth/endpoint.js";
import type { TokenCredential } from "../auth/tokens.js";
import type { Catalog } from "../catalog/catalog.js";
import { AccessPackageResourceRequestsClient } from "../versions/beta/client.js";
import { beta } from "../versions/beta/version.js";
import { CliFailure } from "./exit-codes.js";
import { forceHint, notGuid } from "./input/plausible.js";
import { type CommandIo, watchInterrupts } from "./io.js";
import { inQuotes } from "./output/text.js";

/** Where a command sends its requests. */
export interface ConnectionOptions {
  readonly catalog: string;
  readonly endpoint?: string;
  readonly cloud?: Cloud;
  readonly force?: true;
}

/** The emulator accepts any token. */
const emulatorCredential: TokenCredential = {
  getToken: async () => ({ token: "emulator", expiresOnTimestamp: Number.POSITIVE_INFINITY }),
};

/**
 * The catalog that the options name. A real credential is never used for plain http, which only an emulator on this
 * machine may use.
 *
 * @throws CliFailure when an option cannot be used.
 */
export function connect({ clock }: CommandIo, { catalog, endpoint, cloud, force }: ConnectionOptions): Catalog {
  const problem = force ? undefined : notGuid(catalog, "the id of the catalog");
  if (problem !== undefined) throw new CliFailure("usage", `--catalog is ${inQuotes(catalog)}${problem}${forceHint}`);
  const target = {
    // This applies to a loopback host only and is refused for any other.
    allowInsecureConnection: true,
    ...(endpoint !== undefined && { endpoint }),
    ...(cloud !== undefined && { cloud }),
  };
  try {
    const credential = resolveEndpoint(target, beta).isLoopback ? emulatorCredential : undefined;
    return new AccessPackageResourceRequestsClient(credential, { ...target, clock }).catalog(catalog);
  } catch (error) {
    // Only wrong options make these throw. An option of the API is no advice to a user of the command line.
    const message = (error as TypeError).message.replace(/:[^:]*allowedHosts.*$/s, "");
    const where = "--endpoint must be Microsoft Graph over https, or an emulator on this machine over http.";
    throw new CliFailure("usage", endpoint === undefined ? message : `${message}\n${where}`);
  }
}

/** Calls a function with the catalog and a signal that Ctrl-C aborts. */
export async function withCatalog<Result>(
  io: CommandIo,
  options: ConnectionOptions,
  use: (catalog: Catalog, abortSignal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const catalog = connect(io, options);
  const { stop, dispose } = watchInterrupts(io);
  try {
    return await use(catalog, stop);
  } finally {
    dispose();
  }
}
