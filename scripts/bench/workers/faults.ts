import { startEmulator } from "access-package-resource-requests/emulator";
import { pageBody } from "../body.js";
import { type FaultCase, faultCases } from "../fault-cases.js";
import type { CreateSend } from "../peers/contenders/contender.js";

/** What one contender did with each fault. */
export interface FaultResult {
  readonly commits: number;
  readonly requests: number;
  /** What the caller was told. */
  readonly told: string;
}

const [file = ""] = process.argv.slice(2);
const { createSend } = (await import(new URL(`${file}.mjs`, import.meta.url).href)) as {
  readonly createSend: CreateSend;
};

async function meet({ fault }: FaultCase): Promise<FaultResult> {
  const emulator = await startEmulator();
  emulator.faults.next(fault);
  const told = await createSend(emulator.endpoint)(pageBody).then(
    (value) => (value === undefined || value === null || value === "" ? "success, no value" : "created"),
    describe,
  );
  await emulator.idle();
  const { length: commits } = emulator.commits;
  const { length: requests } = emulator.requests;
  await emulator.close();
  return { commits, requests, told };
}

function describe(error: unknown): string {
  const { outcome, name } = error as { readonly outcome?: string; readonly name?: string };
  return outcome ?? `${name ?? "error"}`;
}

process.on("message", async () => process.send?.(await Promise.all(faultCases.map(meet))));
process.on("disconnect", () => process.exit());
process.send?.({ ready: 0 });
