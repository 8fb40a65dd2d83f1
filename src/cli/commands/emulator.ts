import { once } from "node:events";
import type { Command } from "commander";
import { type Emulator, startEmulator } from "../../emulator/index.js";
import { errorCode } from "../../errors/redact.js";
import type { Context } from "../context.js";
import { CliFailure, type ExitCode, exitCodes } from "../exit-codes.js";
import { commandLine, examples, exitCodeHelp } from "../help.js";
import { watchInterrupts } from "../interruption.js";
import { type OutputOptions, wholeNumber, withOutput } from "../options.js";
import { toJsonLine } from "../output/text.js";

interface EmulatorCommandOptions extends OutputOptions {
  readonly port: number;
}

export function defineEmulator(program: Command, context: Context): void {
  withOutput(program.command("emulator"))
    .summary("start a Microsoft Graph to try things on")
    .description(
      "Starts a stand-in for the part of Microsoft Graph that the other commands use, on this machine only, and prints its endpoint. Every GUID is a catalog and every origin exists; nothing is kept. Ctrl-C ends it.",
    )
    .option("--port <number>", "TCP port; 0 for one that is free", wholeNumber(0, 65_535), 0)
    .addHelpText("after", examples("emulator", "emulator --port 8080") + exitCodeHelp)
    .action(async (options: EmulatorCommandOptions) => context.finish(await serve(options, context)));
}

async function serve(options: EmulatorCommandOptions, { io, output }: Context): Promise<ExitCode> {
  const { stop, dispose } = watchInterrupts(io);
  const emulator = await start(options.port);
  try {
    const { endpoint } = emulator;
    await output.print(options.json ? toJsonLine({ endpoint }) : endpoint);
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
    throw new CliFailure(
      "environment",
      `port ${port} cannot be used (${errorCode(error)}): choose another with --port`,
    );
  }
}

function advice(endpoint: string): string {
  const [group, catalog] = [crypto.randomUUID(), crypto.randomUUID()];
  const command = commandLine(`add AadGroup ${group} --catalog ${catalog} --endpoint ${endpoint}`);
  return `\nTry it from another terminal:\n${command}\nCtrl-C ends it.`;
}
