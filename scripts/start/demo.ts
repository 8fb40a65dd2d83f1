import { AssertionError } from "node:assert/strict";
import { type EmulatorOptions, startEmulator } from "access-package-resource-requests/emulator";
import { CommandFailure } from "../command.js";
import { printingFetch } from "./print.js";
import { addHundred, addOnEachVersion, loseResponse, refuseBody, type Stage, sendPageExample } from "./scenes.js";

interface Scene {
  readonly title: string;
  readonly play: (stage: Stage) => Promise<void>;
  readonly options?: EmulatorOptions;
}

const scenes: readonly Scene[] = [
  { title: "The operation: the example from the documentation page", play: sendPageExample },
  { title: "A response is lost after the change was made", play: loseResponse },
  {
    title: "A hundred groups, while the service allows 60 requests a second",
    play: addHundred,
    options: { throttle: { ratePerSecond: 60, burst: 60 } },
  },
  { title: "A body that the contract does not allow", play: refuseBody },
  { title: "The same kind of change on each version of Graph", play: addOnEachVersion },
];

/**
 * Shows what the SDK does, scene by scene. Each scene has its own emulator.
 *
 * @throws CommandFailure when a scene does not show what it should.
 */
export async function runDemo(verbose: boolean): Promise<void> {
  for (const [index, { title, play, options }] of scenes.entries()) {
    console.log(`\n${index + 1}. ${title}`);
    const emulator = await startEmulator(options);
    let started = performance.now();
    const done = (what: string) => {
      console.log(`  ✓ ${what} (${Math.round(performance.now() - started)} ms)`);
      started = performance.now();
    };
    try {
      await play({ emulator, fetch: verbose ? printingFetch : undefined, done });
    } catch (error) {
      if (!(error instanceof AssertionError)) throw error;
      throw new CommandFailure("findings", `✗ scene ${index + 1} did not show what it should: ${error.message}`);
    } finally {
      await emulator.close();
    }
  }
  console.log(`
Everything was sent to an emulator on this machine. Next:
  npm test                                       run the tests
  npm start -- --verbose                         the same, with every request and response
  npm start -- --live --catalog ID --group ID    add a group through Microsoft Graph (README says how to sign in)`);
}
