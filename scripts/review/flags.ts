import { Option } from "commander";
import { createCommand, type Output } from "../command.js";

const description =
  "Writes the reviewer's page: what changed in the contract, for whom it breaks, and whether it still matches the documentation.";

const help = `
Examples:
  npm run review                                     compare with the last release tag
  npm run review -- --base main --page page.md       compare with main, and read the documentation page itself
  npm run review -- --page page.md --confirm-page    save the facts of the page to spec/<version>/page.yaml
  npm run review -- --base v0.1.0 --changelog        add the changes since v0.1.0 to CHANGELOG.md
  npm run review -- --between beta v1.0              print how to migrate from one API version to the other
  npm run review -- --base main --format github      annotate a pull request

Exit codes (with several API versions, the code of the worst: 1, then 3, then 0):
  0    no findings
  1    findings, each with file, line and fix
  2    unknown option, no such revision, API version or file, or the page of another operation
  3    the documentation page differs from the confirmed one
  5    something is missing in the environment, or a file cannot be written
  130  interrupted; the reports are unchanged`;

export interface Flags {
  readonly base?: string;
  readonly apiVersion?: string;
  readonly page?: string;
  readonly confirmPage?: true;
  readonly between?: readonly string[];
  readonly changelog?: true;
  readonly types?: true;
  readonly out: string;
  readonly root: string;
  readonly json?: true;
  readonly format: "text" | "github";
  readonly dryRun?: true;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
}

export function parseFlags(commandLine: readonly string[], output: Output): Flags {
  const command = createCommand("npm run review --", description, help, output)
    .option("--base <revision>", "compare with this git revision (default: the last tag)")
    .option("--api-version <name>", "report only this folder of spec/ (default: every folder)")
    .option("--page <file>", "read the documentation page itself")
    .option("--confirm-page", "with --page: save its facts as confirmed")
    .option("--between <names...>", "print the migration table between two API versions as Markdown, and nothing else")
    .option("--changelog", "add the missing changes to CHANGELOG.md")
    .option("--types", "compile the type tests of the base against this code")
    .option("--out <folder>", "folder for review.html, review.md and review.json", ".cache/review")
    .option("--root <folder>", "folder of the project", ".")
    .option("--json", "print the review as JSON and write no report")
    .addOption(
      new Option("--format <name>", "print the first screen, or annotations for GitHub Actions")
        .choices(["text", "github"])
        .default("text"),
    )
    .option("--dry-run", "write no file, print the first screen")
    .option("--quiet", "print only findings")
    .option("--verbose", "print each step on stderr")
    .option("--no-color", "print no colours on a terminal (NO_COLOR does the same)");
  const flags = command.parse([...commandLine], { from: "user" }).opts<Flags>();
  if (flags.confirmPage && flags.page === undefined) command.error("error: --confirm-page needs --page");
  if (flags.dryRun && (flags.confirmPage || flags.changelog))
    command.error("error: --dry-run writes nothing, so it cannot be combined with --confirm-page or --changelog");
  if (flags.json && flags.format === "github") command.error("error: choose --json or --format github");
  if (flags.between && flags.between.length !== 2) command.error("error: --between needs two API versions");
  return flags;
}
