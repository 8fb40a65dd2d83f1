import { reviewAgainst } from "./against.js";
import { diffRows } from "./compare/diff.js";
import { type ChangelogEntry, changelogEntries } from "./judge/changelog.js";
import { releaseDate } from "./judge/changelog-file.js";
import type { Review } from "./judge/review.js";
import { judge } from "./judge/verdict.js";
import { replaceFile } from "./output.js";
import { readRevision } from "./read/revision.js";
import { releaseBefore, workTree } from "./read/snapshot.js";
import { toJson } from "./tell/json-report.js";

/** One release in the shape of the changelog that Microsoft Graph publishes. */
interface Release {
  readonly ChangeList: readonly ChangelogEntry[];
  readonly Id: string;
  readonly Cloud: "Prod";
  readonly Version: "beta";
  /** Absent while the version is unreleased. */
  readonly CreatedDateTime?: string;
  readonly WorkloadArea: string;
  readonly SubArea: string;
}

/** Of the first release everything is an addition. */
function entries({ base, changes, head }: Review): ChangelogEntry[] {
  if (base) return changelogEntries(changes);
  const all = diffRows([], head.rows).map((change) => ({
    change,
    verdict: judge(change, head.packageVersion),
    correctedBy: [],
  }));
  return changelogEntries(all.filter(({ verdict }) => verdict.types !== "none"));
}

function release(review: Review): Release {
  const { head } = review;
  const date = releaseDate(head);
  return {
    ChangeList: entries(review),
    Id: head.packageVersion,
    Cloud: "Prod",
    Version: "beta",
    ...(date === undefined ? {} : { CreatedDateTime: `${date}T00:00:00Z` }),
    WorkloadArea: "Identity and access",
    SubArea: "Governance",
  };
}

/**
 * Writes review.json and changelog.json of the version in package.json, against the release before it. Both depend on
 * nothing but the repository: no acceptance expires here, because the day of packing says nothing about the version.
 */
export async function writePackageFiles(root: string, folder: string): Promise<void> {
  const head = readRevision(workTree(root));
  const review = await reviewAgainst(releaseBefore(root, head.packageVersion), { root, head, today: "" });
  // The rows are left out: the package holds the contract they were read from.
  const { rows: _rows, ...json } = toJson(review);
  replaceFile(`${folder}/review.json`, `${JSON.stringify(json)}\n`);
  replaceFile(`${folder}/changelog.json`, `${JSON.stringify({ changelog: [release(review)] })}\n`);
}
