import type { Command } from "commander";
import type { ResourceOrigin } from "../../catalog/any-version.js";
import { originSystems } from "../api-versions.js";
import { withCatalog } from "../connection.js";
import type { Context } from "../context.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { exampleCatalog, exampleGroup, helpEnd } from "../help.js";
import { assertPlausible } from "../input/plausible.js";
import { addCatalogOptions, addOriginArguments, catalogOf, nonEmpty } from "../options.js";
import { addFormatOption, outputHelp, type ReadOptions, ResourcePrinter } from "../output/resources.js";

export function defineFind(program: Command, context: Context): void {
  addFormatOption(addOriginArguments(addCatalogOptions(program.command("find"), context)))
    .summary("find one resource in a catalog")
    .description("Finds one resource in a catalog by its origin, and prints it as the service returns it.")
    .addHelpText("after", outputHelp + helpEnd(`find ${exampleGroup} ${exampleCatalog} --json`))
    .action(async (originSystem: string, originId: string, options: ReadOptions) => {
      context.finish(await find({ originSystem, originId }, options, context));
    });
}

async function find(origin: ResourceOrigin, options: ReadOptions, { io, output }: Context): Promise<ExitCode> {
  assertPlausible(origin, options);
  const found = await withCatalog(io, options, (catalog, abortSignal) => catalog.findResource(origin, { abortSignal }));
  if (!found) {
    output.note(`${origin.originSystem} ${origin.originId} is not in the catalog ${catalogOf(options)}`);
    return exitCodes.failed;
  }
  await new ResourcePrinter(options, output).printOne(found);
  return exitCodes.ok;
}

type ListOptions = ReadOptions & { readonly originSystem?: string };

export function defineList(program: Command, context: Context): void {
  addFormatOption(addCatalogOptions(program.command("list"), context))
    .summary("list the resources of a catalog")
    .description(
      "Lists the resources of a catalog. With --json, each is printed as the service returns it, with its id in the catalog. With --output csv, the output can be imported into another catalog.",
    )
    .option("--origin-system <name>", `list only resources from this origin system: ${originSystems}`, nonEmpty)
    .addHelpText(
      "after",
      outputHelp + helpEnd(`list ${exampleCatalog}`, `list ${exampleCatalog} --origin-system AadGroup --output csv`),
    )
    .action(async (options: ListOptions) => context.finish(await list(options, context)));
}

async function list(options: ListOptions, { io, output }: Context): Promise<ExitCode> {
  const origin = options.originSystem === undefined ? {} : { originSystem: options.originSystem };
  assertPlausible(origin, options);
  const printer = new ResourcePrinter(options, output);
  let isEmpty = true;
  await withCatalog(io, options, async (catalog, abortSignal) => {
    for await (const resource of catalog.listResources({ ...origin, abortSignal })) {
      isEmpty = false;
      await printer.print(resource);
      if (output.isClosed) break;
    }
  });
  if (isEmpty && !options.quiet) output.note(`the catalog ${catalogOf(options)} lists no resources`);
  return exitCodes.ok;
}
