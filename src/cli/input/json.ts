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
  const line = 1 + leadingLines(text);
  if (trimmed.startsWith("[")) yield* readItems(trimmed.slice(1), line);
  else yield parseSlice({ line, text: trimmed });
}

/** Item by item, so that each mistake is told with its line and none hides the next. */
function* readItems(text: string, line: number): Generator<InputRecord> {
  let depth = 1;
  let begin = 0;
  let current = line;
  // A string that is not closed ends with its line, or the whole rest would be a string.
  for (const { 0: mark, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"?|[[\]{},]/g)) {
    if (mark === "[" || mark === "{") depth += 1;
    if (mark === "]" || mark === "}") depth -= 1;
    if (depth > 1 || (depth === 1 && mark !== ",")) continue;
    const item = text.slice(begin, index);
    if (depth > 0 || begin > 0 || item.trim() !== "") yield parseItem(item, current);
    current += count(item);
    begin = index + 1;
    if (depth === 0) break;
  }
  const rest = text.slice(begin);
  if (depth === 0 && rest.trim() !== "") {
    yield { line: current + leadingLines(rest), problem: "something follows the array" };
  }
  if (depth === 0) return;
  if (rest.trim() !== "") yield parseItem(rest, current);
  yield { line: current + count(rest.trimEnd()), problem: `the array is not closed: "]" is missing at its end` };
}

function parseItem(item: string, line: number): InputRecord {
  if (item.trim() === "") return { line: line + count(item), problem: "there is a comma without a value" };
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
