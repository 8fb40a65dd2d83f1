import Ajv from "ajv";
import { type Finding, makeFinding } from "./finding.js";
import { canonical, field, isObject, type Json, list, strings, text } from "./json.js";
import { ledgerSchemaFile } from "./versions.js";
import { readYaml, type YamlFile } from "./yaml.js";

/** One departure of the specification from the page, or one question that is not settled. */
export interface LedgerEntry {
  readonly id: string;
  readonly page: readonly number[];
  readonly rows: readonly string[];
  readonly specSays: string;
  readonly status: string;
  readonly test: string;
  readonly outsideSpec?: string;
  readonly file: string;
  readonly line: number;
  readonly pointer: string;
  /** The entry as it is written, to tell whether a revision changed it. */
  readonly written: string;
}

export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  readonly yaml: YamlFile;
}

function entry(value: Json, index: number, yaml: YamlFile): LedgerEntry {
  const pointer = `/entries/${index}`;
  const word = (name: string): string => text(field(value, name)) ?? "";
  const outsideSpec = text(field(value, "outsideSpec"));
  return {
    id: word("id"),
    page: list(field(value, "page")).filter((line): line is number => typeof line === "number"),
    rows: strings(field(value, "rows")),
    specSays: word("specSays"),
    status: word("status"),
    test: word("test"),
    ...(outsideSpec === undefined ? {} : { outsideSpec }),
    file: yaml.file,
    line: yaml.lineOf(pointer),
    pointer,
    written: canonical(value),
  };
}

/** @param file What messages call it. */
export function readLedger(source: string, file: string): Ledger {
  const yaml = readYaml(source, file);
  return { yaml, entries: list(field(yaml.root, "entries")).map((value, index) => entry(value, index, yaml)) };
}

/** Breaches of the ledger's schema, and entries that share an id. */
export function checkSchema({ yaml, entries }: Ledger, schema: Json): Finding[] {
  const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false });
  const valid = isObject(schema) ? ajv.compile(schema) : undefined;
  const fix = `Write the entry as ${ledgerSchemaFile} asks.`;
  valid?.(yaml.root);
  const breaches = (valid?.errors ?? []).map(({ instancePath, message = "is not as asked", params }) => {
    const id =
      entries.find(({ pointer }) => instancePath === pointer || instancePath.startsWith(`${pointer}/`))?.id ?? "ledger";
    const detail = JSON.stringify(params);
    const subject = `${id} ${instancePath.replace(/\/\d+/, "")} ${detail}`;
    const at = { file: yaml.file, line: yaml.lineOf(instancePath), pointer: instancePath };
    return makeFinding("ledger-schema", subject, at, `${id}: ${instancePath || "/"} ${message}.`, fix);
  });
  const twice = entries
    .filter(({ id }, index) => entries.findIndex((other) => other.id === id) !== index)
    .map(({ id, file, line, pointer }) =>
      makeFinding(
        "ledger-id-twice",
        id,
        { file, line, pointer },
        `Two entries have the id ${id}.`,
        "Give one of them another id.",
      ),
    );
  return [...breaches, ...twice];
}

/** Entries whose test is not where they say. `readTest` gives the text of a test file, or undefined. */
export function checkTests({ entries }: Ledger, readTest: (path: string) => string | undefined): Finding[] {
  return entries.flatMap(({ id, test, file, line, pointer }) => {
    const [path = "", ...name] = test.split("#");
    if (path === "" || readTest(path)?.includes(name.join("#"))) return [];
    const message = `${id}: there is no test "${name.join("#")}" in ${path}.`;
    const at = { file, line, pointer: `${pointer}/test` };
    return [makeFinding("ledger-test", id, at, message, "Name a test that holds the decision.")];
  });
}

/** Entries that are new or changed since the base: only they can explain what changed since then. */
export function entriesSince(ledger: Ledger, base: Ledger): LedgerEntry[] {
  const before = new Map(base.entries.map(({ id, written }) => [id, written]));
  return ledger.entries.filter(({ id, written }) => before.get(id) !== written);
}
