import type { ContractRow } from "../../contract/rows/row.js";
import type { Change } from "../compare/change.js";
import { type SurfaceLine, surfaceLines } from "../compare/surface-lines.js";
import type { Snapshot } from "../read/snapshot.js";
import type { JudgedChange } from "./levels.js";

const surfaceFolder = "generated/api";

/** One line of the public TypeScript surface that was added, removed or changed, and why. */
export interface SurfaceDifference {
  readonly file: string;
  readonly change: "added" | "removed" | "changed";
  /** The names around it, such as `models.AccessPackageResource.properties.id`. */
  readonly where: string;
  readonly before?: string;
  readonly after?: string;
  readonly exported: boolean;
  /** Ids of the changes of the contract that caused it; none when the handwritten source did. */
  readonly causes: readonly string[];
}

/** Names that must all be in a line, or above it, for a change to be its cause. */
type Address = readonly string[];

function propertyAddresses(name: string): Address[] {
  const owner = name.slice(0, name.indexOf("."));
  const property = name.slice(owner.length + 1);
  // The dot in an annotation such as @odata.type is part of the name; any other dot separates nested properties.
  const leaf = property.includes("@") ? property : (property.split(".").at(-1) ?? property);
  return [
    [owner, property],
    [owner, leaf],
  ];
}

/** A part of an operation by its path and last name, and by its component. */
function partAddresses({ name, pointer }: ContractRow): Address[] {
  const [, section, shared] = /^#\/components\/(\w+)\/([^/]+)/.exec(pointer) ?? [];
  const [, path = "", ...rest] = name.split(" ");
  return [...(section && shared ? [[section, shared]] : []), [path, rest.at(-1) ?? path]];
}

function rowAddresses(row: ContractRow): Address[] {
  const { operationId, path } = row.facets;
  if (row.kind === "property") return propertyAddresses(row.name);
  if (row.kind === "schema") return [[row.name]];
  if (row.kind === "server") return [["servers", row.name]];
  if (row.kind !== "operation") return partAddresses(row);
  return [operationId, path].flatMap((value) => (typeof value === "string" ? [[value]] : []));
}

function addresses({ base, head, also }: Change): Address[] {
  const rows = [base, head].flatMap((row) => (row ? rowAddresses(row) : []));
  const others = also.filter((key) => key.startsWith("property:")).map((key) => key.slice("property:".length));
  return [...rows, ...others.flatMap(propertyAddresses)];
}

function contains(text: string, name: string): boolean {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  // A schema begins with a lower-case letter in the contract, and with an upper-case letter in the models.
  const pattern = escaped.replace(/^[a-z]/, (letter) => `[${letter}${letter.toUpperCase()}]`);
  return new RegExp(`(?<![\\w$@.])${pattern}(?![\\w$@])`).test(text);
}

/** Ids of the changes of the contract that caused a line of the surface to change. */
function causesOf({ path, text }: SurfaceLine, changes: readonly JudgedChange[]): string[] {
  const context = [...path.slice(0, -1), text].join("\n");
  return changes
    .filter(({ change, verdict }) => {
      if (verdict.types === "none") return false;
      return addresses(change).some((names) => names.every((name) => contains(context, name)));
    })
    .map(({ change }) => change.id);
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
    const [removed, added] = [without(was, is), without(is, was)];
    return Array.from({ length: Math.max(removed.length, added.length) }, (_, index) => {
      const [old, now] = [removed[index], added[index]];
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

/** How the reports of the public surface differ. Undefined when the base has none. */
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

/** Exports that were removed although no change of the contract caused it. */
export function removedByHand(surface: readonly SurfaceDifference[]): SurfaceDifference[] {
  return surface.filter(({ change, exported, causes }) => change === "removed" && exported && causes.length === 0);
}
