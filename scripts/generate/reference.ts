/**
 * Adds to the reference what its template cannot write: a table of contents, the models in reading order, examples on
 * several lines, and a link target for each source.
 */
export function finishReference(text: string): string {
  const [head = "", models, end = ""] = text.split(/^<!-- (?:end of )?models -->\n/m);
  if (models === undefined) return text;
  const ordered = head + orderModels(head, models) + end;
  const page = ordered
    .replace(/^```json\n(.*)\n```$/gm, (_, json: string) => `\`\`\`json\n${prettyJson(json)}\n\`\`\``)
    .replace(/^\|.*\|$/gm, (row) => breakLongWords(row))
    .replace(/\n{3,}/g, "\n\n");
  return page.replace("<!-- contents -->", () => contentsOf(page)) + addressesOf(page);
}

const prettyJson = (json: string): string => JSON.stringify(JSON.parse(json), null, 2);

/** A row of a table whose long words can be broken before each part, so that they do not widen the table. */
function breakLongWords(row: string): string {
  const breakable = (word: string) => word.replace(/(?<=[a-z])(?=[A-Z@.])/g, "<wbr>");
  return row
    .replace(/`([^`\s]{16,})`/g, (_, word: string) => `<code>${breakable(word)}</code>`)
    .replace(/\[(\w{16,})\]/g, (_, word: string) => `[${breakable(word)}]`);
}

/** The models of requests, then those of responses, then those of errors; each followed by the models that it contains. */
function orderModels(operations: string, models: string): string {
  const sections = new Map(
    models
      .split(/^(?=### )/m)
      .filter((section) => section.startsWith("### "))
      .map((section) => [anchorOf(section.slice(4, section.indexOf("\n"))), section]),
  );
  const take = (anchor: string): string => {
    const section = sections.get(anchor);
    if (section === undefined) return "";
    sections.delete(anchor);
    return section + takeLinked(section);
  };
  const takeLinked = (text: string): string => linksIn(text).map(take).join("");
  const group = (title: string, line: RegExp) =>
    `## ${title}\n\n${takeLinked((operations.match(line) ?? []).join("\n"))}`;
  const groups = [
    group("Request bodies", /^Request body: .*$/gm),
    group("Response bodies", /^\| \d{3} \| .*$/gm),
    group("Error bodies", /^\| \dXX \| .*$/gm),
  ];
  const others = [...sections.values()].join("");
  return [...groups, ...(others === "" ? [] : [`## Other models\n\n${others}`])].join("");
}

const linksIn = (text: string): string[] => [...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor = ""]) => anchor);

const anchorOf = (heading: string): string => heading.toLowerCase().replaceAll(" ", "-");

const linkTo = (heading: string): string => `[${heading}](#${anchorOf(heading)})`;

/** A list of the chapters, each with links to its sections. */
function contentsOf(page: string): string {
  const [, , ...chapters] = page.split(/^## /m);
  return chapters
    .map((chapter) => {
      const title = chapter.slice(0, chapter.indexOf("\n"));
      const sections = [...chapter.matchAll(/^### (.+)$/gm)].map(([, heading = ""]) => linkTo(heading));
      return `- ${linkTo(title)}${sections.length > 0 ? `: ${sections.join(" · ")}` : ""}`;
    })
    .join("\n");
}

/** The addresses of the links to lines of the page and to entries of the ledger. Links to documents already have theirs. */
function addressesOf(page: string): string {
  const folder = /spec\/[\w.-]+/.exec(page)?.[0];
  const sources = new Set(Array.from(page.matchAll(/\[((page|ledger):[\w-]+)\](?!\()/g), ([, source = ""]) => source));
  return [...sources].map((source) => `[${source}]: ../../${folder}/${source.split(":")[0]}.yaml\n`).join("");
}
