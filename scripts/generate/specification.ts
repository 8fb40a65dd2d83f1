import { isMap, isScalar, isSeq, LineCounter, type Node } from "yaml";
import { CommandFailure } from "../command.js";
import { readDocument } from "../contract/user-text.js";
import { paths } from "./project.js";

/** A fault of the specification. */
export interface Problem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** The specification as text, with the way from a place in the document to its line. */
export interface Specification {
  readonly content: unknown;
  readonly syntaxProblems: readonly Problem[];
  /** Line of the deepest element on `path` that exists. */
  lineOf(path: readonly (string | number)[]): number;
}

export function parseSpecification(text: string): Specification {
  const lines = new LineCounter();
  const { document, value: content } = readDocument(text, paths.specification, lines);
  return {
    content,
    syntaxProblems: document.errors.map((error) => ({
      line: lines.linePos(error.pos[0]).line,
      message: error.message.split("\n", 1)[0]?.replace(/ at line \d+, column \d+:$/, "") ?? error.code,
    })),
    lineOf: (path) => lines.linePos(offsetOf(document.contents, path)).line,
  };
}

function offsetOf(contents: Node | null, path: readonly (string | number)[]): number {
  let node: unknown = contents;
  let offset = 0;
  for (const segment of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment));
      if (!isScalar(pair?.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(segment)];
      if (!isMap(item) && !isScalar(item) && !isSeq(item)) break;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}

/** The failure that names every problem on a line of its own, in the form editors turn into links. */
export function invalidSpecification(problems: readonly Problem[]): CommandFailure {
  const rows = [...problems]
    .sort((a, b) => a.line - b.line)
    .map(({ line, message }) => `${paths.specification}:${line}: ${message}`);
  return new CommandFailure("findings", [...new Set(rows)].join("\n"));
}
