import { type SurfaceLine, surfaceLines } from "../compare/surface-lines.js";
import type { Snapshot } from "../read/snapshot.js";
import type { JudgedChange } from "./levels.js";
import { causesOf } from "./surface-cause.js";

const surfaceFolder = "generated/api";

/** One line of the public TypeScript surface that came, went or reads otherwise, and why. */
export interface SurfaceDifference {
  readonly file: string;
  readonly change: "added" | "removed" | "changed";
  /** The names it stands under, such as `models.AccessPackageResource.properties.id`. */
  readonly where: string;
  readonly before?: string;
  readonly after?: string;
  readonly exported: boolean;
  /** Ids of the changes of the contract it follows from; none means that it comes from the handwritten source. */
  readonly causes: readonly string[];
}

type Lines = ReadonlyMap<string, readonly SurfaceLine[]>;

function linesByPlace(report: string): Lines {
  const places = new Map<string, SurfaceLine[]>();
  for (const line of surfaceLines(report)) {
    const place = line.path.join(".");
    places.set(place, [...(places.get(place) ?? []), line]);
  }
  return places;
}

function without(lines: readonly SurfaceLine[], others: readonly SurfaceLine[]): readonly SurfaceLine[] {
  return lines.filter(({ text }) => !others.some((other) => other.text === text));
}

function differencesIn(file: string, before: string, after: string, changes: readonly JudgedChange[]) {
  const [base, head] = [linesByPlace(before), linesByPlace(after)];
  return [...new Set([...base.keys(), ...head.keys()])].flatMap((where): SurfaceDifference[] => {
    const [was, is] = [base.get(where) ?? [], head.get(where) ?? []];
    const [gone, come] = [without(was, is), without(is, was)];
    return Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => {
      const [old, now] = [gone[index], come[index]];
      const lines = [old, now].filter((line) => line !== undefined);
      return {
        file,
        change: old && now ? "changed" : old ? "removed" : "added",
        where,
        ...(old ? { before: old.text } : {}),
        ...(now ? { after: now.text } : {}),
        exported: lines.some(({ exported }) => exported),
        causes: [...new Set(lines.flatMap((line) => causesOf(line, changes)))],
      };
    });
  });
}

/** How the reports of the public surface differ. Undefined when the base kept none. */
export function compareSurfaces(
  base: Snapshot,
  head: Snapshot,
  changes: readonly JudgedChange[],
): SurfaceDifference[] | undefined {
  const kept = base.list(surfaceFolder);
  if (kept.length === 0) return undefined;
  const files = [...new Set([...kept, ...head.list(surfaceFolder)])].sort();
  return files.flatMap((file) => {
    const [before = "", after = ""] = [base.read(file), head.read(file)];
    return before === after ? [] : differencesIn(file, before, after, changes);
  });
}

/** What is gone from the exports although the contract did not ask for it: it breaks whoever used it. */
export function removedByHand(surface: readonly SurfaceDifference[]): SurfaceDifference[] {
  return surface.filter(({ change, exported, causes }) => change === "removed" && exported && causes.length === 0);
}
