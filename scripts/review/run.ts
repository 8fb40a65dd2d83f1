import { Command, CommanderError } from "commander";
import { exitCodes, ReviewFailure } from "./failure.js";
import { lockFile, type Step } from "./generated.js";
import { toJson } from "./json-report.js";
import { type Output, replaceFile } from "./output.js";
import { type Page, readPage } from "./page.js";
import { formatPageFacts, pageFile } from "./page-facts.js";
import { renderHtml } from "./render-html.js";
import { renderHead, renderMarkdown } from "./render-markdown.js";
import { createReport } from "./report.js";
import { createReview, type Review } from "./review.js";
import { readRevision } from "./revision.js";
import { commitSnapshot, commitsTouching, lastTag, resolveCommit, type Snapshot, workTree } from "./snapshot.js";

const help = `
Examples:
  npm run review                                     against the last release tag
  npm run review -- --base main --page page.md       against main, the documentation page read itself
  npm run review -- --page page.md --confirm-page    keep the page's facts as confirmed in spec/page.yaml

Exit codes:
  0    nothing was found
  1    findings, each with file, line and fix
  2    unknown option, or no such revision or file
  3    the documentation page is not the one that was confirmed
  5    the environment lacks something, or a file cannot be written
  130  interrupted; the reports are as they were`;

interface Flags {
  readonly base?: string;
  readonly page?: string;
  readonly confirmPage?: true;
  readonly out: string;
  readonly root: string;
  readonly json?: true;
  readonly quiet?: true;
}

function parse(commandLine: readonly string[], output: Output): Flags {
  const command = new Command("npm run review --")
    .description(
      "Writes the reviewer's page: what changed in the contract, for whom it breaks, and whether it still says what the documentation page says.",
    )
    .option("--base <revision>", "compare with this git revision (default: the last tag)")
    .option("--page <file>", "read the documentation page itself")
    .option("--confirm-page", "with --page: keep what it states as confirmed")
    .option("--out <folder>", "where review.md and review.html are written", ".cache/review")
    .option("--root <folder>", "folder of the project", ".")
    .option("--json", "print the review as JSON and write no file")
    .option("--quiet", "print nothing but findings")
    .option("--no-color", "print no colours (there are none; NO_COLOR is heeded the same way)")
    .addHelpText("after", help)
    .allowExcessArguments(false)
    .configureOutput({ writeOut: output.out, writeErr: output.error })
    .exitOverride();
  const flags = command.parse([...commandLine], { from: "user" }).opts<Flags>();
  if (flags.confirmPage && flags.page === undefined) command.error("error: --confirm-page needs --page");
  return flags;
}

function openPage(file: string, output: Output): Page {
  const source = output.read(file);
  if (source === undefined) throw new ReviewFailure("usage", `--page ${file}: there is no such file.`);
  return readPage(source);
}

function stepsSince(root: string, base: Snapshot, commit: string): Step[] {
  const commits = commitsTouching(root, commit, lockFile);
  const steps = commits.map((one) => ({
    before: commitSnapshot(root, one.parent, one.parent.slice(0, 12)),
    after: commitSnapshot(root, one.commit, one.commit.slice(0, 12)),
  }));
  const [first, ...rest] = steps;
  const start: Step[] = first ? [{ before: base, after: first.after }, ...rest] : [];
  return [...start, { before: start.at(-1)?.after ?? base, after: workTree(root) }];
}

function review(flags: Flags, page: Page | undefined, output: Output): Review {
  const head = readRevision(workTree(flags.root));
  const ref = flags.base ?? lastTag(flags.root);
  const input = { head, page, today: output.today() };
  if (ref === undefined) {
    if (!flags.quiet)
      output.error("No release tag was found: there is nothing to compare with. Give a revision with --base.\n");
    return createReview(input);
  }
  const commit = resolveCommit(flags.root, ref);
  const snapshot = commitSnapshot(flags.root, commit, ref);
  return createReview({ ...input, base: readRevision(snapshot), steps: stepsSince(flags.root, snapshot, commit) });
}

function tell({ findings }: Review, output: Output): void {
  for (const { state, file, line, pageLine, rule, message, fix, fingerprint } of findings) {
    const onPage = pageLine === undefined ? "" : ` (page:${pageLine})`;
    output.error(`[${state.toUpperCase()}] ${file}:${line}${onPage} ${rule} ${message} ${fix} [${fingerprint}]\n`);
  }
}

function write(flags: Flags, result: Review, output: Output): void {
  if (flags.json) {
    output.out(`${JSON.stringify(toJson(result), null, 2)}\n`);
    return;
  }
  const report = createReport(result);
  replaceFile(`${flags.out}/review.md`, renderMarkdown(report));
  replaceFile(`${flags.out}/review.html`, renderHtml(report));
  if (flags.quiet) return;
  output.out(renderHead(report));
  output.error(`Wrote ${flags.out}/review.md and ${flags.out}/review.html\n`);
}

function exitCode({ findings }: Review): number {
  if (findings.length === 0) return exitCodes.ok;
  return findings.every(({ rule }) => rule === "page-changed" || rule === "page-hash")
    ? exitCodes.stale
    : exitCodes.findings;
}

function execute(commandLine: readonly string[], output: Output): number {
  const flags = parse(commandLine, output);
  const page = flags.page === undefined ? undefined : openPage(flags.page, output);
  if (flags.confirmPage && page) replaceFile(`${flags.root}/${pageFile}`, formatPageFacts(page));
  const result = review(flags, page, output);
  write(flags, result, output);
  tell(result, output);
  return exitCode(result);
}

/** Runs the command and gives its exit code. Nothing but data goes to `out`. */
export function run(commandLine: readonly string[], output: Output): number {
  try {
    return execute(commandLine, output);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    if (error instanceof ReviewFailure) {
      output.error(`${error.message}\n`);
      return exitCodes[error.kind];
    }
    if (typeof error === "object" && error !== null && "syscall" in error && "message" in error) {
      output.error(`The review could not finish: ${String(error.message)}\n`);
      return exitCodes.environment;
    }
    throw error;
  }
}
