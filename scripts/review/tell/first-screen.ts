import type { Finding } from "../../contract/finding.js";
import { sentence } from "../compare/words.js";
import { findingsOf, type Review } from "../judge/review.js";
import type { Commit } from "../read/snapshot.js";
import { atMost, type Block, count, heading, type Phrase, steps, table, text, type Words } from "./blocks.js";
import { audience, isBreaking, placeOf } from "./change-card.js";
import type { Where } from "./where.js";

/** Few enough for one screen. */
const maxRows = 6;
const rest = (left: number) => `${left} more below`;

const commitWords = ({ id, date }: Commit): string => `${id.slice(0, 12)} of ${date}`;

function revisions({ base }: Review, where: Where): string {
  const tree = where.head
    ? `${where.isEdited ? "the uncommitted work tree on commit" : "commit"} ${commitWords(where.head)}`
    : "the work tree";
  if (!base) return `${tree}, with nothing to compare it with`;
  const name = `\`${base.snapshot.name}\`${where.base ? ` (commit ${commitWords(where.base)})` : ""}`;
  const isSame = where.isEdited && where.base !== undefined && where.base.id === where.head?.id;
  return `${name} with ${isSame ? "its uncommitted changes" : tree}`;
}

function version({ version: { base, needed, packageVersion } }: Review): string {
  if (base === undefined) return `\`${packageVersion}\`, with no release before it`;
  return `needs \`${needed}\` or later; package.json has \`${packageVersion}\``;
}

function breaks({ wire, types }: Review): string {
  const parts = [
    ...(wire === "breaking" ? ["programs that call the service (wire)"] : []),
    ...(types === "breaking" ? ["TypeScript programs that compile against the package (types)"] : []),
  ];
  return parts.length === 0 ? "nothing" : parts.join(" and ");
}

/** Everything that breaks: changes of a contract, and what the handwritten source broke. */
function broken(review: Review, { links }: Where): Words[][] {
  const ofContracts = review.contracts.flatMap(({ head, changes, accepted }) =>
    changes.filter(isBreaking).map((judged): Words[] => {
      const isAccepted = accepted.some(({ fingerprint }) => fingerprint === judged.change.id);
      const name = `${head.version}: ${sentence(judged.change)}${isAccepted ? " (accepted)" : ""}`;
      return [name, audience(judged), placeOf(judged, head.files.spec, links)];
    }),
  );
  return [
    ...ofContracts,
    ...review.version.bySource.map((words) => [words, "TypeScript programs that use it", "src/"]),
  ];
}

/** Findings with the same fix are one step: what is wrong, what to do, and where else. Fixes by fingerprint show it. */
function toDo(findings: readonly Finding[], { links }: Where): Words[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) groups.set(finding.fix, [...(groups.get(finding.fix) ?? []), finding]);
  const at = ({ file, line, fix, fingerprint }: Finding, name = ""): Phrase => [
    ...links.now(file, line),
    ...(fix.includes("fingerprint") ? [` (${name}\`${fingerprint}\`)`] : []),
  ];
  return [...groups].map(([fix, [first, ...others]]) => {
    if (!first) return fix;
    const where = atMost<Phrase>(
      maxRows,
      others.map((other) => at(other)),
      (left) => [rest(left)],
    );
    const same = where.flatMap((phrase, index) => [index > 0 ? ", " : " Do the same for ", ...phrase]);
    return [...at(first, "fingerprint "), `: ${first.message} ${fix}`, ...same, ...(same.length > 0 ? ["."] : [])];
  });
}

/** Verdict, what breaks and for whom, the version that this needs, and what to do next. */
export function firstScreen(review: Review, where: Where): Block[] {
  const findings = findingsOf(review);
  const passes = findings.length === 0;
  const all = broken(review, where);
  const broke = atMost<readonly Words[]>(maxRows, all, (left) => [rest(left), "", ""]);
  const isTypesOnly = all.some(([, who]) => String(who).startsWith("TypeScript"));
  const next = atMost(maxRows, toDo(findings, where), rest);
  const nothing = review.base
    ? "Nothing. The review has no findings."
    : "Give a revision with `--base` to see what changed.";
  const verdict = passes ? "Passes" : `Fails with ${count(findings.length, "finding")}`;
  return [
    { kind: "verdict", passes, text: all.length > 0 ? `${verdict}, and has breaking changes` : verdict },
    {
      kind: "facts",
      rows: [
        ["Breaks", breaks(review)],
        ["Version", version(review)],
        ["Compares", revisions(review, where)],
        ["Changes", review.contracts.map(({ head, changes }) => `${changes.length} in ${head.version}`).join(", ")],
      ],
    },
    ...(all.length > 0 ? [heading("What breaks, and for whom"), table(["change", "breaks", "where"], broke)] : []),
    ...(isTypesOnly ? [text("Changes that break only TypeScript programs need no acceptance.")] : []),
    heading("What to do next"),
    next.length > 0 ? steps(next) : text(nothing),
  ];
}
