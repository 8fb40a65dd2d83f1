import { type Finding, makeFinding } from "../../contract/finding.js";
import { ledgerFile } from "../../contract/ledger.js";
import { type GeneratedReport, lockFile } from "../compare/generated.js";
import { sentence } from "../compare/words.js";
import { type Revision, specFile } from "../read/revision.js";
import type { JudgedChange } from "./levels.js";
import { isAtLeast } from "./version.js";
import type { VersionVerdict } from "./version-verdict.js";

export function versionFindings(version: VersionVerdict): Finding[] {
  if (version.base === undefined || isAtLeast(version.packageVersion, version.needed)) return [];
  return [
    makeFinding({
      rule: "version-too-small",
      subject: version.needed,
      file: "package.json",
      line: 1,
      pointer: "#/version",
      message: `Version ${version.packageVersion} is too small: "${version.because}" asks for ${version.needed}.`,
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

/** A question that is open keeps the version below 1.0. */
export function openFindings({ ledger, packageVersion }: Revision): Finding[] {
  const open = ledger.entries.filter(({ status }) => status === "open");
  const [first] = open;
  if (!first || packageVersion.startsWith("0.")) return [];
  const message = `Version ${packageVersion} is above 1.0 while ${open.length} questions are open: ${open.map(({ id }) => id).join(", ")}.`;
  const at = { file: ledgerFile, line: first.line, pointer: `#${first.pointer}` };
  return [
    makeFinding({ rule: "open-questions", subject: "1.0", ...at, message, fix: "Settle them, or stay below 1.0." }),
  ];
}

export function differingVersions({ spec, packageVersion, infoVersion }: Revision): Finding[] {
  if (infoVersion === packageVersion) return [];
  const message = `info.version is ${infoVersion}; package.json has ${packageVersion}.`;
  const at = { file: specFile, line: spec.lineOf("/info/version"), pointer: "#/info/version" };
  return [
    makeFinding({
      rule: "version-differs",
      subject: "info.version",
      ...at,
      message,
      fix: "Write the same version in both.",
    }),
  ];
}
