import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommandFailure } from "../command.js";
import { run as runProgram } from "../program.js";
import { run as runReview } from "../review/run.js";

const spec = "spec/beta/openapi.yaml";
/** Breaking changes that a reader understands without knowing the contract. */
const edits: readonly (readonly [from: string, to: string])[] = [
  ["operationId: listAccessPackageResources", "operationId: listResourcesOfCatalog"],
  [
    "        - requestType\n        - accessPackageResource\n",
    "        - requestType\n        - justification\n        - accessPackageResource\n",
  ],
  ["[AdminAdd, AdminUpdate, AdminRemove]", "[AdminAdd, AdminRemove]"],
];

function edited(text: string): string {
  return edits.reduce((result, [from, to]) => {
    if (result.includes(from)) return result.replace(from, to);
    throw new CommandFailure(
      "findings",
      `${spec} has no "${from.trim()}". Choose another edit in scripts/pictures/review-run.ts.`,
    );
  }, text);
}

/**
 * Reviews a clone of this repository with breaking changes of the contract.
 *
 * @param use Gets the path of `review.html`, which exists until it resolves.
 */
export async function reviewBreakingChanges(use: (page: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "pictures-"));
  try {
    await runProgram("git", ["clone", "--quiet", ".", folder]);
    writeFileSync(join(folder, spec), edited(readFileSync(join(folder, spec), "utf8")));
    const out = join(folder, ".cache/review");
    const today = () => new Date().toISOString().slice(0, 10);
    const output = { out: () => undefined, err: () => undefined, today };
    await runReview(["--root", folder, "--out", out, "--base", "HEAD", "--api-version", "beta", "--quiet"], output);
    await use(join(out, "review.html"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
