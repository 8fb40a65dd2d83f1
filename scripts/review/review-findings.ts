import { type Finding, makeFinding } from "./finding.js";
import { type GeneratedReport, lockFile } from "./generated.js";
import type { JudgedChange, VersionVerdict } from "./review.js";
import { specFile } from "./revision.js";
import { isAtLeast } from "./version.js";
import { sentence } from "./words.js";

export function versionFindings(version: VersionVerdict, changes: readonly JudgedChange[]): Finding[] {
  if (version.base === undefined || isAtLeast(version.packageVersion, version.needed)) return [];
  const telling = changes.find(({ verdict }) => verdict.bump === version.bump);
  const what = telling ? sentence(telling.change) : "A change";
  return [
    makeFinding({
      rule: "version-too-small",
      subject: version.needed,
      file: "package.json",
      line: 1,
      pointer: "#/version",
      message: `Version ${version.packageVersion} is too small: "${what}" asks for ${version.needed}.`,
      fix: `Set the version to ${version.needed} in package.json and ${specFile}.`,
    }),
  ];
}

export function breakingFindings(changes: readonly JudgedChange[]): Finding[] {
  return changes.flatMap(({ change, verdict }) => {
    if (verdict.wire !== "breaking") return [];
    const finding = makeFinding({
      rule: "breaking-change",
      subject: change.id,
      file: specFile,
      line: change.line,
      pointer: change.pointer,
      message: `${sentence(change)}: breaks callers on the wire.`,
      fix: "Accept it in spec/acceptances.yaml, or explain in the ledger that the service never changed.",
    });
    return [{ ...finding, fingerprint: change.id }];
  });
}

export function mixedFindings({ mixed }: GeneratedReport): Finding[] {
  return mixed.map((name) =>
    makeFinding({
      rule: "mixed-causes",
      subject: name,
      file: lockFile,
      line: 1,
      pointer: "#",
      message: `In ${name} the specification and the generator change together.`,
      fix: "Commit the change of the generator by itself.",
    }),
  );
}

export function handFindings({ changes }: GeneratedReport): Finding[] {
  return changes
    .filter(({ causes }) => causes.includes("hand"))
    .map(({ file }) =>
      makeFinding({
        rule: "generated-by-hand",
        subject: file,
        file,
        line: 1,
        pointer: "#",
        message: `${file} is not what the generator wrote.`,
        fix: "Run npm run generate.",
      }),
    );
}
