import { models as betaModels } from "../../generated/beta/contract.js";
import { models as v1Models } from "../../generated/v1.0/contract.js";
import type { TokenCredential } from "../auth/tokens.js";
import type { AccessPackageResourceRequestsClientOptions, Client } from "../client.js";
import { AccessPackageResourceRequestsClient as BetaClient } from "../versions/beta/client.js";
import { beta } from "../versions/beta/version.js";
import type { ListedResource, VersionTypes } from "../versions/types.js";
import { AccessPackageResourceRequestsClient as V1Client } from "../versions/v1.0/client.js";
import { v1 } from "../versions/v1.0/version.js";
import type { ApiVersion } from "../versions/version.js";
import { CliFailure } from "./exit-codes.js";
import { Columns } from "./input/columns.js";
import { trim } from "./input/trim.js";
import { inQuotes } from "./output/text.js";
import { closest } from "./spelling.js";

/** The types of any version, as the commands use them. */
export interface AnyVersion extends VersionTypes {
  readonly catalogResource: ListedResource & { readonly displayName?: string | null };
}

type ClientArguments = [credential: TokenCredential | undefined, options: AccessPackageResourceRequestsClientOptions];

/** A version of Microsoft Graph as the commands use it. */
export interface Api {
  readonly version: ApiVersion;
  readonly createClient: (...args: ClientArguments) => Client<AnyVersion>;
  /** The properties of a resource to add. */
  readonly columns: Columns;
}

const apis = {
  beta: {
    version: beta,
    createClient: (...args: ClientArguments) => new BetaClient(...args),
    columns: new Columns(betaModels),
  },
  "v1.0": {
    version: v1,
    createClient: (...args: ClientArguments) => new V1Client(...args),
    columns: new Columns(v1Models),
  },
} satisfies Readonly<Record<string, Api>>;

type ApiVersionName = keyof typeof apis;

export const apiVersionNames = Object.keys(apis);
export const apiVersionVariable = "ACCESS_PACKAGE_API_VERSION";

/** The origin systems that the documentation of any version lists, for help texts. */
export const originSystems = [
  ...new Set(Object.values(apis).flatMap(({ version }) => version.knownOriginSystems)),
].join(", ");

/**
 * The version from the option, otherwise from the environment, otherwise beta.
 *
 * @throws CliFailure when the version from the environment does not exist.
 */
export function apiOf(option: ApiVersionName | undefined, env: Readonly<Record<string, string | undefined>>): Api {
  const name = option ?? (trim(env[apiVersionVariable] ?? "") || "beta");
  if (isApiVersionName(name)) return apis[name];
  const meant = closest(name, apiVersionNames);
  const advice = meant === undefined ? `set it to ${apiVersionNames.join(" or ")}` : `did you mean ${meant}?`;
  throw new CliFailure("usage", `${apiVersionVariable} is ${inQuotes(name)}: ${advice}`);
}

function isApiVersionName(name: string): name is ApiVersionName {
  return Object.hasOwn(apis, name);
}
