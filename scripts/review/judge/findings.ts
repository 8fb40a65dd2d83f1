import { type Finding, makeFinding } from "../../contract/finding.js";
import { filesOf } from "../../contract/versions.js";
import type { YamlFile } from "../../contract/yaml.js";
import { type GeneratedReport, lockFile } from "../compare/generated.js";
import { sentence } from "../compare/words.js";
import type { Contract, Revision } from "../read/revision.js";
import { requirements } from "./contradiction.js";
import type { JudgedChange } from "./levels.js";
import { isAtLeast, type VersionVerdict } from "./version.js";

export function versionFindings({ base, packageVersion, needed, because }: VersionVerdict): Finding[] {
  if (base === undefined || isAtLeast(packageVersion, needed)) return [];
  const at = { file: "package.json", line: 1, pointer: "#/version" };
  const message = `Version ${packageVersion} is too low: "${because}" requires ${needed}.`;
  const fix = `Run npm version ${needed} --no-git-tag-version, which writes it to every file that states it.`;
  return [makeFinding("version-too-small", needed, at, message, fix)];
}

/** @param spec The specification as it is now. */
export function breakingFindings(changes: readonly JudgedChange[], spec: YamlFile): Finding[] {
  return changes
    .filter(({ verdict }) => verdict.wire === "breaking")
    .map(({ change, version }) => {
      const files = filesOf(version);
      // A removed element has no line in the head, but its parent has one.
      const line = change.head ? change.line : spec.lineOf(change.pointer);
      const at = { file: files.spec, line, pointer: change.pointer };
      const message = `${sentence(change)}: this breaks callers on the wire.`;
      const fix = `Accept it by its fingerprint in ${files.acceptances}, or add a ledger entry saying that the service never changed.`;
      return { ...makeFinding("breaking-change", change.id, at, message, fix), fingerprint: change.id };
    });
}

export function mixedFindings({ mixed }: GeneratedReport): Finding[] {
  const at = { file: lockFile, line: 1, pointer: "#" };
  return mixed.map((name) => {
    const message = `In ${name} the specification and the generator change together.`;
    return makeFinding("mixed-causes", name, at, message, "Commit the change of the generator separately.");
  });
}

export function handFindings({ changes }: GeneratedReport): Finding[] {
  const byHand = changes.filter(({ causes }) => causes.includes("hand"));
  return byHand.map(({ file }) => {
    const message = `${file} differs from what the generator wrote.`;
    return makeFinding("generated-by-hand", file, { file, line: 1, pointer: "#" }, message, "Run npm run generate.");
  });
}

/** Scopes that an operation requires but no security scheme declares. */
export function undeclaredScopes({ spec, rows }: Contract): Finding[] {
  const declared = rows.filter(({ kind }) => kind === "scheme" || kind === "scope");
  const names = ["none", ...declared.map(({ name }) => name)];
  // Only schemes with flows declare their scopes.
  const open = declared.filter(({ kind, facets }) => kind === "scheme" && facets["type"] !== "oauth2");
  const required = new Map(rows.flatMap((row) => requirements(row).map((scope) => [scope, row] as const)));
  return [...required].flatMap(([scope, { name, pointer }]) => {
    if (names.includes(scope) || open.some((scheme) => scope.startsWith(`${scheme.name} `))) return [];
    const at = { file: spec.file, line: spec.lineOf(`${pointer}/security`), pointer: `${pointer}/security` };
    const message = `${name} requires ${scope}, which components.securitySchemes does not declare.`;
    return [makeFinding("scope-undeclared", scope, at, message, "Declare it in a flow of the scheme, or correct it.")];
  });
}

/** An open question keeps the version below 1.0. */
export function openFindings({ ledger }: Contract, { packageVersion }: Revision): Finding[] {
  const open = ledger.entries.filter(({ status }) => status === "open");
  const [first] = open;
  if (!first || packageVersion.startsWith("0.")) return [];
  const ids = open.map(({ id }) => id).join(", ");
  const message = `Version ${packageVersion} is 1.0 or higher, but these questions are open: ${ids}.`;
  const at = { file: first.file, line: first.line, pointer: `#${first.pointer}` };
  return [makeFinding("open-questions", "1.0", at, message, "Resolve them, or stay below 1.0.")];
}

export function differingVersions({ spec, infoVersion }: Contract, { packageVersion }: Revision): Finding[] {
  if (infoVersion === packageVersion) return [];
  const message = `info.version is ${infoVersion}; package.json has ${packageVersion}.`;
  const at = { file: spec.file, line: spec.lineOf("/info/version"), pointer: "#/info/version" };
  const fix = "Run npm run version, which copies the version of package.json.";
  return [makeFinding("version-differs", "info.version", at, message, fix)];
}
