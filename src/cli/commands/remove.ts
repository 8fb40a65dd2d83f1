import type { Command } from "commander";
import type { ResourceToRemove } from "../../catalog/remove.js";
import { connect } from "../connection.js";
import { type Context, changeOptionsOf } from "../context.js";
import { CliFailure, type ExitCode } from "../exit-codes.js";
import { examples, exitCodeHelp } from "../help.js";
import { assertPlausible } from "../input/plausible.js";
import { watchInterrupts } from "../interruption.js";
import { type ChangeCommandOptions, originSystems, withChange } from "../options.js";
import type { Output } from "../output/output.js";
import { toJsonLine } from "../output/text.js";
import { printChange } from "../results.js";
import { removeBody } from "./bodies.js";

interface RemoveOptions extends ChangeCommandOptions {
  readonly id?: string;
}

export function defineRemove(program: Command, context: Context): void {
  withChange(program.command("remove"))
    .summary("take one resource out of a catalog")
    .description(
      "Takes one resource out of a catalog. What is not there is a success. Access packages that use it must let go of it first.",
    )
    .usage("[options] [originSystem originId]")
    .argument("[originSystem]", `where the resource comes from: ${originSystems}`)
    .argument("[originId]", "object id of the group or of the service principal, or URL of the site")
    .option("--id <id>", "the id the resource has in the catalog, instead of its origin")
    .addHelpText(
      "after",
      examples(
        "remove AadGroup 2f9a1d35-6c0b-4a3e-8b8f-6f6a3f0f3b11 --catalog beedadfe-01d5-4025-910b-84abb9369997",
        "remove --id 1d4c9a0e-7c55-4c6b-9d0c-1f0b5c6a7e21 --catalog beedadfe-01d5-4025-910b-84abb9369997 --dry-run",
      ) + exitCodeHelp,
    )
    .action(async (originSystem: string | undefined, originId: string | undefined, options: RemoveOptions) => {
      context.finish(await remove(toResource(originSystem, originId, options), options, context));
    });
}

function toResource(
  originSystem: string | undefined,
  originId: string | undefined,
  { id, force }: RemoveOptions,
): ResourceToRemove {
  if (id && originSystem === undefined) return { id };
  if (id === undefined && originSystem !== undefined && originId !== undefined) {
    assertPlausible({ originSystem, originId }, { force });
    return { originSystem, originId };
  }
  throw new CliFailure("usage", "name the resource by <originSystem> and <originId>, or by --id");
}

async function remove(resource: ResourceToRemove, options: RemoveOptions, context: Context): Promise<ExitCode> {
  const { io, output } = context;
  if (options.dryRun) return printBody(resource, options, output);
  const catalog = connect(io, options);
  const { stop, dispose } = watchInterrupts(io);
  try {
    const removing = catalog.removeResource(resource, { ...changeOptionsOf(options), abortSignal: stop });
    return await printChange(context, options, resource, removing, stop);
  } finally {
    dispose();
  }
}

async function printBody(resource: ResourceToRemove, options: RemoveOptions, output: Output): Promise<ExitCode> {
  const id = "id" in resource ? resource.id : "(looked up first)";
  await output.print(toJsonLine(removeBody(options.catalog, changeOptionsOf(options), id)));
  return 0;
}
