import { once } from "node:events";
import { type Command, Option } from "commander";
import type { Emulator, EmulatorCatalog, EmulatorOptions, Fault } from "../../emulator/index.js";
import { describeRequest } from "../../emulator/log.js";
import { errorCode } from "../../errors/redact.js";
import type { Context } from "../context.js";
import { CliFailure, type ExitCode, exitCodes } from "../exit-codes.js";
import { commandLine, helpEnd } from "../help.js";
import { interruptible } from "../io.js";
import { addOutputOptions, type OutputOptions, wholeNumber } from "../options.js";
import { escapeUnprintable, toJsonLine } from "../output/text.js";
import { collectCatalogs, collectFaults, collectIds, readLag, readThrottle } from "./emulator-options.js";

interface EmulatorCommandOptions
  extends OutputOptions,
    Pick<EmulatorOptions, "throttle" | "replicationLag" | "visibilityLag" | "pageForm" | "requireOriginFilter"> {
  readonly port: number;
  readonly catalog?: readonly EmulatorCatalog[];
  readonly missing?: readonly string[];
  readonly fault?: readonly Fault[];
}

export function defineEmulator(program: Command, context: Context): void {
  const command = addOutputOptions(program.command("emulator"))
    .summary("start an emulator of Microsoft Graph")
    .description(
      "Starts an emulator of the part of Microsoft Graph that the other commands use. Only this machine can reach it. It prints its endpoints, beta first, and then a line for each request: time, method, path, status, what took effect, and the fault. Both versions share the same catalogs. Every resource exists in its origin system, except those given with --missing. Nothing is saved. Ctrl-C stops it.\n\nAt its address, without /beta or /v1.0: / shows the state as a page, GET /state returns it as JSON, POST /state/reset clears it, and POST /faults accepts a fault or a list of faults as JSON.",
    )
    .option("--port <number>", "TCP port; 0 for any free port", wholeNumber(0, 65_535), 0)
    .option("--catalog <id[=name]>", "a catalog that exists; can be repeated (default: every GUID)", collectCatalogs)
    .option("--missing <id>", "id that no origin system knows; can be repeated", collectIds)
    .option("--throttle <rate/burst>", "requests allowed per second and at once, such as 10/20", readThrottle)
    .option("--fault <kind[@when][:times]>", faultHelp, collectFaults)
    .option("--replication-lag <time>", "how long a new resource stays unknown, such as 5s or 500ms", readLag)
    .option("--visibility-lag <time>", "how long lists omit an added resource, such as 5s or 500ms", readLag)
    .addOption(new Option("--page-form <what>", "what beta does with a body without a resource").choices(pageForms))
    .option("--require-origin-filter", "refuse to list resources without $filter");
  command
    .addHelpText("after", helpEnd("emulator --port 8080", "emulator --throttle 10/20 --fault reset@after:2"))
    .action(async (options: EmulatorCommandOptions) =>
      context.finish(await interruptible(context.io, ({ stop }) => serve(options, context, stop))),
    );
}

const pageForms = ["accept", "refuse"];
const faultHelp =
  "fault for a later request, such as throttle, reset@after, or status@before:3 for three requests with 503; can be repeated";

async function serve(options: EmulatorCommandOptions, { output }: Context, stop: AbortSignal): Promise<ExitCode> {
  const { json, quiet } = options;
  const onRequest: EmulatorOptions["onRequest"] = (request) => {
    if (json) output.write(`${toJsonLine(request)}\n`);
    else output.write(`${escapeUnprintable(Object.values(describeRequest(request)).filter(Boolean).join(" "))}\n`);
  };
  const emulator = await start({ ...options, ...(!quiet && { onRequest }) });
  try {
    const { endpoint, endpoints } = emulator;
    await (json ? output.printJson({ endpoint, endpoints }) : output.print(Object.values(endpoints).join("\n")));
    if (!quiet) output.note(advice(endpoint, options.catalog));
    if (!stop.aborted) await once(stop, "abort");
    return exitCodes.ok;
  } finally {
    await emulator.close();
  }
}

async function start({ catalog, missing, fault, ...options }: EmulatorCommandOptions): Promise<Emulator> {
  const { port } = options;
  // No other command needs it, and loading it takes time.
  const { startEmulator } = await import("../../emulator/index.js");
  try {
    const emulator = await startEmulator({
      ...options,
      ...(catalog && { catalogs: catalog }),
      ...(missing && { missingFromOrigin: missing }),
    });
    emulator.faults.next(...(fault ?? []));
    return emulator;
  } catch (error) {
    if (error instanceof RangeError) throw new CliFailure("usage", error.message);
    const problem = `port ${port} cannot be used (${errorCode(error)}): choose another with --port`;
    throw new CliFailure("environment", problem);
  }
}

function advice(endpoint: string, catalogs: readonly EmulatorCatalog[] = []): string {
  const target = `--catalog ${catalogs[0]?.id ?? crypto.randomUUID()} --endpoint ${endpoint}`;
  const command = commandLine(`add AadGroup ${crypto.randomUUID()} ${target}`, "npx ");
  return `\nTry it from another terminal:\n${command}\nSee what happens in a browser: ${new URL(endpoint).origin}\nCtrl-C stops it.`;
}
