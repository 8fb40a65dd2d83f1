import { createCommand, type Output } from "../command.js";

const description =
  "Writes the reviewer's page: what changed in the contract, for whom it breaks, and whether it still says what the documentation page says.";

const help = `
Examples:
  npm run review                                     against the last release tag
  npm run review -- --base main --page page.md       against main, the documentation page read itself
  npm run review -- --page page.md --confirm-page    keep the page's facts as confirmed in spec/beta/page.yaml
  npm run review -- --base v0.1.0 --changelog        add what changed since to CHANGELOG.md

Exit codes:
  0    nothing was found
  1    findings, each with file, line and fix
  2    unknown option, or no such revision or file
  3    the documentation page is not the one that was confirmed
  5    the environment lacks something, or a file cannot be written
  130  interrupted; the reports are as they were`;

export interface Flags {
  readonly base?: string;
  readonly page?: string;
  readonly confirmPage?: true;
  readonly changelog?: true;
  readonly types?: true;
  readonly out: string;
  readonly root: string;
  readonly json?: true;
  readonly dryRun?: true;
  readonly quiet?: true;
  readonly verbose?: true;
}

export function parseFlags(commandLine: readonly string[], output: Output): Flags {
  const command = createCommand("npm run review --", description, help, output)
    .option("--base <revision>", "compare with this git revision (default: the last tag)")
    .option("--page <file>", "read the documentation page itself")
    .option("--confirm-page", "with --page: keep what it states as confirmed")
    .option("--changelog", "add the changes that CHANGELOG.md lacks to it")
    .option("--types", "compile the type tests of the base against this code")
    .option("--out <folder>", "where review.md and review.html are written", ".cache/review")
    .option("--root <folder>", "folder of the project", ".")
    .option("--json", "print the review as JSON and write no report")
    .option("--dry-run", "write no file, print the head of the report")
    .option("--quiet", "print nothing but findings")
    .option("--verbose", "tell each step on stderr")
    .option("--no-color", "print no colours (there are none; NO_COLOR has no effect either)");
  const flags = command.parse([...commandLine], { from: "user" }).opts<Flags>();
  if (flags.confirmPage && flags.page === undefined) command.error("error: --confirm-page needs --page");
  if (flags.dryRun && (flags.confirmPage || flags.changelog))
    command.error("error: --dry-run writes nothing, so it cannot go with --confirm-page or --changelog");
  return flags;
}
