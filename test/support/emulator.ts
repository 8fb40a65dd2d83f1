import { afterEach, beforeEach } from "@jest/globals";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../src/emulator/index.js";

/**
 * Starts an emulator before each test of the file or `describe` that calls it, and closes it afterwards.
 *
 * @param use Receives each emulator that is started.
 * @returns Starts the test's emulator again, with other options.
 */
export function withEmulator(use: (emulator: Emulator) => void): (options: EmulatorOptions) => Promise<void> {
  let emulator: Emulator;
  const start = async (options?: EmulatorOptions) => {
    emulator = await startEmulator(options);
    use(emulator);
  };
  beforeEach(() => start());
  afterEach(() => emulator.close());
  return async (options) => {
    await emulator.close();
    await start(options);
  };
}
