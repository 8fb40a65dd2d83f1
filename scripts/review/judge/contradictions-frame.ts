import type { PageRow } from "../read/page-row.js";
import { between, type Contradiction, pageRowsOf, type Subjects, specRow, unless } from "./contradiction.js";

function title(subjects: Subjects): Contradiction[] {
  const info = specRow(subjects, "info:contract");
  const operation = specRow(subjects, `operation:${subjects.operation}`);
  return pageRowsOf(subjects, "document").flatMap((row) => {
    const words = String(row.facets["title"]);
    const verb = words.split(" ")[0]?.toLowerCase() ?? "";
    const id = String(operation?.facets["operationId"] ?? verb);
    return [
      ...(words === info?.facets["title"]
        ? []
        : [between("page-title", row, info, "title", `The page is titled "${words}"; the specification is not.`)]),
      ...(id.startsWith(verb) || !info
        ? []
        : [between("page-verb", row, info, "verb", `The page says ${verb} where the operation is called ${id}.`)]),
    ];
  });
}

/** Graph's own tables run from least to most privileged, and its guideline advises against some endings of names. */
function customs(subjects: Subjects): Contradiction[] {
  const schema = specRow(subjects, `schema:${subjects.answer}`);
  const orders = pageRowsOf(subjects, "table").filter(({ facets }) => facets["from"] === "most");
  const headings = /(?:Request|Response|Collection)$/.test(subjects.answer)
    ? pageRowsOf(subjects, "document").filter(({ name }) => name === "heading")
    : [];
  return [
    ...orders.map((row) =>
      between(
        "graph-permission-order",
        row,
        undefined,
        "order",
        "The page lists permissions from most to least privileged; Graph lists them from least to most.",
      ),
    ),
    ...headings.map((row) =>
      between(
        "graph-name-suffix",
        row,
        schema,
        "suffix",
        `The page's type is called ${subjects.answer}; the Graph guideline advises against that ending.`,
      ),
    ),
  ];
}

function permissions(subjects: Subjects): Contradiction[] {
  const scopes = subjects.spec.filter(
    ({ kind, facets }) => kind === "scope" && String(facets["requiredBy"] ?? "").length > 0,
  );
  const names = scopes.map(({ name }) => name.split(" ").at(-1) ?? name);
  return pageRowsOf(subjects, "permission").flatMap((row) => {
    const { state, scopes: stated } = row.facets;
    if (state === "not supported") return [];
    if (state === "unresolved")
      return [
        {
          ...between(
            "page-permission-open",
            row,
            scopes[0],
            "state",
            `The page leaves the permission of ${row.name} open; the specification has ${names.join(", ")}.`,
          ),
          specRows: scopes,
        },
      ];
    const unknown = (Array.isArray(stated) ? stated : []).filter((scope) => !names.includes(scope));
    return unknown.length === 0
      ? []
      : [
          {
            ...between(
              "page-permission",
              row,
              scopes[0],
              "scopes",
              `The page asks for ${unknown.join(", ")}; the specification has ${names.join(", ")}.`,
            ),
            specRows: scopes,
          },
        ];
  });
}

function header(subjects: Subjects, row: PageRow): Contradiction[] {
  const { value, required } = row.facets;
  if (row.name.toLowerCase() === "authorization") {
    const scheme = subjects.spec.find(({ kind }) => kind === "scheme");
    const agrees = scheme !== undefined && /^bearer\b/i.test(String(value)) && required === true;
    const message = `The page has the header Authorization as "${String(value)}"; the specification asks for a bearer token.`;
    return unless(agrees, "page-header", row, scheme, "value", message);
  }
  if (row.name.toLowerCase() === "content-type") {
    const body = specRow(subjects, `body:${subjects.operation}`);
    const media = body?.facets["mediaTypes"];
    const agrees = Array.isArray(media) && media.includes(value) && body?.facets["required"] === required;
    const message = `The page has the header Content-Type as "${String(value)}"; the specification takes ${String(media)}.`;
    return unless(agrees, "page-header", row, body, "value", message);
  }
  const other = specRow(subjects, `parameter:${subjects.operation} header ${row.name}`);
  const message = `The page's header ${row.name} is not in the specification as the page has it.`;
  return unless(other?.facets["required"] === required, "page-header", row, other, "name", message);
}

function headers(subjects: Subjects): Contradiction[] {
  return pageRowsOf(subjects, "header").flatMap((row) => header(subjects, row));
}

function headerWords(subjects: Subjects): Contradiction[] {
  return pageRowsOf(subjects, "header").flatMap((row) => {
    if (row.facets["runTogether"] !== true) return [];
    const message = `The page runs the value of ${row.name} and the word for required together; the specification says each in its place.`;
    return [between("page-header-words", row, undefined, "words", message)];
  });
}

/** What the page says around the message: its title, its permissions, its headers, its manners. */
export function frameContradictions(subjects: Subjects): Contradiction[] {
  const known = specRow(subjects, `operation:${subjects.operation}`) !== undefined;
  return [title, customs, permissions, ...(known ? [headers] : []), headerWords].flatMap((rule) => rule(subjects));
}
