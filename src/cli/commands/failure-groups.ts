import type { AddResult } from "../../catalog/any-version.js";
import type { AccessPackageResourceRequestsError } from "../../errors/index.js";
import { wrap } from "../output/text.js";
import { toJsonError } from "./change.js";

/** Most ranges of lines that a group shows. */
const maxRanges = 10;
const indent = "  ";

/** Resources that failed or are unknown for one reason. */
interface Group {
  /** The first of their messages. The others may differ in names and ids. */
  readonly message: string;
  readonly origin: string;
  readonly lines: number[];
}

export class FailureGroups {
  readonly #groups = new Map<string, Group>();

  add({ outcome, resource, requestState }: AddResult, error: AccessPackageResourceRequestsError, line: number): void {
    const { name, code, status, message } = toJsonError(error);
    const title = `${outcome}: ${requestState ?? (code || String(status ?? name))}`;
    const group = this.#groups.get(title) ?? {
      message,
      origin: `${resource.originSystem} ${resource.originId}`,
      lines: [],
    };
    group.lines.push(line);
    this.#groups.set(title, group);
  }

  /** @param width In terminal columns; `Infinity` for no wrapping. */
  toLines(width: number): string[] {
    return [...this.#groups].flatMap(([title, { message, origin, lines }]) => {
      const where = lines.length === 1 ? `line ${lines[0]}, ${origin}` : `lines ${toRanges(lines)}`;
      const head = wrap(`${lines.length} ${title} (${where})`, width);
      return [...head, ...wrap(message, width - indent.length).map((line) => indent + line)];
    });
  }
}

/** Line numbers as ranges, such as `2–5, 9`. */
function toRanges(lines: number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const line of lines.sort((one, other) => one - other)) {
    const range = ranges.at(-1);
    if (range && line === range[1] + 1) range[1] = line;
    else ranges.push([line, line]);
  }
  const shown = ranges.slice(0, maxRanges).map(([first, last]) => (first === last ? first : `${first}–${last}`));
  const more = ranges.length > maxRanges ? ` and ${ranges.length - maxRanges} more` : "";
  return shown.join(", ") + more;
}
