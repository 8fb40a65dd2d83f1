import { isMap, isPair, isScalar, isSeq, LineCounter, type Node } from "yaml";
import { CommandFailure } from "../command.js";
import { field, type Json, text } from "./json.js";
import { readDocument } from "./user-text.js";

/** A value of a document and the JSON pointer of the place where it is written. */
export interface Place {
  readonly value: Json | undefined;
  readonly pointer: string;
}

/** A YAML file that knows on which line each of its values is written. */
export interface YamlFile {
  readonly file: string;
  readonly root: Json;
  /** Line, from 1, of the key (or the list item) that a JSON pointer names. */
  lineOf(pointer: string): number;
}

export function child(place: Place, ...names: readonly string[]): Place {
  let { value, pointer } = place;
  for (const name of names) {
    value = Array.isArray(value) ? value[Number(name)] : field(value, name);
    pointer += `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
  }
  return { value, pointer };
}

function segments(pointer: string): string[] {
  const parts = pointer.replace(/^#/, "").split("/").slice(1);
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** Follows local references until a value that is written out. */
export function resolve(root: Json, place: Place): Place {
  let current = place;
  for (let hops = 0; hops < 50; hops++) {
    const reference = text(field(current.value, "$ref"));
    if (reference === undefined) return current;
    if (!reference.startsWith("#/"))
      throw new CommandFailure("findings", `${current.pointer}: only local references are read, not ${reference}.`);
    current = child({ value: root, pointer: "#" }, ...segments(reference));
    if (current.value === undefined)
      throw new CommandFailure("findings", `${place.pointer}: nothing is written at ${reference}.`);
  }
  throw new CommandFailure("findings", `${place.pointer}: the references go in a circle.`);
}

export function readYaml(source: string, file: string): YamlFile {
  const counter = new LineCounter();
  const { document, value } = readDocument(source, file, counter);
  const problem = document.errors[0];
  if (problem) {
    const { line } = counter.linePos(problem.pos[0]);
    throw new CommandFailure("findings", `${file}:${line}: not valid YAML: ${problem.message.split("\n")[0]}`);
  }
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
  return { file, root: value as Json, lineOf };
}
