import type { Browser } from "playwright-core";
import { faintTexts } from "./contrast.js";

export const widths = { desktop: 1280, phone: 390 } as const;

/** What a reader of a page would notice. */
export interface Visit {
  /** Pixels by which the page is wider than the window. */
  readonly overflow: number;
  readonly background: string;
  /** Console errors, and errors that no code of the page handles. */
  readonly errors: readonly string[];
  /** Requests that leave this machine. */
  readonly foreign: readonly string[];
  /** Texts with too little contrast. */
  readonly faint: readonly string[];
}

function isLocal(url: string): boolean {
  const { protocol, hostname } = new URL(url);
  return ["file:", "data:", "blob:", "about:"].includes(protocol) || hostname === "127.0.0.1";
}

/** Opens a page, unfolds everything on it, and measures it. */
export async function visit(
  browser: Browser,
  url: string,
  width: number,
  colorScheme: "dark" | "light",
): Promise<Visit> {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("request", (request) => !isLocal(request.url()) && foreign.push(request.url()));
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const faint = await page.evaluate(faintTexts);
  await page.close();
  return { overflow, background, errors, foreign, faint };
}
