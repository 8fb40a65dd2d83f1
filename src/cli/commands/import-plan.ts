import { keyOfListed } from "../../catalog/origin.js";
import type { AnyVersion } from "../api-versions.js";
import { withCatalog } from "../connection.js";
import type { Context } from "../context.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import { type ResourceInput, withDuplicates } from "../input/resources.js";
import type { ImportOptions } from "../options.js";
import { Table } from "../output/table.js";

const columnsOf = (unit: string) => [
  { title: "PLAN", width: 14 },
  { title: unit.toUpperCase(), width: 6 },
  { title: "RESOURCE", width: 40 },
];

/** Compares a file with the catalog. It only reads, and prints a row for each resource of either. */
export async function plan(input: ResourceInput, options: ImportOptions, { io, output }: Context): Promise<ExitCode> {
  const listed: AnyVersion["catalogResource"][] = [];
  await withCatalog(io, options, async (catalog, abortSignal) => {
    for await (const resource of catalog.listResources({ abortSignal })) listed.push(resource);
  });
  const table = new Table(columnsOf(input.unit), output.tableWidth);
  const counts = { add: 0, alreadyPresent: 0, duplicate: 0, notInFile: 0 };
  if (!options.json) await output.print(table.header);
  for (const row of rowsOf(input, listed)) {
    counts[row.plan] += 1;
    const { line, item, originSystem, originId, displayName } = {
      line: "",
      item: undefined,
      displayName: undefined,
      ...row,
    };
    const name = displayName ? ` (${displayName})` : "";
    const cells = [row.plan, String(item ?? line), `${originSystem ?? ""} ${originId ?? ""}${name}`];
    await (options.json ? output.printJson(row) : output.print(table.row(cells)));
    if (output.isClosed) break;
  }
  const { add, alreadyPresent, duplicate, notInFile } = counts;
  const equal = duplicate > 0 ? `, ${duplicate} equal to an earlier ${input.unit}` : "";
  const summary = `${add} to add, ${alreadyPresent} already there, ${notInFile} only in the catalog${equal}`;
  // A reader that closed early has not seen all rows.
  if (!options.quiet && !output.isClosed) output.note(summary);
  return exitCodes.ok;
}

function* rowsOf(input: ResourceInput, listed: readonly AnyVersion["catalogResource"][]) {
  const present = new Map(listed.map((resource) => [keyOfListed(resource), resource]));
  const inFile = new Set<string | undefined>();
  for (const { resource, place, key, duplicateOf } of withDuplicates(input)) {
    const { originSystem, originId } = resource;
    const row = { ...place, originSystem, originId };
    if (duplicateOf !== undefined) yield { ...row, plan: "duplicate", duplicateOf } as const;
    else if (present.has(key)) yield { ...row, plan: "alreadyPresent", id: present.get(key)?.id } as const;
    else yield { ...row, plan: "add" } as const;
    inFile.add(key);
  }
  for (const [key, { originSystem, originId, displayName, id }] of present)
    if (!inFile.has(key)) yield { originSystem, originId, displayName, plan: "notInFile", id } as const;
}
