import { type Command, Option } from "commander";
import type { ListedResource } from "../../catalog/any-version.js";
import type { CatalogOptions } from "../options.js";
import { toDelimited } from "./delimited.js";
import type { Output } from "./output.js";
import { Table } from "./table.js";

const formats = ["table", "tsv", "json", "csv"] as const;

export type ReadOptions = CatalogOptions & { readonly output?: (typeof formats)[number] };

export const outputHelp = `
Output:
  --output csv and tsv print a header line and a row for each resource, which
  import can read. The columns are the text properties that can be sent. A value
  that a spreadsheet would run as a formula starts with a single quote, which
  import removes.
`;

const columns = [
  { title: "ORIGIN SYSTEM", width: 16 },
  { title: "ORIGIN ID", width: 36, share: 0.6 },
  { title: "DISPLAY NAME", width: 24 },
];

export function addFormatOption(command: Command): Command {
  const option = new Option("--output <format>", "format of the output (default: table); json is the same as --json");
  return command.addOption(option.choices(formats).conflicts("json"));
}

/** Prints resources that a catalog lists, one by one, in the format that the options specify. */
export class ResourcePrinter {
  readonly #format: (typeof formats)[number];
  readonly #table: Table;
  #hasHeader = false;
  /** Properties that were left out of CSV. */
  readonly #leftOut = new Set<string>();

  constructor(
    private readonly options: ReadOptions,
    private readonly output: Output,
  ) {
    this.#format = options.json ? "json" : (options.output ?? "table");
    this.#table = new Table(columns, output.tableWidth);
  }

  /** Prints one of several resources. */
  async print(resource: ListedResource): Promise<void> {
    if (this.#format === "json") return this.output.printJson(resource);
    const values: Readonly<Record<string, unknown>> = { ...resource };
    const isTable = this.#format === "table";
    const names = isTable ? ["originSystem", "originId", "displayName"] : this.options.api.columns.flat;
    const toRow = (cells: readonly string[]) =>
      isTable ? this.#table.row(cells) : toDelimited(cells, this.#format === "csv" ? "," : "\t");
    if (!this.#hasHeader) await this.output.print(isTable ? this.#table.header : toRow(names));
    this.#hasHeader = true;
    await this.output.print(toRow(names.map((name) => String(values[name] ?? ""))));
    if (!isTable) this.#noteOthers(values);
  }

  /** Prints the only resource. */
  async printOne(resource: ListedResource): Promise<void> {
    if (this.#format !== "table") return this.print(resource);
    await this.output.printDetails({ ...resource });
  }

  #noteOthers(values: Readonly<Record<string, unknown>>): void {
    for (const name of this.options.api.columns.nested) {
      if (Object.keys(Object(values[name])).length === 0 || this.#leftOut.has(name)) continue;
      this.#leftOut.add(name);
      if (!this.options.quiet) this.output.note(`${name} is not in the output: to print it, use --output json`);
    }
  }
}
