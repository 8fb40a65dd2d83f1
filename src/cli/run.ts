import { Command, CommanderError } from "commander";
import { version } from "../../package.json";
import { isAccessPackageResourceRequestsError, isRequestAbortedError } from "../errors/index.js";
import { defineAdd } from "./commands/add.js";
import { defineCheck } from "./commands/check.js";
import { defineEmulator } from "./commands/emulator.js";
import { defineFind } from "./commands/find.js";
import { defineImport } from "./commands/import.js";
import { defineList } from "./commands/list.js";
import { defineRemove } from "./commands/remove.js";
import type { Context } from "./context.js";
import { CliFailure, type ExitCode, exitCodeOf, exitCodes } from "./exit-codes.js";
import { exitCodeHelp, programName } from "./help.js";
import { trimArgument } from "./input/trim.js";
import type { CommandIo } from "./io.js";
import { Output } from "./output/output.js";

const signInHelp = `
Signing in:
  The commands use DefaultAzureCredential of @azure/identity, which must be
  installed beside this package. It takes one of these, with the application
  permission EntitlementManagement.ReadWrite.All or a role in the catalog:
    an application, in the environment: AZURE_TENANT_ID, AZURE_CLIENT_ID, and
      AZURE_CLIENT_SECRET, AZURE_CLIENT_CERTIFICATE_PATH or
      AZURE_FEDERATED_TOKEN_FILE
    a managed identity
    az login --service-principal
  The service refuses the sign-in of a person with the Azure CLI. No option
  takes a secret.

  To try things without a tenant: ${programName} emulator`;

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
    let isTold = false;
    const trimmed = argv.map((argument) =>
      trimArgument(argument, () => {
        if (!isTold) output.note("invisible characters around arguments are left out");
        isTold = true;
      }),
    );
    await createProgram({ io, output, argv: trimmed, finish }).parseAsync(trimmed, { from: "user" });
    await output.flush();
    return code;
  } catch (error) {
    return toExitCode(error, output);
  }
}

function createProgram(context: Context): Command {
  const { output } = context;
  const program = new Command(programName)
    .description(
      "Puts groups, applications and SharePoint sites into a Microsoft Entra entitlement-management catalog.",
    )
    .version(version)
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: (text) => output.note(text.trimEnd()),
      getOutHelpWidth: () => output.width,
      getErrHelpWidth: () => output.width,
    })
    .showHelpAfterError("(--help shows how it is used)")
    .addHelpText("after", signInHelp + exitCodeHelp);
  for (const define of [defineAdd, defineRemove, defineFind, defineList, defineImport, defineCheck, defineEmulator]) {
    define(program, context);
  }
  return program;
}

/** One message for what is not a defect of ours; anything else goes on. */
function toExitCode(error: unknown, output: Output): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
  if (error instanceof CliFailure) {
    output.note(`error: ${error.message}`);
    return exitCodes[error.kind];
  }
  if (!isAccessPackageResourceRequestsError(error)) throw error;
  output.note(`error: ${error.message}`);
  return isRequestAbortedError(error) ? exitCodes.interrupted : exitCodeOf(error);
}
