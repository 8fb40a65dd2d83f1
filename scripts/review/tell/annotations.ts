import { sentence } from "../compare/words.js";
import { findingsOf, type Review } from "../judge/review.js";
import { oneLine } from "./blocks.js";
import { audience, isBreaking } from "./change-card.js";

/** Escapes the message of a workflow command. A line break would end the command. */
function message(words: string): string {
  return oneLine(words).replaceAll("%", "%25");
}

/** Escapes a property of a workflow command, which a comma or a colon would end. */
function property(words: string): string {
  return message(words).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function command(level: "error" | "warning", file: string, line: number, title: string, words: string): string {
  return `::${level} file=${property(file)},line=${line},title=${property(title)}::${message(words)}\n`;
}

/**
 * The review as workflow commands of GitHub Actions: an error for each finding, a warning for each breaking change that is
 * not a finding.
 *
 * @param prefix Path of the project in its git repository, with a trailing slash; empty for the root.
 */
export function annotations(review: Review, prefix: string): string {
  const findings = findingsOf(review);
  const found = new Set(findings.map(({ fingerprint }) => fingerprint));
  const errors = findings.map(({ file, line, rule, message: words, fix, fingerprint }) =>
    command("error", `${prefix}${file}`, line, rule, `${words} ${fix} [${fingerprint}]`),
  );
  const warnings = review.contracts.flatMap(({ head, changes }) =>
    changes
      .filter((judged) => isBreaking(judged) && !found.has(judged.change.id))
      .map((judged) => {
        const words = `${sentence(judged.change)}: this breaks ${audience(judged)}.`;
        // A removed element has no line in the head, but its parent has one.
        const line = head.spec.lineOf(judged.change.pointer);
        return command("warning", `${prefix}${head.files.spec}`, line, "breaking change", words);
      }),
  );
  return [...errors, ...warnings].join("");
}
