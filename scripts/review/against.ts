import { lockFile, type Step } from "./compare/generated.js";
import { createReview, type Review, type ReviewInput } from "./judge/review.js";
import { packageVersionOf, readRevision } from "./read/revision.js";
import { commitSnapshot, commitsTouching, lastTag, resolveCommit, type Snapshot, workTree } from "./read/snapshot.js";

interface Subject extends Pick<ReviewInput, "head" | "page" | "today"> {
  /** Folder of the project; the review is of its work tree. */
  readonly root: string;
  /** Compiles the type tests of the base against the work tree, which takes some seconds. Default: false. */
  readonly types?: boolean | undefined;
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

/** Whether a commit is a release. If not, also the version of the last release before it, if there is one. */
function releaseOf(root: string, commit: string): { readonly isRelease: boolean; readonly released?: string } {
  const tag = lastTag(root, commit);
  if (tag === undefined) return { isRelease: false };
  if (resolveCommit(root, tag) === commit) return { isRelease: true };
  return { isRelease: false, released: packageVersionOf(commitSnapshot(root, tag, tag)) };
}

/** Reviews the work tree against a revision that git knows by name, or alone when `ref` is undefined. */
export async function reviewAgainst(ref: string | undefined, { root, types, ...input }: Subject): Promise<Review> {
  if (ref === undefined) return createReview(input);
  const commit = resolveCommit(root, ref);
  const snapshot = commitSnapshot(root, commit, ref);
  // Loading the compiler takes as long as the rest of the review.
  const compiled = types ? (await import("./compare/old-programs.js")).compileTypeTests(root, snapshot) : undefined;
  const steps = stepsSince(root, snapshot, commit);
  const base = readRevision(snapshot);
  return createReview({ ...input, ...releaseOf(root, commit), base, steps, brokenLines: compiled });
}
