import { sentence } from "../compare/words.js";
import { changelogEntries } from "../judge/changelog.js";
import type { Conformance } from "../judge/conformance.js";
import type { JudgedChange } from "../judge/levels.js";
import type { Review } from "../judge/review.js";

function changeJson({ change: judged, verdict, correctedBy }: JudgedChange): object {
  const { base: _base, head: _head, ...change } = judged;
  return { ...change, sentence: sentence(judged), ...verdict, correctedBy };
}

function conformanceJson({ sha256, pageRead, claims, explained }: Conformance): object {
  const departures = explained.map(({ contradiction: { rule, subject, lines, message, specRows }, entries }) => ({
    rule,
    subject,
    lines,
    message,
    rows: specRows.map(({ key }) => key),
    ledger: entries,
  }));
  const coverage = { page: claims.page, contract: claims.spec, bases: claims.bases };
  return { page: sha256, pageRead, coverage, departures };
}

function verdictJson({ findings, wire, types, version }: Review): object {
  const { bump, needed, packageVersion, infoVersion } = version;
  return { passes: findings.length === 0, wire, types, bump, neededVersion: needed, packageVersion, infoVersion };
}

/** The review as data; its schema is review.schema.json. */
export function toJson(review: Review) {
  const { base, head, generated, surface, conformance } = review;
  return {
    format: 1,
    base: base?.snapshot.name ?? null,
    verdict: verdictJson(review),
    openQuestions: review.openQuestions.map(({ id, specSays, line }) => ({ id, question: specSays, line })),
    changes: review.changes.map(changeJson),
    changelog: changelogEntries(review.changes),
    generated: {
      files: generated.changes.map(({ file, causes }) => ({ file, causes })),
      mixed: generated.mixed,
      typeTests: review.brokenLines ?? null,
      surface: surface?.map(({ exported: _exported, ...difference }) => difference) ?? null,
    },
    conformance: conformance ? conformanceJson(conformance) : null,
    examples: review.examples,
    findings: review.findings,
    accepted: review.accepted,
    acceptances: review.acceptances,
    rows: head.rows.map(({ kind: _kind, name: _name, owner: _owner, ...row }) => row),
  };
}
