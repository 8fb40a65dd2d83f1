import type { Command } from "commander";
import type { ResourceOrigin } from "../../catalog/types.js";
import { connect } from "../connection.js";
import type { Context } from "../context.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { examples, exitCodeHelp } from "../help.js";
import { assertPlausible } from "../input/plausible.js";
import { watchInterrupts } from "../interruption.js";
import { type CatalogOptions, originSystems, withCatalog } from "../options.js";
import { toDetails } from "../output/table.js";
import { toJsonLine } from "../output/text.js";

export function defineFind(program: Command, context: Context): void {
  withCatalog(program.command("find"))
    .summary("look for one resource in a catalog")
    .description("Looks for one resource in a catalog by its origin, and prints it as the service answers it.")
    .argument("<originSystem>", `where the resource comes from: ${originSystems}`)
    .argument("<originId>", "object id of the group or of the service principal, or URL of the site")
    .addHelpText(
      "after",
      examples(
        "find AadGroup 2f9a1d35-6c0b-4a3e-8b8f-6f6a3f0f3b11 --catalog beedadfe-01d5-4025-910b-84abb9369997 --json",
      ) + exitCodeHelp,
    )
    .action(async (originSystem: string, originId: string, options: CatalogOptions) => {
      context.finish(await find({ originSystem, originId }, options, context));
    });
}

async function find(origin: ResourceOrigin, options: CatalogOptions, { io, output }: Context): Promise<ExitCode> {
  assertPlausible(origin, options);
  const catalog = connect(io, options);
  const { stop, dispose } = watchInterrupts(io);
  try {
    const found = await catalog.findResource(origin, { abortSignal: stop });
    if (!found) {
      output.note(`${origin.originSystem} ${origin.originId} is not in the catalog ${options.catalog}`);
      return exitCodes.failed;
    }
    await output.print(options.json ? toJsonLine(found) : toDetails(found, output.width));
    return exitCodes.ok;
  } finally {
    dispose();
  }
}
