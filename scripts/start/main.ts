import { createCommand, exitCodeOf, standardOutput } from "../command.js";
import { runDemo } from "./demo.js";
import { runLive } from "./live.js";

const command = createCommand(
  "npm start --",
  "Sends the documented examples through the built SDK: all to an emulator, or one to Microsoft Graph.",
  "\nExit codes: 0 done, 1 the service refused or the outcome is unknown, 2 usage, 4 no access token.",
  standardOutput,
)
  .option("--live", "add one group through Microsoft Graph, signed in with DefaultAzureCredential")
  .option("--catalog <id>", "with --live: the catalog to add the group to")
  .option("--group <id>", "with --live: object id of the group (default: a new id, which Graph does not find)");

try {
  const { live, catalog, group } = command.parse().opts<{ live?: true; catalog?: string; group?: string }>();
  if (live !== true) await runDemo();
  else if (catalog !== undefined) process.exitCode = await runLive(catalog, group ?? crypto.randomUUID());
  else command.error("error: --live needs --catalog <id>: the id of the catalog to add the group to");
} catch (error) {
  process.exitCode = exitCodeOf(error, "The demo", console.error);
}
