import Ajv from "ajv";
import { type Finding, makeFinding } from "./finding.js";
import { asString, canonical, field, isObject, type Json, list, strings } from "./json.js";
import { ledgerSchemaFile } from "./versions.js";
import { readYaml, type YamlFile } from "./yaml.js";

/** One difference between the specification and the page, or one open question. */
export interface LedgerEntry {
  readonly id: string;
  readonly page: readonly number[];
  readonly rows: readonly string[];
  readonly specSays: string;
  /** What is open, as a question. If the entry asks none, what the contract says. */
  readonly question: string;
  readonly status: string;
  readonly test: string;
  readonly outsideSpec?: string;
  readonly file: string;
  readonly line: number;
  readonly pointer: string;
  /** JSON text of the entry, to see whether a revision changed it. */
  readonly written: string;
}

export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  readonly yaml: YamlFile;
}

function entry(value: Json, index: number, yaml: YamlFile): LedgerEntry {
  const pointer = `/entries/${index}`;
  const word = (name: string): string => asString(field(value, name)) ?? "";
  const outsideSpec = asString(field(value, "outsideSpec"));
  return {
    id: word("id"),
    page: list(field(value, "page")).filter((line): line is number => typeof line === "number"),
    rows: strings(field(value, "rows")),
    specSays: word("specSays"),
    question: asString(field(value, "question")) ?? word("specSays"),
    status: word("status"),
    test: word("test"),
    ...(outsideSpec === undefined ? {} : { outsideSpec }),
    file: yaml.file,
    line: yaml.lineOf(pointer),
    pointer,
    written: canonical(value),
  };
}

/** @param file Name of the file in messages. */
export function readLedger(source: string, file: string): Ledger {
  const yaml = readYaml(source, file);
  return { yaml, entries: list(field(yaml.root, "entries")).map((value, index) => entry(value, index, yaml)) };
}

/** Violations of the ledger's schema, and entries that share an id. */
export function checkSchema({ yaml, entries }: Ledger, schema: Json): Finding[] {
  const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false });
  const valid = isObject(schema) ? ajv.compile(schema) : undefined;
  const fix = `Write the entry in the format of ${ledgerSchemaFile}.`;
  valid?.(yaml.root);
  const violations = (valid?.errors ?? []).map(({ instancePath, message = "is wrong", params }) => {
    const [, index] = /^\/entries\/(\d+)/.exec(instancePath) ?? [];
    const id = entries[Number(index)]?.id ?? "ledger";
    const detail = JSON.stringify(params);
    const subject = `${id} ${instancePath.replace(/\/\d+/, "")} ${detail}`;
    const at = { file: yaml.file, line: yaml.lineOf(instancePath), pointer: instancePath };
    return makeFinding("ledger-schema", subject, at, `${id}: ${instancePath || "/"} ${message}.`, fix);
  });
  const repeated = entries
    .filter(({ id }, index) => entries.findIndex((other) => other.id === id) !== index)
    .map(({ id, file, line, pointer }) => {
      const message = `Two entries have the id ${id}.`;
      return makeFinding("ledger-id-repeated", id, { file, line, pointer }, message, "Give one of them another id.");
    });
  return [...violations, ...repeated];
}

/**
 * Entries whose test does not exist.
 * @param readTest Returns the content of a test file, or undefined when there is none.
 */
export function checkTests({ entries }: Ledger, readTest: (path: string) => string | undefined): Finding[] {
  return entries.flatMap(({ id, test, file, line, pointer }) => {
    const [path = "", ...rest] = test.split("#");
    const name = rest.join("#");
    if (path === "" || readTest(path)?.includes(`it(${JSON.stringify(name)}`)) return [];
    const message = `${id}: there is no test "${name}" in ${path}.`;
    const at = { file, line, pointer: `${pointer}/test` };
    return [makeFinding("ledger-test", id, at, message, "Name a test that proves the decision.")];
  });
}

/** Entries that are new or changed since the base. Only they can explain a change since then. */
export function entriesSince(ledger: Ledger, base: Ledger): LedgerEntry[] {
  const before = new Map(base.entries.map(({ id, written }) => [id, written]));
  return ledger.entries.filter(({ id, written }) => before.get(id) !== written);
}
