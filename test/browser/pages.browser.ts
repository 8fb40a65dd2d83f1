import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import { listFiles } from "../../scripts/files.js";
import { launchChromium } from "../../scripts/pictures/chromium.js";
import { renderHtml } from "../../scripts/review/tell/render-html.js";
import { createReport } from "../../scripts/review/tell/report.js";
import { type Emulator, startEmulator } from "../../src/emulator/index.js";
import { edited } from "../review/contract.js";
import { atVersion, renamed, reviewOf, spec } from "../review/project.js";
import { temporaryFolder } from "../support/temporary-folder.js";
import { type Visit, visit, widths } from "./visit.js";

/** Writes the page of a review, and returns its address. */
function reviewPage(text: string, version: string): () => string {
  return () => {
    const file = join(temporaryFolder("browser"), "review.html");
    writeFileSync(file, renderHtml(createReport(reviewOf({ after: atVersion(version, text) }))));
    return pathToFileURL(file).href;
  };
}

const long = "aWordThatIsLongerThanAPhoneIsWide".repeat(6);
const reviews: readonly (readonly [name: string, address: () => string])[] = [
  ["a review that passes", reviewPage(renamed, "0.4.0")],
  ["a review that fails", reviewPage(edited(spec, "        colour:", "        colours:"), "0.3.1")],
  ["a review of long names", reviewPage(spec.replaceAll("colour", long), "0.3.1")],
];

const referenceFolder = ".cache/docs";

const reference = (page: string) => () => pathToFileURL(join(referenceFolder, page)).href;

const references: readonly (readonly [name: string, address: () => string])[] = [
  ["the start of the reference", reference("index.html")],
  ["a document of the reference", reference("documents/docs_guide.html")],
  [
    "a class of the reference",
    reference("classes/access-package-resource-requests.AccessPackageResourceRequestsClient.html"),
  ],
];

let emulator: Emulator;
const emulatorPage = ["the page of the emulator", () => new URL("/", emulator.endpoint).href] as const;

let browser: Browser;

beforeAll(async () => {
  emulator = await startEmulator({ catalogs: [{ id: crypto.randomUUID(), displayName: long }] });
  emulator.faults.next({ kind: "status", status: 503, code: long });
  await fetch(`${emulator.endpoint}/${long}`);
  browser = await launchChromium();
  execFileSync(process.execPath, ["node_modules/typedoc/bin/typedoc"], { stdio: "pipe" });
});

afterAll(async () => {
  await emulator.close();
  await browser?.close();
});

/** The page in each window. */
function visitAll(url: string, scheme: "dark" | "light"): Promise<Visit[]> {
  return Promise.all(Object.values(widths).map((width) => visit(browser, url, width, scheme)));
}

const ownPages = [...reviews, emulatorPage];

describe.each([...ownPages, ...references])("%s", (name, address) => {
  let dark: Visit[] = [];
  let light: Visit[] = [];

  beforeAll(async () => {
    const url = address();
    dark = await visitAll(url, "dark");
    light = await visitAll(url, "light");
  });

  it("fits the window of a desktop and of a phone", () => {
    expect([...dark, ...light].map(({ overflow }) => overflow)).toEqual([0, 0, 0, 0]);
  });

  it("has a dark and a light background", () => {
    expect(dark[0]?.background).not.toBe(light[0]?.background);
  });

  it("reports no error and sends nothing from this machine", () => {
    expect([...dark, ...light].flatMap(({ errors, foreign }) => [...errors, ...foreign])).toEqual([]);
  });

  // The colours of the reference are those of typedoc.
  if (ownPages.some(([own]) => own === name))
    it("has no text with too little contrast", () => {
      expect([...dark, ...light].flatMap(({ faint }) => faint)).toEqual([]);
    });
});

it("every page of the reference fits the window of a phone", async () => {
  const page = await browser.newPage({ viewport: { width: widths.phone, height: 900 } });
  const wide: string[] = [];
  for (const path of listFiles(referenceFolder).filter((name) => name.endsWith(".html"))) {
    await page.goto(reference(path)());
    if (await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)) wide.push(path);
  }
  expect(wide).toEqual([]);
});
