import { sentence } from "../compare/words.js";
import { changelogEntries } from "../judge/changelog.js";
import type { Conformance } from "../judge/conformance.js";
import type { JudgedChange } from "../judge/levels.js";
import { type ContractReview, findingsOf, openQuestions, type Review } from "../judge/review.js";
import type { Where } from "./where.js";

function changeJson({ change: judged, verdict, correctedBy }: JudgedChange): object {
  const { base: _base, head: _head, around: _around, ...change } = judged;
  return { ...change, sentence: sentence(judged), ...verdict, correctedBy };
}

function conformanceJson({ sha256, pageRead, claims, explained }: Conformance): object {
  const departures = explained.map(({ rule, subject, lines, message, specRows, entries }) => ({
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

function contractJson(contract: ContractReview) {
  const { head, base, changes, conformance, examples, acceptances } = contract;
  return {
    version: head.version,
    isInBase: base !== undefined,
    infoVersion: head.infoVersion,
    openQuestions: openQuestions(contract).map(({ id, question, line }) => ({ id, question, line })),
    changes: changes.map(changeJson),
    changelog: changelogEntries(changes),
    conformance: conformance ? conformanceJson(conformance) : null,
    examples: examples.map(({ name, line, problem }) => ({ name, line, valid: problem === undefined, problem })),
    acceptances,
    rows: head.rows.map(({ kind: _kind, name: _name, owner: _owner, values: _values, ...row }) => row),
  };
}

/** The review as data; its schema is review.schema.json. The package ships it without `where`, which is about one clone. */
export function toJson(review: Review, where?: Where) {
  const { base, contracts, generated, surface, wire, types, version } = review;
  const findings = findingsOf(review);
  return {
    format: 1,
    base: base?.snapshot.name ?? null,
    ...(where ? { commits: { base: where.base ?? null, head: where.head ?? null, isEdited: where.isEdited } } : {}),
    verdict: {
      passes: findings.length === 0,
      wire,
      types,
      bump: version.bump,
      neededVersion: version.needed,
      packageVersion: version.packageVersion,
    },
    findings,
    accepted: [...contracts, review.package].flatMap(({ accepted }) => accepted),
    contracts: contracts.map(contractJson),
    generated: {
      files: generated.changes.map(({ file, causes }) => ({ file, causes })),
      mixed: generated.mixed,
      typeTests: review.brokenLines ?? null,
      surface: surface?.map(({ exported: _exported, ...difference }) => difference) ?? null,
    },
  };
}
