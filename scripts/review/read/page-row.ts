import { fingerprint } from "../../contract/json.js";
import { type Facets, type Stated, stated } from "../../contract/rows/row.js";

export type PageRowKind =
  | "document"
  | "namespace"
  | "table"
  | "permission"
  | "operation"
  | "header"
  | "body"
  | "property"
  | "response"
  | "request"
  | "answer"
  | "statement"
  | "include";

/** One statement of the documentation page, similar to the rows of a contract. */
export interface PageRow {
  readonly key: string;
  readonly kind: PageRowKind;
  readonly name: string;
  readonly facets: Facets;
  /** Its main line, and the first and the last line, from 1. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /** Lines of its parts by name: a header, or a member of a body. */
  readonly parts: Readonly<Record<string, number>>;
  /** Whether the specification or the ledger must cover it. */
  readonly normative: boolean;
  /** Fingerprint of the text, to see whether it changed without keeping it. */
  readonly text: string;
}

/** A row without what is derived from its lines. */
export interface PageRowInput
  extends Pick<PageRow, "kind" | "name" | "line">,
    Partial<Pick<PageRow, "from" | "to" | "parts">> {
  readonly facets: Stated;
}

const framework: readonly PageRowKind[] = ["document", "namespace", "table", "body", "include"];

export function pageRow(lines: readonly string[], input: PageRowInput): PageRow {
  const { kind, name, line, from = line, to = line, parts = {} } = input;
  const written = lines.slice(from - 1, to).map((text) => text.trim());
  return {
    key: `${kind}:${name}`,
    kind,
    name,
    facets: stated(input.facets),
    line,
    from,
    to,
    parts,
    normative: !framework.includes(kind),
    text: fingerprint(...written),
  };
}
