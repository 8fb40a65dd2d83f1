import { keyOf, keyOfListed } from "../../catalog/origin.js";
import { withCatalog } from "../connection.js";
import type { Context } from "../context.js";
import { type ExitCode, exitCodes } from "../exit-codes.js";
import type { ResourceInput } from "../input/resources.js";
import type { ImportOptions } from "../options.js";
import { Table } from "../output/table.js";

const columns = [
  { title: "PLAN", width: 14 },
  { title: "LINE", width: 6 },
  { title: "RESOURCE", width: 40 },
];

/** What an import would do with a resource, or what the catalog has beside the file. */
interface PlanRow {
  readonly line?: number | undefined;
  readonly originSystem?: string | null | undefined;
  readonly originId?: string | null | undefined;
  readonly displayName?: string | null | undefined;
  readonly plan: "add" | "alreadyPresent" | "duplicate" | "notInFile";
  /** The id that the catalog has for it. */
  readonly id?: string | undefined;
  readonly duplicateOf?: number | undefined;
}

/** Compares a file with the catalog. It only reads, and prints a row for each resource of either. */
export async function plan(input: ResourceInput, options: ImportOptions, { io, output }: Context): Promise<ExitCode> {
  const listed = await withCatalog(io, options, async (catalog, abortSignal) => {
    const found = [];
    for await (const resource of catalog.listResources({ abortSignal })) found.push(resource);
    return found;
  });
  const table = new Table(columns, output.tableWidth);
  const counts = { add: 0, alreadyPresent: 0, duplicate: 0, notInFile: 0 };
  if (!options.json) await output.print(table.header);
  for (const row of rowsOf(input, listed)) {
    counts[row.plan] += 1;
    const { line, originSystem, originId, displayName } = row;
    const name = displayName ? ` (${displayName})` : "";
    const cells = [row.plan, String(line ?? ""), `${originSystem ?? ""} ${originId ?? ""}${name}`];
    await (options.json ? output.printJson(row) : output.print(table.row(cells)));
    if (output.isClosed) break;
  }
  const { add, alreadyPresent, duplicate, notInFile } = counts;
  const equal = duplicate > 0 ? `, ${duplicate} equal to an earlier line` : "";
  if (!options.quiet)
    output.note(`${add} to add, ${alreadyPresent} already there, ${notInFile} there and not in the file${equal}`);
  return exitCodes.ok;
}

type Listed = Omit<PlanRow, "line" | "plan" | "duplicateOf">;

function* rowsOf({ resources, lines }: ResourceInput, listed: readonly Listed[]): Generator<PlanRow> {
  const present = new Map(listed.map((resource) => [keyOfListed(resource as object), resource]));
  const firstLines = new Map<string, number | undefined>();
  for (const [index, resource] of resources.entries()) {
    const { originSystem, originId } = resource;
    const line = lines[index];
    const key = keyOf(resource);
    const isDuplicate = firstLines.has(key);
    const plan = isDuplicate ? "duplicate" : present.has(key) ? "alreadyPresent" : "add";
    yield { line, originSystem, originId, plan, id: present.get(key)?.id, duplicateOf: firstLines.get(key) };
    if (!isDuplicate) firstLines.set(key, line);
  }
  for (const [key, { originSystem, originId, displayName, id }] of present)
    if (key === undefined || !firstLines.has(key)) yield { originSystem, originId, displayName, plan: "notInFile", id };
}
