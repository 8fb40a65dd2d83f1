import { Command } from "commander";
import { runDemo } from "./demo.js";
import { runLive } from "./live.js";

const command = new Command("npm start --")
  .description("Sends the documented examples through the built SDK: to the emulator, or one of them to real Graph.")
  .option("--live", "send one group add to Microsoft Graph, signed in with DefaultAzureCredential")
  .option("--catalog <id>", "with --live: the catalog to add the group to")
  .option("--group <id>", "with --live: object id of the group (default: a fresh id, which Graph refuses as not found)")
  .addHelpText("after", "\nExit codes: 0 done, 1 the service refused or the outcome is unknown, 2 usage, 4 no token.")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();
const options = command.opts<{ live?: boolean; catalog?: string; group?: string }>();

if (options.live !== true) {
  await runDemo();
} else if (options.catalog === undefined) {
  command.error("error: --live needs --catalog <id>: the id of the catalog to add the group to");
} else {
  process.exitCode = await runLive(options.catalog, options.group ?? crypto.randomUUID());
}
