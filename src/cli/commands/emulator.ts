import { once } from "node:events";
import type { Command } from "commander";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { errorCode } from "../../errors/redact.js";
import type { Context } from "../context.js";
import { CliFailure, type ExitCode, exitCodes } from "../exit-codes.js";
import { commandLine, helpEnd } from "../help.js";
import { watchInterrupts } from "../io.js";
import { addOutputOptions, type OutputOptions, wholeNumber } from "../options.js";

type EmulatorCommandOptions = OutputOptions & { readonly port: number };

export function defineEmulator(program: Command, context: Context): void {
  addOutputOptions(program.command("emulator"))
    .summary("start an emulator of Microsoft Graph")
    .description(
      "Starts an emulator of the part of Microsoft Graph that the other commands use, on this machine only, and prints its endpoints, beta first. Both versions share the same catalogs. Every GUID is a catalog, and every resource exists in its origin system. Nothing is stored. Ctrl-C ends it.",
    )
    .option("--port <number>", "TCP port; 0 for any free port", wholeNumber(0, 65_535), 0)
    .addHelpText("after", helpEnd("emulator", "emulator --port 8080"))
    .action(async (options: EmulatorCommandOptions) => context.finish(await serve(options, context)));
}

async function serve(options: EmulatorCommandOptions, { io, output }: Context): Promise<ExitCode> {
  const { stop, dispose } = watchInterrupts(io);
  const emulator = await start(options.port);
  try {
    const { endpoint, endpoints } = emulator;
    await (options.json
      ? output.printJson({ endpoint, endpoints })
      : output.print(Object.values(endpoints).join("\n")));
    if (!options.quiet) output.note(advice(endpoint));
    if (!stop.aborted) await once(stop, "abort");
    return exitCodes.ok;
  } finally {
    dispose();
    await emulator.close();
  }
}

async function start(port: number): Promise<Emulator> {
  try {
    return await startEmulator({ port, record: false });
  } catch (error) {
    if (error instanceof RangeError) throw new CliFailure("usage", `port ${port} cannot be used: ${error.message}`);
    const problem = `port ${port} cannot be used (${errorCode(error)}): choose another with --port`;
    throw new CliFailure("environment", problem);
  }
}

function advice(endpoint: string): string {
  const [group, catalog] = [crypto.randomUUID(), crypto.randomUUID()];
  const command = commandLine(`add AadGroup ${group} --catalog ${catalog} --endpoint ${endpoint}`);
  return `\nTry it from another terminal:\n${command}\nCtrl-C ends it.`;
}
