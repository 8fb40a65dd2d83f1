import { reviewAgainst } from "./against.js";
import { diffRows } from "./compare/diff.js";
import { type ChangelogEntry, changelogEntries, releaseDate } from "./judge/changelog.js";
import type { ContractReview, Review } from "./judge/review.js";
import { judge } from "./judge/verdict.js";
import { replaceFile } from "./output.js";
import { readRevision } from "./read/revision.js";
import { releaseBefore, workTree } from "./read/snapshot.js";
import { toJson } from "./tell/json-report.js";

/** One release of one version of the API, in the shape of the changelog that Microsoft Graph publishes. */
interface Release {
  readonly ChangeList: readonly ChangelogEntry[];
  readonly Id: string;
  readonly Cloud: "Prod";
  readonly Version: string;
  /** Absent while the version is unreleased. */
  readonly CreatedDateTime?: string;
  readonly WorkloadArea: string;
  readonly SubArea: string;
}

/** In the first release of a contract everything is an addition. */
function entries({ base, changes, head }: ContractReview, packageVersion: string): ChangelogEntry[] {
  if (base) return changelogEntries(changes);
  const all = diffRows([], head.rows).map((change) => ({
    version: head.version,
    change,
    verdict: judge(change, packageVersion),
    correctedBy: [],
  }));
  return changelogEntries(all.filter(({ verdict }) => verdict.types !== "none"));
}

function releases({ head: { packageVersion }, contracts, head }: Review): Release[] {
  const date = releaseDate(head);
  return contracts.map((contract) => ({
    ChangeList: entries(contract, packageVersion),
    Id: packageVersion,
    Cloud: "Prod",
    Version: contract.head.version,
    ...(date === undefined ? {} : { CreatedDateTime: `${date}T00:00:00Z` }),
    WorkloadArea: "Identity and access",
    SubArea: "Governance",
  }));
}

/**
 * Writes review.json and changelog.json of the version in package.json, compared with the release before it. They depend
 * only on the repository: no acceptance expires here, because the day of packing says nothing about the version.
 */
export async function writePackageFiles(root: string, folder: string): Promise<void> {
  const head = readRevision(workTree(root));
  const review = await reviewAgainst(releaseBefore(root, head.packageVersion), { root, head, today: "" });
  // The package contains the contracts, so the rows that were read from them are left out.
  const json = toJson(review);
  const contracts = json.contracts.map(({ rows: _rows, ...contract }) => contract);
  replaceFile(`${folder}/review.json`, `${JSON.stringify({ ...json, contracts })}\n`);
  replaceFile(`${folder}/changelog.json`, `${JSON.stringify({ changelog: releases(review) })}\n`);
}
