import { lockFile, type Step } from "./generated.js";
import type { Page } from "./page.js";
import { createReview, type Review } from "./review.js";
import { type Revision, readRevision } from "./revision.js";
import { commitSnapshot, commitsTouching, resolveCommit, type Snapshot, workTree } from "./snapshot.js";

interface Subject {
  /** Folder of the project; its work tree is what is reviewed. */
  readonly root: string;
  readonly head: Revision;
  readonly page?: Page | undefined;
  readonly today: string;
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

/** Reviews the work tree against a revision that git knows by name, or by itself when there is none. */
export function reviewAgainst(ref: string | undefined, { root, ...input }: Subject): Review {
  if (ref === undefined) return createReview(input);
  const commit = resolveCommit(root, ref);
  const snapshot = commitSnapshot(root, commit, ref);
  return createReview({ ...input, base: readRevision(snapshot), steps: stepsSince(root, snapshot, commit) });
}
