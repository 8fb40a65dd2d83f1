import { type Cloud, resolveEndpoint } from "../auth/endpoint.js";
import type { TokenCredential } from "../auth/tokens.js";
import type { Catalog } from "../catalog/catalog.js";
import { AccessPackageResourceRequestsClient } from "../client.js";
import { CliFailure } from "./exit-codes.js";
import { forceHint, notGuid } from "./input/plausible.js";
import type { CommandIo } from "./io.js";
import { inQuotes } from "./output/text.js";

/** Where a command sends its requests. */
export interface ConnectionOptions {
  readonly catalog: string;
  readonly endpoint?: string;
  readonly cloud?: Cloud;
  readonly force?: true;
}

/** The emulator looks at whether there is a token, not at what it says. */
const emulatorCredential: TokenCredential = {
  getToken: async () => ({ token: "emulator", expiresOnTimestamp: Number.POSITIVE_INFINITY }),
};

/**
 * The catalog, reached with DefaultAzureCredential; or with a token that is none, when the endpoint is this machine
 * over plain http, to which no real token may go.
 *
 * @throws CliFailure when an option cannot be used.
 */
export function connect({ clock }: CommandIo, { catalog, endpoint, cloud, force }: ConnectionOptions): Catalog {
  const problem = force ? undefined : notGuid(catalog, "the id of the catalog");
  if (problem !== undefined) throw new CliFailure("usage", `--catalog is ${inQuotes(catalog)}${problem}${forceHint}`);
  const target = {
    // Takes effect for a loopback host only, and is refused for any other.
    allowInsecureConnection: true,
    ...(endpoint !== undefined && { endpoint }),
    ...(cloud !== undefined && { cloud }),
  };
  try {
    const credential = resolveEndpoint(target).isLoopback ? emulatorCredential : undefined;
    return new AccessPackageResourceRequestsClient(credential, { ...target, clock }).catalog(catalog);
  } catch (error) {
    // What is made here throws for its options only.
    const { message } = error as TypeError;
    const where = "The command line sends to Microsoft Graph only, or over http to an emulator on this machine.";
    throw new CliFailure("usage", endpoint === undefined ? message : `${message}\n${where}`);
  }
}
