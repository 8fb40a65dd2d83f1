import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { isAccessPackageResourceRequestsError, isRequestAbortedError } from "../errors/index.js";
import { permission } from "../responses/hints.js";
import { apiVersionVariable } from "./api-versions.js";
import { defineAdd, defineRemove } from "./commands/change.js";
import { defineCheck } from "./commands/check.js";
import { defineDoctor } from "./commands/doctor.js";
import { defineEmulator } from "./commands/emulator.js";
import { defineImport } from "./commands/import.js";
import { defineFind, defineList } from "./commands/read.js";
import type { Context } from "./context.js";
import { variables } from "./environment.js";
import { CliFailure, type ExitCode, exitCodeOf, exitCodes } from "./exit-codes.js";
import { exitCodeHelp, programName } from "./help.js";
import { trimArgument } from "./input/trim.js";
import type { CommandIo } from "./io.js";
import { Output } from "./output/output.js";
import { inCommandWords } from "./output/words.js";
import { assertSpelling, toParse } from "./spelling.js";

const signInHelp = `
Signing in:
  @azure/identity must be installed alongside this package.
  As an application: set AZURE_TENANT_ID, AZURE_CLIENT_ID and one of
  AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH and
  AZURE_FEDERATED_TOKEN_FILE, or use a managed identity or
  az login --service-principal. It needs the application permission
  ${permission} or a role in the catalog.
  As a person: use --tenant-id and --client-id of an app registration that is a
  public client with the delegated permission of the same name. You also need a
  role in the catalog. A browser opens; without one, add --device-code.
  The service refuses a person who is signed in with the Azure CLI.

Environment:
  ${variables.catalog}, ${variables.endpoint}, ${apiVersionVariable}
              defaults for --catalog, --endpoint and --api-version
  HTTPS_PROXY, HTTP_PROXY, NO_PROXY
              the proxy to use, and the hosts to reach without it
  NO_COLOR    no colours on a terminal

  To find out what is wrong: ${programName} doctor
  To try it without a tenant: ${programName} emulator`;

/**
 * Runs the command line.
 *
 * @param argv The arguments, without the program's name.
 * @returns The exit code.
 */
export async function run(argv: readonly string[], io: CommandIo): Promise<ExitCode> {
  const output = new Output(io);
  let code: ExitCode = exitCodes.ok;
  const finish = (finished: ExitCode) => {
    code = finished;
  };
  try {
    let hasInvisible = false;
    const trimmed = argv.map((argument) => trimArgument(argument, () => (hasInvisible = true)));
    if (hasInvisible) output.note("invisible characters around arguments were removed");
    const program = createProgram({ io, output, argv: trimmed, finish });
    assertSpelling(program, trimmed);
    await program.parseAsync(toParse(program, trimmed), { from: "user" }).catch(throwFailure);
    await output.flush();
    return code;
  } catch (error) {
    return toExitCode(error, output);
  }
}

function createProgram(context: Context): Command {
  const { output } = context;
  const program = new Command(programName)
    .description("Adds groups, applications and SharePoint sites to a Microsoft Entra entitlement-management catalog.")
    .version(version)
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: (text) => output.note(text.trimEnd()),
      outputError: (text, write) => write(text.replace(/option '(--[\w-]+).* cannot be used with .*/, withReason)),
      getOutHelpWidth: () => output.width,
      getErrHelpWidth: () => output.width,
    })
    .showHelpAfterError("(add --help to see the usage)")
    .addHelpText("after", signInHelp + exitCodeHelp);
  const changes = [defineAdd, defineRemove, defineFind, defineList, defineImport];
  for (const define of [...changes, defineCheck, defineDoctor, defineEmulator]) define(program, context);
  return program;
}

/** The message that two options exclude each other, with the reason and the fix. */
function withReason(message: string, option: string): string {
  const reasons: Readonly<Record<string, string>> = {
    "--plan": ", because --plan changes nothing",
    "--validate-only": ", because --validate-only adds nothing",
  };
  return `${message}${reasons[option] ?? ""}: leave one of them out`;
}

/** Commander throws something after it has printed help, too. */
function throwFailure(error: unknown): void {
  if (!(error instanceof CommanderError) || error.exitCode !== 0) throw error;
}

/** Prints the message of an expected error. A defect in this program is rethrown. */
function toExitCode(error: unknown, output: Output): ExitCode {
  if (error instanceof CommanderError) return exitCodes.usage;
  const isFailure = error instanceof CliFailure;
  if (!isFailure && !isAccessPackageResourceRequestsError(error)) throw error;
  output.note(`error: ${inCommandWords(error.message)}`);
  if (isFailure) return exitCodes[error.kind];
  return isRequestAbortedError(error) ? exitCodes.interrupted : exitCodeOf(error);
}
