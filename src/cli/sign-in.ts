import { existsSync } from "node:fs";
import type { Endpoint } from "../auth/endpoint.js";
import { type TokenCredential, tokenLike } from "../auth/tokens.js";
import { AuthenticationError } from "../errors/index.js";
import { redactCause } from "../errors/redact.js";
import { permission } from "../responses/hints.js";
import { assertGuid } from "./environment.js";
import { CliFailure } from "./exit-codes.js";
import type { CommandIo } from "./io.js";
import { printNote } from "./output/output.js";
import { inQuotes } from "./output/text.js";

/** Who signs in: a person through an app registration, or what DefaultAzureCredential finds. */
export interface SignInOptions {
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly deviceCode?: true;
  readonly verbose?: true;
  readonly force?: true;
}

const emulatorCredential: TokenCredential = {
  getToken: async () => ({ token: "emulator", expiresOnTimestamp: Number.POSITIVE_INFINITY }),
};

const maxReasonLength = 200;
const missing = new AuthenticationError(
  "Signing in needs @azure/identity, which is not installed.\nInstall it alongside this package: npm install @azure/identity",
);
const programAdvice =
  "Set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET of an application, or sign in as yourself with --tenant-id and --client-id.";
const personAdvice = `Check that --client-id is a public client of the tenant with the delegated permission ${permission}. Without a browser, add --device-code.`;

/** @throws CliFailure for sign-in options that do not go together. */
export function assertSignIn({ tenantId, clientId, deviceCode, force }: SignInOptions): void {
  if (deviceCode && (tenantId === undefined || clientId === undefined))
    throw new CliFailure("usage", "--device-code needs --tenant-id and --client-id");
  if ((tenantId === undefined) !== (clientId === undefined)) {
    const [given, absent] = tenantId === undefined ? ["--client-id", "--tenant-id"] : ["--tenant-id", "--client-id"];
    throw new CliFailure("usage", `${given} also needs ${absent}`);
  }
  if (clientId !== undefined && !force)
    assertGuid("--client-id", clientId, "the application id of the app registration");
}

/** The scopes of the token. A person consents to one permission; an application has those that it was granted. */
export function scopesOf({ scopes }: Endpoint, { tenantId }: SignInOptions): string[] {
  return tenantId === undefined ? scopes : scopes.map((scope) => scope.replace(/\.default$/, permission));
}

/** The credential for an endpoint. A real one is created when a token is first needed, and never for an emulator. */
export function credentialFor(endpoint: Endpoint, options: SignInOptions, io: CommandIo): TokenCredential {
  if (endpoint.isLoopback) return emulatorCredential;
  let credential: TokenCredential | undefined;
  return {
    getToken: async (scopes, tokenOptions) => {
      try {
        credential ??= await createCredential(endpoint, options, io);
        return await credential.getToken(scopes, tokenOptions);
      } catch (error) {
        throw toAuthenticationError(error, options, io.env);
      }
    },
  };
}

async function createCredential(
  { authorityHost }: Endpoint,
  { tenantId, clientId, deviceCode }: SignInOptions,
  io: CommandIo,
): Promise<TokenCredential> {
  const identity = await import("@azure/identity");
  if (tenantId === undefined || clientId === undefined) return new identity.DefaultAzureCredential({ authorityHost });
  const person = { tenantId, clientId, authorityHost };
  if (!deviceCode) {
    printNote(io, "Sign in using the browser that opens. Without a browser, use --device-code.");
    return new identity.InteractiveBrowserCredential(person);
  }
  const userPromptCallback = ({ message }: { readonly message: string }) => printNote(io, message);
  return new identity.DeviceCodeCredential({ ...person, userPromptCallback });
}

/** Two lines: what happened and what to do. With --verbose, the whole message of the credential follows. */
function toAuthenticationError(
  error: unknown,
  { tenantId, verbose }: SignInOptions,
  env: CommandIo["env"],
): AuthenticationError {
  const { name, message } = redactCause(error, [], tokenLike) ?? new Error("The credential failed.");
  // Every platform quotes the module that it cannot find.
  if (/Cannot find (?:module|package) ["']@azure\/identity["']/.test(message)) return missing;
  // DefaultAzureCredential lists what it tried only if nothing was configured.
  const isUnavailable = name === "AggregateAuthenticationError" || name === "CredentialUnavailableError";
  // The first line often names only the credential, with the cause below.
  const [reason] = /AADSTS\d+: [^.\r\n]+|(?<=More details:\n).+?(?=,?(?:\n|$))/.exec(message) ?? [
    message.replace(/,?\n.*/s, ""),
  ];
  const problem = tenantId === undefined ? problemIn(env) : "";
  const what = isUnavailable
    ? `You are not signed in.${problem}`
    : `The sign-in failed: ${reason.slice(0, maxReasonLength)}`;
  const signInAdvice = tenantId === undefined ? programAdvice : personAdvice;
  const advice = /network_error|ENOTFOUND|ECONN/.test(what) ? "Check the network and the proxy." : signInAdvice;
  return new AuthenticationError(`${what}\n${advice}${verbose ? `\n${message}` : " Use --verbose for details."}`);
}

/** What is wrong with the variables of an application. DefaultAzureCredential ignores them without saying so. */
function problemIn(env: CommandIo["env"]): string {
  const file = env["AZURE_FEDERATED_TOKEN_FILE"];
  if (file && !existsSync(file)) return ` AZURE_FEDERATED_TOKEN_FILE is ${inQuotes(file)}, which does not exist.`;
  const missing = ["AZURE_TENANT_ID", "AZURE_CLIENT_ID"].filter((name) => !env[name]);
  const given = ["AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH"].find((name) => env[name]);
  return given && missing.length > 0 ? ` ${given} is set, but not ${missing.join(" and ")}.` : "";
}
