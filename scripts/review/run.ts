import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { CommandFailure, exitCodeOf, exitCodes, type Output } from "../command.js";
import { readUserText } from "../contract/user-text.js";
import { checkVersion, filesOf } from "../contract/versions.js";
import { reviewAgainst } from "./against.js";
import { compareVersions } from "./compare/migration.js";
import { type Flags, parseFlags } from "./flags.js";
import { changelogFile, withMissingLines } from "./judge/changelog.js";
import { otherOperation } from "./judge/page-operation.js";
import { findingsOf, type Review } from "./judge/review.js";
import { replaceFile, type World } from "./output.js";
import { readPage } from "./read/page.js";
import { formatPageFacts } from "./read/page-facts.js";
import { readRevision, versionsOf } from "./read/revision.js";
import { lastTag, prefixOf, workTree } from "./read/snapshot.js";
import { annotations } from "./tell/annotations.js";
import { oneLine } from "./tell/blocks.js";
import { toJson } from "./tell/json-report.js";
import { migrationTable } from "./tell/migration-table.js";
import { renderHtml } from "./tell/render-html.js";
import { renderMarkdown } from "./tell/render-markdown.js";
import { renderText } from "./tell/render-text.js";
import { createReport } from "./tell/report.js";
import { whereIs } from "./tell/where.js";

/** Reports a step and lets Node handle signals, which it cannot do while the command computes. */
type Announce = (step: string) => Promise<void>;

const maxPageBytes = 1024 * 1024;

function printFindings(review: Review, output: Output): void {
  for (const { state, file, line, pageLine, rule, message, fix, fingerprint } of findingsOf(review)) {
    const onPage = pageLine === undefined ? "" : ` (page:${pageLine})`;
    const words = `[${state.toUpperCase()}] ${file}:${line}${onPage} ${rule} ${message} ${fix} [${fingerprint}]`;
    output.err(`${oneLine(words)}\n`);
  }
}

function write(flags: Flags, review: Review, ref: string | undefined, output: World): void {
  const where = whereIs(flags.root, flags.out, ref, output.env);
  if (flags.json) {
    output.out(`${JSON.stringify(toJson(review, where), null, 2)}\n`);
    return;
  }
  const report = createReport(review, where);
  if (!flags.dryRun) {
    replaceFile(`${flags.out}/review.md`, renderMarkdown(report));
    replaceFile(`${flags.out}/review.html`, renderHtml(report));
    replaceFile(`${flags.out}/review.json`, `${JSON.stringify(toJson(review, where))}\n`);
  }
  if (flags.format === "github") output.out(annotations(review, prefixOf(flags.root)));
  else if (!flags.quiet) output.out(renderText(report, output.hasColor === true && flags.color));
  if (!flags.quiet && !flags.dryRun) output.err(`Wrote review.html, review.md and review.json to ${flags.out}\n`);
}

function exitCode(review: Review): number {
  const findings = findingsOf(review);
  if (findings.length === 0) return exitCodes.ok;
  return findings.every(({ rule }) => rule === "page-changed" || rule === "page-hash")
    ? exitCodes.stale
    : exitCodes.findings;
}

function baseOf({ base, root, quiet }: Flags, output: Output): string | undefined {
  const ref = base ?? lastTag(root);
  if (ref === undefined && !quiet)
    output.err("No release tag was found, so there is nothing to compare with. Give a revision with --base.\n");
  return ref;
}

/** The version of the API that a page is about: the given one, or the only one. */
function versionOfPage(apiVersion: string | undefined, versions: readonly string[]): string {
  const [only = "", ...others] = versions;
  if (apiVersion !== undefined || others.length === 0) return apiVersion ?? only;
  const names = versions.join(", ");
  throw new CommandFailure("usage", `--page needs --api-version, because there are several versions: ${names}.`);
}

/** The page in a file, with the files next to it that it includes, and the version of the API that it is about. */
function givenPage(file: string, apiVersion: string | undefined, root: string) {
  const readText = (path: string) => readUserText(path, { maxBytes: maxPageBytes });
  const source = readText(file);
  const { contracts } = readRevision(workTree(root));
  const version = versionOfPage(
    apiVersion,
    contracts.map((contract) => contract.version),
  );
  const page = readPage(source, (path) => {
    const included = resolve(dirname(file), path);
    return existsSync(included) ? readText(included) : undefined;
  });
  const problem = otherOperation(page, version, contracts);
  if (problem !== undefined) throw new CommandFailure("usage", `${file} ${problem}`);
  return { version, page };
}

function printMigration({ root, between = [] }: Flags, output: Output): number {
  const { snapshot, contracts } = readRevision(workTree(root));
  const versions = contracts.map(({ version }) => version);
  const [older, newer] = between.map((name) => contracts[versions.indexOf(checkVersion(name, versions))]);
  if (!older || !newer) return exitCodes.usage;
  const { lines, problems } = compareVersions(older, newer, snapshot.read(newer.files.migration));
  output.out(migrationTable(older, newer, lines));
  for (const problem of problems) output.err(`${problem}\n`);
  return problems.length === 0 ? exitCodes.ok : exitCodes.findings;
}

async function execute(flags: Flags, output: World, announce: Announce): Promise<number> {
  const { root, types, apiVersion } = flags;
  const versions = versionsOf(workTree(root));
  if (apiVersion !== undefined) checkVersion(apiVersion, versions);
  if (flags.page !== undefined) await announce(`reading ${flags.page}`);
  const given = flags.page === undefined ? undefined : givenPage(flags.page, apiVersion, root);
  const ref = baseOf(flags, output);
  await announce(ref === undefined ? "reading the contract" : `comparing the contract with ${ref}`);
  if (flags.confirmPage && given) {
    const files = filesOf(given.version);
    replaceFile(`${root}/${files.page}`, formatPageFacts(given.page, files));
  }
  const review = () =>
    reviewAgainst(ref, { root, head: readRevision(workTree(root)), page: given, today: output.today(), types });
  let result = await review();
  if (flags.changelog) {
    await announce(`completing ${changelogFile}`);
    replaceFile(`${root}/${changelogFile}`, withMissingLines(result));
    result = await review();
  }
  const contracts = result.contracts.filter(({ head }) => (apiVersion ?? head.version) === head.version);
  const shown = { ...result, contracts };
  await announce("writing");
  write(flags, shown, ref, output);
  if (flags.format === "text") printFindings(shown, output);
  return exitCode(shown);
}

/** Runs the command and returns its exit code. Only data goes to `out`. */
export async function run(commandLine: readonly string[], output: World): Promise<number> {
  try {
    const flags = parseFlags(commandLine, output);
    if (flags.between) return printMigration(flags, output);
    return await execute(flags, output, async (step) => {
      if (flags.verbose) output.err(`review: ${step}\n`);
      await setImmediate();
    });
  } catch (error) {
    return exitCodeOf(error, "The review", (message) => output.err(`${oneLine(message)}\n`));
  }
}
