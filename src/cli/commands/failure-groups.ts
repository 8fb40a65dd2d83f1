import type { AddResult } from "../../catalog/any-version.js";
import { type AccessPackageResourceRequestsError, isGraphError } from "../../errors/index.js";
import { wrap } from "../output/text.js";
import { inCommandWords } from "../output/words.js";

/** Ranges of lines that a group shows. */
const maxRanges = 10;
const indent = "  ";

interface Group {
  readonly title: string;
  /** The first of its errors. The messages of the others may differ in names and ids. */
  readonly message: string;
  readonly origin: string;
  readonly lines: number[];
}

/** The resources that failed or are unknown, grouped by the reason. */
export class FailureGroups {
  readonly #groups = new Map<string, Group>();

  add({ outcome, resource }: AddResult, error: AccessPackageResourceRequestsError, line: number): void {
    const title = `${outcome}: ${codeOf(error)}`;
    const group = this.#groups.get(title);
    if (group) group.lines.push(line);
    else {
      const message = inCommandWords(error.message);
      const origin = `${resource.originSystem} ${resource.originId}`;
      this.#groups.set(title, { title, message, origin, lines: [line] });
    }
  }

  /** @param width In terminal columns; `Infinity` to wrap nothing. */
  toText(width: number): string[] {
    return [...this.#groups.values()].flatMap(({ title, message, origin, lines }) => {
      const where = lines.length === 1 ? `line ${lines[0]}, ${origin}` : `lines ${toRanges(lines)}`;
      const head = wrap(`${lines.length} ${title} (${where})`, width);
      return [...head, ...wrap(message, width - indent.length).map((line) => indent + line)];
    });
  }
}

/** The code of the service's refusal, or else what is known of the error. */
function codeOf(error: AccessPackageResourceRequestsError): string {
  interface Facts {
    readonly name: string;
    readonly code?: string;
    readonly status?: number;
    readonly requestState?: string;
  }
  // Another error may have ended the wait, with the refusal as its cause.
  const { name, code, status, requestState }: Facts = [error, error.cause].find(isGraphError) ?? error;
  return requestState ?? (code || String(status ?? name));
}

/** Line numbers as ranges, such as `2–5, 9`. */
function toRanges(lines: readonly number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const line of [...lines].sort((one, other) => one - other)) {
    const range = ranges.at(-1);
    if (range && line === range[1] + 1) range[1] = line;
    else ranges.push([line, line]);
  }
  const shown = ranges.slice(0, maxRanges).map(([first, last]) => (first === last ? first : `${first}–${last}`));
  const more = ranges.length > maxRanges ? ` and ${ranges.length - maxRanges} more` : "";
  return shown.join(", ") + more;
}
