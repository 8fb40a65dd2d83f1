import { type Finding, makeFinding } from "../../contract/finding.js";
import { type GeneratedReport, lockFile } from "../compare/generated.js";
import { sentence } from "../compare/words.js";
import { type Revision, specFile } from "../read/revision.js";
import type { JudgedChange } from "./levels.js";
import { isAtLeast } from "./version.js";
import type { VersionVerdict } from "./version-verdict.js";

export function versionFindings({ base, packageVersion, needed, because }: VersionVerdict): Finding[] {
  if (base === undefined || isAtLeast(packageVersion, needed)) return [];
  const at = { file: "package.json", line: 1, pointer: "#/version" };
  const message = `Version ${packageVersion} is too small: "${because}" asks for ${needed}.`;
  const fix = `Set the version to ${needed} in package.json and ${specFile}.`;
  return [makeFinding("version-too-small", needed, at, message, fix)];
}

export function breakingFindings(changes: readonly JudgedChange[]): Finding[] {
  const fix = "Accept it in spec/beta/acceptances.yaml, or explain in the ledger that the service never changed.";
  return changes
    .filter(({ verdict }) => verdict.wire === "breaking")
    .map(({ change }) => {
      const at = { file: specFile, line: change.line, pointer: change.pointer };
      const message = `${sentence(change)}: breaks callers on the wire.`;
      return { ...makeFinding("breaking-change", change.id, at, message, fix), fingerprint: change.id };
    });
}

export function mixedFindings({ mixed }: GeneratedReport): Finding[] {
  const at = { file: lockFile, line: 1, pointer: "#" };
  return mixed.map((name) => {
    const message = `In ${name} the specification and the generator change together.`;
    return makeFinding("mixed-causes", name, at, message, "Commit the change of the generator by itself.");
  });
}

export function handFindings({ changes }: GeneratedReport): Finding[] {
  const byHand = changes.filter(({ causes }) => causes.includes("hand"));
  return byHand.map(({ file }) => {
    const message = `${file} is not what the generator wrote.`;
    return makeFinding("generated-by-hand", file, { file, line: 1, pointer: "#" }, message, "Run npm run generate.");
  });
}

/** A question that is open keeps the version below 1.0. */
export function openFindings({ ledger, packageVersion }: Revision): Finding[] {
  const open = ledger.entries.filter(({ status }) => status === "open");
  const [first] = open;
  if (!first || packageVersion.startsWith("0.")) return [];
  const message = `Version ${packageVersion} is above 1.0 while ${open.length} questions are open: ${open.map(({ id }) => id).join(", ")}.`;
  const at = { file: first.file, line: first.line, pointer: `#${first.pointer}` };
  return [makeFinding("open-questions", "1.0", at, message, "Settle them, or stay below 1.0.")];
}

export function differingVersions({ spec, packageVersion, infoVersion }: Revision): Finding[] {
  if (infoVersion === packageVersion) return [];
  const message = `info.version is ${infoVersion}; package.json has ${packageVersion}.`;
  const at = { file: specFile, line: spec.lineOf("/info/version"), pointer: "#/info/version" };
  return [makeFinding("version-differs", "info.version", at, message, "Write the same version in both.")];
}
