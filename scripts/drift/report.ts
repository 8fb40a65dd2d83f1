import { printable } from "../contract/user-text.js";
import type { Judgement } from "./ledger.js";
import type { Navigation } from "./navigation.js";

const meanings = {
  notInService: "only in the spec",
  notInSpec: "only in the service",
  type: "different type",
  nullable: "different nullability",
  contained: "contained, but addressed by reference",
} as const;

/** The result as text: the paths, the differences as an aligned table, and the needless explanations of the ledger. */
export function toText(
  version: string,
  navigation: readonly Navigation[],
  { differences, needless }: Judgement,
): string {
  const open = differences.filter(({ ledger }) => ledger === null).length;
  const rows = differences.map(({ key, kind, service, spec, ledger }) => [
    key,
    meanings[kind],
    service ?? "-",
    spec ?? "-",
    ledger ?? "UNEXPLAINED",
  ]);
  const paths = navigation.map(({ path, exists, contained }) => [path, existence(exists, contained)]);
  const lines = [
    `API version ${version}`,
    "",
    ...table([["Path", "In the service's model"], ...paths]),
    "",
    ...(rows.length === 0 ? [] : [...table([["Element", "Difference", "Service", "Spec", "Ledger"], ...rows]), ""]),
    ...needless.map(
      ({ key, ledger }) => `Needless: ledger entry ${printable(ledger)} lists ${printable(key)}, where nothing differs`,
    ),
    `Differences: ${differences.length}, not explained by the ledger: ${open}, needless explanations: ${needless.length}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** The result as JSON, sorted, without anything that depends on the machine or the time. */
export function toJson(version: string, navigation: readonly Navigation[], judgement: Judgement): string {
  const { differences, needless } = judgement;
  const paths = navigation.map(({ path, key, exists, contained }) => ({ path, key, exists, contained }));
  const value = { version, navigation: paths, differences, needless };
  return `${JSON.stringify(value, (_, each) => (typeof each === "string" ? printable(each) : each), 2)}\n`;
}

function existence(exists: boolean, contained: boolean | null): string {
  if (!exists) return "missing";
  return contained === null ? "exists" : contained ? "exists, contained" : "exists, not contained";
}

function table(rows: readonly (readonly string[])[]): string[] {
  const clean = rows.map((row) => row.map(printable));
  const widths = clean[0]?.map((_, column) => Math.max(...clean.map((row) => row[column]?.length ?? 0))) ?? [];
  return clean.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
