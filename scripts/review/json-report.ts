import { changelogEntries } from "./changelog.js";
import type { Review } from "./review.js";
import { sentence } from "./words.js";

/** The review as data; its schema is review.schema.json. */
export function toJson(review: Review): object {
  const {
    base,
    head,
    changes,
    version,
    generated,
    conformance,
    examples,
    findings,
    accepted,
    acceptances,
    openQuestions,
  } = review;
  return {
    format: 1,
    base: base?.snapshot.name ?? null,
    verdict: {
      passes: findings.length === 0,
      wire: review.wire,
      types: review.types,
      bump: version.bump,
      neededVersion: version.needed,
      packageVersion: version.packageVersion,
      infoVersion: version.infoVersion,
    },
    openQuestions: openQuestions.map(({ id, specSays, line }) => ({ id, question: specSays, line })),
    changes: changes.map(({ change: { base: _base, head: _head, ...change }, verdict, correctedBy }) => ({
      ...change,
      sentence: sentence({ ...change, ...(_base ? { base: _base } : {}), ...(_head ? { head: _head } : {}) }),
      ...verdict,
      correctedBy,
    })),
    changelog: changelogEntries(changes),
    generated: { files: generated.changes.map(({ file, causes }) => ({ file, causes })), mixed: generated.mixed },
    conformance: conformance
      ? {
          page: conformance.sha256,
          pageRead: conformance.pageRead,
          coverage: {
            page: conformance.claims.page,
            contract: conformance.claims.spec,
            bases: conformance.claims.bases,
          },
          departures: conformance.explained.map(
            ({ contradiction: { rule, subject, lines, message, specRows }, entries }) => ({
              rule,
              subject,
              lines,
              message,
              rows: specRows.map(({ key }) => key),
              ledger: entries,
            }),
          ),
        }
      : null,
    examples,
    findings,
    accepted,
    acceptances,
    rows: head.rows.map(({ key, facets, directions, pointer, line, sources }) => ({
      key,
      facets,
      directions,
      pointer,
      line,
      sources,
    })),
  };
}
