import { type Command, Option } from "commander";
import type { ResourceToAdd } from "../../catalog/types.js";
import { connect } from "../connection.js";
import { type Context, changeOptionsOf } from "../context.js";
import type { ExitCode } from "../exit-codes.js";
import { examples, exitCodeHelp } from "../help.js";
import { requireProperty, setProperty } from "../input/columns.js";
import { assertPlausible } from "../input/plausible.js";
import { watchInterrupts } from "../interruption.js";
import { type ChangeCommandOptions, collectPairs, originSystems, withChange } from "../options.js";
import { toJsonLine } from "../output/text.js";
import { printChange } from "../results.js";
import { addBody } from "./bodies.js";

interface AddOptions extends ChangeCommandOptions {
  readonly set?: readonly (readonly [string, string])[];
  readonly validateOnly?: true;
  readonly wait?: true;
}

export function defineAdd(program: Command, context: Context): void {
  withChange(program.command("add"))
    .summary("put one resource into a catalog")
    .description(
      "Puts one resource into a catalog. It may be repeated: what is there already is a success, and a group that is too new to be known is tried again for five minutes.",
    )
    .argument("<originSystem>", `where the resource comes from: ${originSystems}`)
    .argument("<originId>", "object id of the group or of the service principal, or URL of the site")
    .option("--set <property=value>", "send a further property of the resource; may be repeated", collectPairs)
    .option("--wait", "wait until the catalog lists it")
    .addOption(new Option("--validate-only", "let the service check it, and add nothing").conflicts("wait"))
    .addHelpText(
      "after",
      examples(
        "add AadGroup 2f9a1d35-6c0b-4a3e-8b8f-6f6a3f0f3b11 --catalog beedadfe-01d5-4025-910b-84abb9369997",
        "add SharePointOnline https://contoso.sharepoint.com/sites/Sales --set displayName=Sales --wait --catalog beedadfe-01d5-4025-910b-84abb9369997",
      ) + exitCodeHelp,
    )
    .action(async (originSystem: string, originId: string, options: AddOptions) => {
      context.finish(await add(toResource(originSystem, originId, options), options, context));
    });
}

function toResource(originSystem: string, originId: string, { set = [], force }: AddOptions): ResourceToAdd {
  assertPlausible({ originSystem, originId }, { force });
  const further: Record<string, unknown> = {};
  for (const [name, value] of set) setProperty(further, requireProperty(name), value);
  return { ...further, originSystem, originId };
}

async function add(resource: ResourceToAdd, options: AddOptions, context: Context): Promise<ExitCode> {
  const { io, output } = context;
  const changes = changeOptionsOf(options);
  if (options.dryRun) {
    await output.print(toJsonLine(addBody(options.catalog, changes, resource)));
    return 0;
  }
  const catalog = connect(io, options);
  const { stop, dispose } = watchInterrupts(io);
  try {
    const { originSystem, originId } = resource;
    const adding = catalog.addResource(resource, { ...changes, abortSignal: stop });
    return await printChange(context, options, { originSystem, originId }, adding, stop);
  } finally {
    dispose();
  }
}
