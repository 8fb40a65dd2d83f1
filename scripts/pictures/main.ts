import { mkdirSync, statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { startEmulator } from "access-package-resource-requests/emulator";
import type { Browser } from "playwright-core";
import { CommandFailure, createCommand, exitCodeOf, standardOutput } from "../command.js";
import { replaceFile } from "../review/output.js";
import { launchChromium } from "./chromium.js";
import { runImport } from "./import-run.js";
import { reviewBreakingChanges } from "./review-run.js";
import { drawTerminal } from "./terminal.js";

const folder = "docs/pictures";
const mostBytes = 200 * 1024;

/** Fails for a picture that is too large for a page. */
function report(name: string): void {
  const { size } = statSync(`${folder}/${name}`);
  if (size > mostBytes)
    throw new CommandFailure("findings", `${folder}/${name} has ${size} bytes; the most is ${mostBytes}.`);
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
  const emulator = await startEmulator();
  try {
    const { href } = new URL("/", emulator.endpoint);
    const { headers } = await fetch(href);
    if (headers.get("content-type")?.startsWith("text/html")) await photograph(browser, href, "emulator.png");
    else console.log("Skipped emulator.png: the emulator has no page yet.");
  } finally {
    await emulator.close();
  }
}

try {
  createCommand(
    "npm run pictures",
    `Makes the pictures of the pages in ${folder}/ from real runs.`,
    "",
    standardOutput,
  ).parse();
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
