import { fingerprint } from "../../contract/json.js";
import type { Facets, FacetValue } from "../../contract/rows/row.js";

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
  | "answer";

/** One statement of the documentation page, in the same form as the rows of the specification. */
export interface PageRow {
  readonly key: string;
  readonly kind: PageRowKind;
  readonly name: string;
  readonly facets: Facets;
  /** The line, from 1, that says it, and the lines it reaches over. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
  /** Lines inside it that say one thing each, such as a header or a member of a body. */
  readonly parts: Readonly<Record<string, number>>;
  /** Must the specification or the ledger answer for it? */
  readonly normative: boolean;
  /** Fingerprint of the text: tells that something changed without keeping the text. */
  readonly text: string;
}

/** A row as it is read, before its place in the text is looked at. */
export interface PageRowInput
  extends Pick<PageRow, "kind" | "name" | "line">,
    Partial<Pick<PageRow, "from" | "to" | "parts">> {
  readonly facets: Record<string, FacetValue | undefined>;
}

const framework: readonly PageRowKind[] = ["document", "namespace", "table", "body"];

export function pageRow(lines: readonly string[], input: PageRowInput): PageRow {
  const { kind, name, line, from = line, to = line, parts = {} } = input;
  const facets = Object.fromEntries(
    Object.entries(input.facets).filter((facet): facet is [string, FacetValue] => facet[1] !== undefined),
  );
  const written = lines.slice(from - 1, to).map((text) => text.trim());
  return {
    key: `${kind}:${name}`,
    kind,
    name,
    facets,
    line,
    from,
    to,
    parts,
    normative: !framework.includes(kind),
    text: fingerprint(...written),
  };
}
