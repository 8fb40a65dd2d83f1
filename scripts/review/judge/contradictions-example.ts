import { field, type Json, text } from "../../contract/json.js";
import type { ContractRow } from "../../contract/rows/row.js";
import { type Contradiction, pageContradiction, pageRowsOf, type Subjects, specRow } from "./contradiction.js";
import { bodyOf } from "./contradictions-body.js";

function pathOf(url: string, servers: readonly ContractRow[]): string {
  const base = servers.map(({ facets }) => String(facets["url"])).find((server) => url.startsWith(`${server}/`));
  return base === undefined ? url : url.slice(base.length);
}

/** The example's address against the page's own HTTP line, and against the operations there are. */
function addresses(subjects: Subjects): Contradiction[] {
  const stated = pageRowsOf(subjects, "operation");
  const servers = subjects.spec.filter(({ kind }) => kind === "server");
  return pageRowsOf(subjects, "request").flatMap((row) => {
    const name = `${row.facets["method"]} ${pathOf(String(row.facets["url"]), servers)}`;
    if (stated.length === 0 || stated.some((other) => other.name === name)) return [];
    const sides = {
      lines: [row.line, ...stated.map(({ line }) => line)],
      pageRows: [row, ...stated],
      specRows: [specRow(subjects, `operation:${name}`) ?? []].flat(),
    };
    return [
      pageContradiction(
        "page-example-address",
        `${row.key}#url`,
        sides,
        `The example sends ${name}; the HTTP line is ${stated.map((other) => other.name).join(", ")}.`,
      ),
    ];
  });
}

/** The example's address is a beta one: does the page say that beta may change? */
function betaNotice(subjects: Subjects): Contradiction[] {
  const noticed = pageRowsOf(subjects, "document").some(({ facets }) => facets["betaNotice"] === true);
  return pageRowsOf(subjects, "request").flatMap((row) => {
    const server = subjects.spec.find(
      ({ kind, facets }) => kind === "server" && String(row.facets["url"]).startsWith(`${facets["url"]}/`),
    );
    if (noticed || !server || !String(server.facets["url"]).endsWith("/beta")) return [];
    return [
      pageContradiction(
        "graph-beta-notice",
        `${row.key}#beta`,
        { lines: [row.line], pageRows: [row], specRows: [server] },
        "The example's address is a beta one, and the page does not say that beta may change.",
      ),
    ];
  });
}

/** An answer that may be shortened proves no property absent, and one that is complete would prove all of them present. */
function shortened(subjects: Subjects): Contradiction[] {
  const schema = specRow(subjects, `schema:${subjects.answer}`);
  const optional = subjects.spec.filter(
    ({ kind, owner, facets }) => kind === "property" && owner === schema?.key && facets["required"] !== true,
  );
  return pageRowsOf(subjects, "answer").flatMap((row) => {
    if (row.facets["truncated"] !== true || !schema || optional.length === 0) return [];
    const sides = { lines: [row.parts["annotation truncated"] ?? row.from], pageRows: [row], specRows: [schema] };
    return [
      pageContradiction(
        "page-answer-shortened",
        `${row.key}#truncated`,
        sides,
        `The page marks its answer as shortened; the specification has ${optional.length} of its properties optional.`,
      ),
    ];
  });
}

function lengths(subjects: Subjects): Contradiction[] {
  return [...pageRowsOf(subjects, "request"), ...pageRowsOf(subjects, "answer")].flatMap((row) => {
    const stated = row.facets["header content-length"];
    const real = Array.isArray(row.facets["lengths"]) ? row.facets["lengths"] : [];
    const forms = new Map(real.map((length: string) => length.split(" ") as [string, string]));
    if (stated === undefined || stated === forms.get("lf")) return [];
    const fits = [...forms].find(([, length]) => length === stated)?.[0];
    const sides = { lines: [row.parts["header content-length"] ?? row.line], pageRows: [row] };
    return [
      pageContradiction(
        "page-content-length",
        `${row.key}#content-length`,
        sides,
        `The ${row.kind} example states ${stated} bytes; its body has ${real.join(", ")}${fits ? `: right for ${fits} only` : ""}.`,
      ),
    ];
  });
}

/** The type an annotation or a body names, against the resource the page speaks of. */
function typeNames(subjects: Subjects): Contradiction[] {
  const namespace = String(pageRowsOf(subjects, "namespace")[0]?.facets["namespace"] ?? "microsoft.graph");
  const expected = `${namespace}.${subjects.answer}`;
  return [...pageRowsOf(subjects, "request"), ...pageRowsOf(subjects, "answer")].flatMap((row) => {
    const annotated = text(row.facets["annotatedType"] as Json | undefined);
    const written = text(field(bodyOf(row), "@odata.type"))?.replace(/^#/, "");
    const line = row.parts["body @odata.type"] ?? row.line;
    return [
      ...(annotated === undefined || annotated === expected
        ? []
        : [
            pageContradiction(
              "page-annotated-type",
              `${row.key}#annotation`,
              { lines: [row.parts["annotation @odata.type"] ?? row.from], pageRows: [row] },
              `The annotation names ${annotated}; the type is ${expected}.`,
            ),
          ]),
      ...(written === undefined || written === expected
        ? []
        : [
            pageContradiction(
              "page-body-type",
              `${row.key}#@odata.type value`,
              { lines: [line], pageRows: [row] },
              `The body names the type ${written}; the page speaks of ${expected}.`,
            ),
          ]),
    ];
  });
}

function statuses(subjects: Subjects): Contradiction[] {
  const stated = pageRowsOf(subjects, "response");
  return pageRowsOf(subjects, "answer").flatMap((row) => {
    if (stated.length === 0 || stated.some(({ facets }) => facets["status"] === row.facets["status"])) return [];
    return [
      pageContradiction(
        "page-example-status",
        `${row.key}#status`,
        { lines: [row.line, ...stated.map(({ line }) => line)], pageRows: [row, ...stated] },
        `The answer example is ${row.facets["status"]}; the text says ${stated.map(({ facets }) => facets["status"]).join(", ")}.`,
      ),
    ];
  });
}

/** What stands around the bodies of the examples: addresses, statuses, lengths, annotations. */
export function exampleContradictions(subjects: Subjects): Contradiction[] {
  const known = subjects.answer !== "";
  return [addresses, betaNotice, shortened, lengths, ...(known ? [typeNames] : []), statuses].flatMap((rule) =>
    rule(subjects),
  );
}
