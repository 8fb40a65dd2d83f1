import type { AddResult } from "../../catalog/any-version.js";
import type { AccessPackageResourceRequestsError } from "../../errors/index.js";
import type { ResourceInput } from "../input/resources.js";
import { wrap } from "../output/text.js";
import { toJsonError } from "./change.js";

/** Most ranges of lines or items that a group shows. */
const maxRanges = 10;
const indent = "  ";

/** Resources that failed or are unknown for one reason. */
interface Group {
  /** The first of their messages. The others may differ in names and ids. */
  readonly message: string;
  readonly origin: string;
  readonly numbers: number[];
}

export class FailureGroups {
  readonly #groups = new Map<string, Group>();

  constructor(private readonly unit: ResourceInput["unit"]) {}

  /** @param number The number of its line or item. */
  add({ outcome, resource, requestState }: AddResult, error: AccessPackageResourceRequestsError, number: number): void {
    const { name, code, status, message } = toJsonError(error);
    const title = `${outcome}: ${requestState ?? (code || String(status ?? name))}`;
    const group = this.#groups.get(title) ?? {
      message,
      origin: `${resource.originSystem} ${resource.originId}`,
      numbers: [],
    };
    group.numbers.push(number);
    this.#groups.set(title, group);
  }

  /** @param width In terminal columns; `Infinity` for no wrapping. */
  toLines(width: number): string[] {
    return [...this.#groups].flatMap(([title, { message, origin, numbers }]) => {
      const where = numbers.length === 1 ? ` ${numbers[0]}, ${origin}` : `s ${toRanges(numbers)}`;
      const head = wrap(`${numbers.length} ${title} (${this.unit}${where})`, width);
      return [...head, ...wrap(message, width - indent.length).map((line) => indent + line)];
    });
  }
}

/** Numbers as ranges, such as `2–5, 9`. */
function toRanges(numbers: number[]): string {
  const ranges: [first: number, last: number][] = [];
  for (const number of numbers.sort((one, other) => one - other)) {
    const range = ranges.at(-1);
    if (range && number === range[1] + 1) range[1] = number;
    else ranges.push([number, number]);
  }
  const shown = ranges.slice(0, maxRanges).map(([first, last]) => (first === last ? first : `${first}–${last}`));
  const more = ranges.length > maxRanges ? ` and ${ranges.length - maxRanges} more` : "";
  return shown.join(", ") + more;
}
