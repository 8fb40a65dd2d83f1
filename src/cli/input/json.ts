import type { InputRecord } from "./records.js";

/** A part of a text, and the line it starts in. */
interface Slice {
  readonly line: number;
  readonly text: string;
}

/** JSON Lines: one value a line; empty lines are passed over. */
export function* readJsonLines(text: string): Generator<InputRecord> {
  let line = 0;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    line += 1;
    const slice = { line, text: text.slice(start, end) };
    if (slice.text.trim() !== "") yield parseSlice(slice);
    start = end + 1;
  }
}

/** One JSON value; of an array, each of its items. */
export function* readJson(text: string): Generator<InputRecord> {
  const trimmed = text.trimStart();
  const start = text.length - trimmed.length;
  if (trimmed.startsWith("[")) yield* readItems(text, start);
  else yield parseSlice({ line: 1 + count(text.slice(0, start)), text: trimmed });
}

/** Item by item, so that each mistake is told with its line and none hides the next. */
function* readItems(text: string, start: number): Generator<InputRecord> {
  // A string that is not closed ends with its line, or the whole rest would be a string.
  const tokens = /"(?:[^"\\\n]|\\.)*"?|[[\]{},]/g;
  tokens.lastIndex = start + 1;
  let depth = 1;
  let begin = start + 1;
  let line = 1 + count(text.slice(0, begin));
  for (let token = tokens.exec(text); token && depth > 0; token = depth > 0 ? tokens.exec(text) : null) {
    const [mark] = token;
    if (mark === "[" || mark === "{") depth += 1;
    if (mark === "]" || mark === "}") depth -= 1;
    if (depth > 1 || (depth === 1 && mark !== ",")) continue;
    const item = text.slice(begin, token.index);
    if (depth > 0 || begin > start + 1 || item.trim() !== "") yield parseItem(item, line);
    line += count(item);
    begin = token.index + 1;
  }
  const rest = text.slice(begin);
  if (depth > 0) yield { line, problem: `the array is not closed: "]" is missing at its end` };
  else if (rest.trim() !== "") yield { line: line + leadingLines(rest), problem: "something follows the array" };
}

function parseItem(item: string, line: number): InputRecord {
  if (item.trim() === "") return { line, problem: "there is a comma without a value" };
  return parseSlice({ line: line + leadingLines(item), text: item.trimStart() });
}

function parseSlice({ line, text }: Slice): InputRecord {
  try {
    return { line, value: JSON.parse(text) };
  } catch (error) {
    const { message } = error as SyntaxError;
    const position = /at position (\d+)/.exec(message)?.[1];
    const where = position === undefined ? 0 : count(text.slice(0, Number(position)));
    // The position counts from where the slice starts, which would mislead.
    const what = message.replace(/ (?:in JSON )?at position .*$| is not valid JSON$/s, "");
    return { line: line + where, problem: `not valid JSON: ${what}` };
  }
}

function leadingLines(text: string): number {
  return count(text.slice(0, text.length - text.trimStart().length));
}

/** Line feeds in a text. */
function count(text: string): number {
  return text.split("\n").length - 1;
}
