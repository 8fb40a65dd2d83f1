import { createCommand, exitCodeOf, standardOutput } from "../command.js";
import { run } from "../program.js";

const command = createCommand(
  "npm start --",
  "Shows what the SDK does, with an emulator of Microsoft Graph on this machine, or adds one group through Microsoft Graph.",
  "\nExit codes: 0 done, 1 the service refused, the outcome is unknown or a scene failed, 2 usage, 4 no access token, 5 the build failed.",
  standardOutput(),
)
  .option("--verbose", "print every request and response in full")
  .option("--live", "add one group through Microsoft Graph, signed in with DefaultAzureCredential")
  .option("--catalog <id>", "with --live: the catalog to add the group to")
  .option("--group <id>", "with --live: object id of the group (default: a new id, which Graph does not find)");

interface Options {
  readonly verbose?: true;
  readonly live?: true;
  readonly catalog?: string;
  readonly group?: string;
}

try {
  const { verbose = false, live, catalog, group } = command.parse().opts<Options>();
  if (live && catalog === undefined)
    command.error("error: --live needs --catalog <id>: the id of the catalog to add the group to");
  console.log("This adds resources to Microsoft Entra catalogs. First, it builds the SDK, which takes a few seconds.");
  await run("npm", ["run", "--silent", "build"]);
  if (live && catalog !== undefined)
    process.exitCode = await (await import("./live.js")).runLive(catalog, group ?? crypto.randomUUID());
  else await (await import("./demo.js")).runDemo(verbose);
} catch (error) {
  process.exitCode = exitCodeOf(error, "The demo", console.error);
}
