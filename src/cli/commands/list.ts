import type { Command } from "commander";
import type { CatalogResource } from "../../catalog/types.js";
import { connect } from "../connection.js";
import type { Context } from "../context.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { examples, exitCodeHelp } from "../help.js";
import { assertPlausible } from "../input/plausible.js";
import { watchInterrupts } from "../interruption.js";
import { type CatalogOptions, originSystems, withCatalog } from "../options.js";
import { Table } from "../output/table.js";
import { toJsonLine } from "../output/text.js";

interface ListOptions extends CatalogOptions {
  readonly originSystem?: string;
}

const columns = [
  { title: "ORIGIN SYSTEM", width: 16 },
  { title: "ORIGIN ID", width: 36 },
  { title: "DISPLAY NAME", width: 24 },
];

export function defineList(program: Command, context: Context): void {
  withCatalog(program.command("list"))
    .summary("list what a catalog holds")
    .description(
      "Lists the resources of a catalog. With --json each is printed as the service answers it, its id in the catalog included.",
    )
    .option("--origin-system <name>", `only resources that come from there: ${originSystems}`)
    .addHelpText(
      "after",
      examples(
        "list --catalog beedadfe-01d5-4025-910b-84abb9369997",
        "list --catalog beedadfe-01d5-4025-910b-84abb9369997 --origin-system AadGroup --json",
      ) + exitCodeHelp,
    )
    .action(async (options: ListOptions) => context.finish(await list(options, context)));
}

async function list(options: ListOptions, { io, output }: Context): Promise<ExitCode> {
  const origin = options.originSystem === undefined ? {} : { originSystem: options.originSystem };
  assertPlausible(origin, options);
  const catalog = connect(io, options);
  const table = new Table(columns, output.width);
  const { stop, dispose } = watchInterrupts(io);
  let isEmpty = true;
  try {
    for await (const resource of catalog.listResources({ ...origin, abortSignal: stop })) {
      if (isEmpty && !options.json) await output.print(table.header);
      isEmpty = false;
      await output.print(options.json ? toJsonLine(resource) : table.row(cellsOf(resource)));
      if (output.closed.aborted) break;
    }
    if (isEmpty && !options.quiet) output.note(`the catalog ${options.catalog} lists no resource`);
    return exitCodes.ok;
  } finally {
    dispose();
  }
}

function cellsOf({ originSystem, originId, displayName }: CatalogResource): string[] {
  return [originSystem ?? "", originId ?? "", displayName ?? ""];
}
