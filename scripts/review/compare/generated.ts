import { canonical, type Json, parseJson, sha256 } from "../../contract/json.js";
import type { Lock } from "../../generate/lock.js";
import type { Snapshot } from "../read/snapshot.js";

type Cause = "spec" | "generator" | "hand";

/** A generated file that differs from the base, and why. */
interface GeneratedChange {
  readonly file: string;
  readonly causes: readonly Cause[];
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface GeneratedReport {
  readonly changes: readonly GeneratedChange[];
  /** Names of the changesets in which the specification and the generator changed together. */
  readonly mixed: readonly string[];
}

const generatedFolder = "generated";
export const lockFile = `${generatedFolder}/lock.json`;

function lockOf(snapshot: Snapshot): Lock | undefined {
  const source = snapshot.read(lockFile);
  return source === undefined ? undefined : parseJson<Lock>(source, lockFile);
}

/** What the tree was made from, each as a string to compare. */
function inputsOf(lock: Lock | undefined): Record<"spec" | "generator", string> {
  const { specifications, templates, options, tools, jarSha256 } = lock ?? {};
  const generator = [templates ?? null, options ?? null, tools ?? null, jarSha256 ?? null];
  return { spec: canonical((specifications ?? null) as Json), generator: canonical(generator as Json) };
}

/** Which inputs differ between two locks. */
function causesBetween(before: Lock | undefined, after: Lock | undefined): Cause[] {
  const [was, is] = [inputsOf(before), inputsOf(after)];
  return (["spec", "generator"] as const).filter((cause) => was[cause] !== is[cause]);
}

/** Two successive states: a commit and its parent, or the work tree and HEAD. */
export interface Step {
  readonly before: Snapshot;
  readonly after: Snapshot;
}

/** Finds for each generated file that changed whether the specification, the generator or a manual edit changed it. */
export function generatedReport(steps: readonly Step[]): GeneratedReport {
  const base = steps[0]?.before;
  const head = steps.at(-1)?.after;
  if (!base || !head) return { changes: [], mixed: [] };
  const locks = steps.map(({ before, after }) => ({ name: after.name, before: lockOf(before), after: lockOf(after) }));
  const lock = lockOf(head);
  const files = [...new Set([...base.list(generatedFolder), ...head.list(generatedFolder)])].filter(
    (file) => file !== lockFile && !file.startsWith(`${generatedFolder}/api/`),
  );
  const changes = files.sort().flatMap((file): GeneratedChange[] => {
    const before = base.read(file);
    const after = head.read(file);
    if (before === after) return [];
    const name = file.slice(generatedFolder.length + 1);
    const known = lock?.output.files[name];
    const edited = after !== undefined && known !== sha256(after);
    const causes = locks
      .filter((step) => step.before?.output.files[name] !== step.after?.output.files[name])
      .flatMap((step) => causesBetween(step.before, step.after));
    return [{ file, causes: edited || causes.length === 0 ? ["hand"] : [...new Set(causes)], before, after }];
  });
  return {
    changes,
    mixed: locks
      .filter((step) => step.before !== undefined && causesBetween(step.before, step.after).length > 1)
      .map(({ name }) => name),
  };
}
