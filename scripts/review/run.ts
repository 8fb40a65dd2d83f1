import { setImmediate } from "node:timers/promises";
import { exitCodeOf, exitCodes, type Output } from "../command.js";
import { readUserText } from "../contract/user-text.js";
import { reviewAgainst } from "./against.js";
import { type Flags, parseFlags } from "./flags.js";
import { changelogFile, withMissingLines } from "./judge/changelog-file.js";
import type { Review } from "./judge/review.js";
import { replaceFile, type World } from "./output.js";
import { type Page, readPage } from "./read/page.js";
import { formatPageFacts, pageFile } from "./read/page-facts.js";
import { readRevision } from "./read/revision.js";
import { lastTag, workTree } from "./read/snapshot.js";
import { toJson } from "./tell/json-report.js";
import { renderHtml } from "./tell/render-html.js";
import { renderHead, renderMarkdown } from "./tell/render-markdown.js";
import { createReport } from "./tell/report.js";

/** Tells a step, and lets a signal in: while the command computes, none is noticed. */
type Announce = (step: string) => Promise<void>;

const mostBytesOfPage = 1024 * 1024;

function review(
  { root, types }: Flags,
  ref: string | undefined,
  page: Page | undefined,
  today: string,
): Promise<Review> {
  return reviewAgainst(ref, { root, head: readRevision(workTree(root)), page, today, types });
}

function tell({ findings }: Review, output: Output): void {
  for (const { state, file, line, pageLine, rule, message, fix, fingerprint } of findings) {
    const onPage = pageLine === undefined ? "" : ` (page:${pageLine})`;
    output.err(`[${state.toUpperCase()}] ${file}:${line}${onPage} ${rule} ${message} ${fix} [${fingerprint}]\n`);
  }
}

function write(flags: Flags, result: Review, output: Output): void {
  if (flags.json) {
    output.out(`${JSON.stringify(toJson(result), null, 2)}\n`);
    return;
  }
  const report = createReport(result);
  if (!flags.dryRun) {
    replaceFile(`${flags.out}/review.md`, renderMarkdown(report));
    replaceFile(`${flags.out}/review.html`, renderHtml(report));
  }
  if (flags.quiet) return;
  output.out(renderHead(report));
  if (!flags.dryRun) output.err(`Wrote ${flags.out}/review.md and ${flags.out}/review.html\n`);
}

function exitCode({ findings }: Review): number {
  if (findings.length === 0) return exitCodes.ok;
  return findings.every(({ rule }) => rule === "page-changed" || rule === "page-hash")
    ? exitCodes.stale
    : exitCodes.findings;
}

function baseOf({ base, root, quiet }: Flags, output: Output): string | undefined {
  const ref = base ?? lastTag(root);
  if (ref === undefined && !quiet)
    output.err("No release tag was found: there is nothing to compare with. Give a revision with --base.\n");
  return ref;
}

async function execute(flags: Flags, output: World, announce: Announce): Promise<number> {
  const today = output.today();
  if (flags.page !== undefined) await announce(`reading ${flags.page}`);
  const page =
    flags.page === undefined ? undefined : readPage(readUserText(flags.page, { mostBytes: mostBytesOfPage }));
  const ref = baseOf(flags, output);
  await announce(ref === undefined ? "reading the contract" : `comparing the contract with ${ref}`);
  if (flags.confirmPage && page) replaceFile(`${flags.root}/${pageFile}`, formatPageFacts(page));
  let result = await review(flags, ref, page, today);
  if (flags.changelog) {
    await announce(`completing ${changelogFile}`);
    replaceFile(`${flags.root}/${changelogFile}`, withMissingLines(result));
    result = await review(flags, ref, page, today);
  }
  await announce("writing");
  write(flags, result, output);
  tell(result, output);
  return exitCode(result);
}

/** Runs the command and gives its exit code. Nothing but data goes to `out`. */
export async function run(commandLine: readonly string[], output: World): Promise<number> {
  try {
    const flags = parseFlags(commandLine, output);
    return await execute(flags, output, async (step) => {
      if (flags.verbose) output.err(`review: ${step}\n`);
      await setImmediate();
    });
  } catch (error) {
    return exitCodeOf(error, "The review", (message) => output.err(`${message}\n`));
  }
}
