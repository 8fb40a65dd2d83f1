import { mkdirSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { AccessPackageResourceRequestsClient } from "access-package-resource-requests";
import { startEmulator } from "access-package-resource-requests/emulator";
import type { Browser } from "playwright-core";
import { CommandFailure, createCommand, exitCodeOf, standardOutput } from "../command.js";
import { replaceFile } from "../review/output.js";
import { launchChromium } from "./chromium.js";
import { runImport } from "./import-run.js";
import { reviewBreakingChanges } from "./review-run.js";
import { drawTerminal } from "./terminal.js";

const folder = "docs/pictures";
const maxBytes = 200 * 1024;

/** Fails for a picture that is too large for a page. */
function report(name: string): void {
  const { size } = statSync(`${folder}/${name}`);
  if (size > maxBytes)
    throw new CommandFailure("findings", `${folder}/${name} has ${size} bytes; the limit is ${maxBytes}.`);
  console.log(`${folder}/${name} (${size} bytes)`);
}

async function drawImport(): Promise<void> {
  const { progress, summary } = await runImport();
  replaceFile(`${folder}/import-progress.svg`, drawTerminal("The progress of an import into the emulator", progress));
  replaceFile(`${folder}/import-summary.svg`, drawTerminal("The summary of an import into the emulator", summary));
  report("import-progress.svg");
  report("import-summary.svg");
}

async function photograph(browser: Browser, address: string, name: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 760 } });
  await page.goto(address);
  await page.screenshot({ path: `${folder}/${name}` });
  await page.close();
  report(name);
}

async function photographEmulator(browser: Browser): Promise<void> {
  const id = "beedadfe-01d5-4025-910b-84abb9369997";
  const emulator = await startEmulator({ catalogs: [{ id, displayName: "Marketing" }] });
  try {
    const credential = { getToken: async () => ({ token: "any", expiresOnTimestamp: Number.POSITIVE_INFINITY }) };
    const options = { endpoint: emulator.endpoint, allowInsecureConnection: true };
    const catalog = new AccessPackageResourceRequestsClient(credential, options).catalog(id);
    const site = "https://contoso.sharepoint.com/sites/Marketing";
    await catalog.addResource({ originSystem: "AadGroup", originId: "b31fe1f1-3651-488f-bd9a-1711887fd4ca" });
    emulator.faults.next({ kind: "reset", when: "after" });
    await catalog.addResource({ originSystem: "SharePointOnline", originId: site });
    emulator.faults.next({ kind: "throttle", retryAfter: 5 });
    await photograph(browser, new URL("/", emulator.endpoint).href, "emulator.png");
  } finally {
    await emulator.close();
  }
}

try {
  createCommand("npm run pictures", `Makes the pictures in ${folder}/ from real runs.`, "", standardOutput()).parse();
  mkdirSync(folder, { recursive: true });
  const browser = await launchChromium();
  try {
    await drawImport();
    await reviewBreakingChanges((page) => photograph(browser, pathToFileURL(page).href, "review.png"));
    await photographEmulator(browser);
  } finally {
    await browser.close();
  }
} catch (error) {
  process.exitCode = exitCodeOf(error, "The command", console.error);
}
