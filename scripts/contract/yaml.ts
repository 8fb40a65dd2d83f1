import { isMap, isPair, isScalar, isSeq, LineCounter, type Node } from "yaml";
import { CommandFailure } from "../command.js";
import { asString, field, type Json } from "./json.js";
import { readDocument } from "./user-text.js";

/** A value of a document, and the JSON pointer of its place. */
export interface Place {
  readonly value: Json | undefined;
  readonly pointer: string;
}

/** A syntax error in a file. */
export interface Problem {
  /** From 1. */
  readonly line: number;
  readonly message: string;
}

/** A YAML file that knows the line of each of its values. */
export interface YamlFile {
  readonly file: string;
  readonly root: Json;
  readonly lines: readonly string[];
  /** Line, from 1, of the key or list item at a JSON pointer; of its nearest parent when there is none. */
  lineOf(pointer: string): number;
}

export function child(place: Place, ...names: readonly string[]): Place {
  let { value, pointer } = place;
  for (const name of names) {
    value = Array.isArray(value) ? value[Number(name)] : field(value, name);
    pointer += pointerTo(name);
  }
  return { value, pointer };
}

/** JSON pointer that consists of these names. */
export function pointerTo(...names: readonly string[]): string {
  return names.map((name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

function segments(pointer: string): string[] {
  const parts = pointer.replace(/^#/, "").split("/").slice(1);
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Value at a JSON pointer of a document, or undefined when there is none. */
export function valueAt(root: Json, pointer: string): Json | undefined {
  return child({ value: root, pointer: "#" }, ...segments(pointer)).value;
}

/**
 * Follows local references to a value that is not a reference.
 * @throws CommandFailure when a reference is not local, points to nothing, or is circular.
 */
export function resolve(root: Json, place: Place): Place {
  let current = place;
  for (let hops = 0; hops < 50; hops++) {
    const reference = asString(field(current.value, "$ref"));
    if (reference === undefined) return current;
    if (!reference.startsWith("#/"))
      throw new CommandFailure("findings", `${current.pointer}: ${reference} is not a local reference.`);
    current = child({ value: root, pointer: "#" }, ...segments(reference));
    if (current.value === undefined)
      throw new CommandFailure("findings", `${place.pointer}: there is nothing at ${reference}.`);
  }
  throw new CommandFailure("findings", `${place.pointer}: the references are circular.`);
}

/** @throws CommandFailure at the first syntax error. */
export function readYaml(source: string, file: string): YamlFile {
  const { problems, ...yaml } = parseYaml(source, file);
  const [problem] = problems;
  if (!problem) return yaml;
  throw new CommandFailure("findings", `${file}:${problem.line}: not valid YAML: ${problem.message}`);
}

/** The file with its syntax errors. It has a value only when there are none. */
export function parseYaml(source: string, file: string): YamlFile & { readonly problems: readonly Problem[] } {
  const counter = new LineCounter();
  const { document, value } = readDocument(source, file, counter);
  const problems = document.errors.map(({ pos, message, code }) => ({
    line: counter.linePos(pos[0]).line,
    message: message.split("\n", 1)[0]?.replace(/ at line \d+, column \d+:$/, "") ?? code,
  }));
  const lineAt = (node: Node | null | undefined): number | undefined =>
    node?.range ? counter.linePos(node.range[0]).line : undefined;
  const lineOf = (pointer: string): number => {
    let node: unknown = document.contents;
    let line = 1;
    for (const name of segments(pointer)) {
      if (isMap(node)) {
        const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === name);
        if (!pair) return line;
        line = lineAt(pair.key as Node) ?? line;
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(name)];
        line = lineAt(node as Node) ?? line;
      } else return line;
    }
    return line;
  };
  return { file, root: value as Json, lines: source.split("\n"), lineOf, problems };
}
