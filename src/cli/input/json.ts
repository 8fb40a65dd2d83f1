import { type InputNotes, type InputRecord, maxRecordSize } from "./records.js";

/** A part of a text, and the line it starts in. */
interface Slice {
  readonly line: number;
  readonly text: string;
}

/** A string or a bracket, brace or comma outside of strings. */
interface Token {
  readonly mark: string;
  readonly start: number;
  readonly end: number;
}

/** A body has fewer levels; far more of them would exhaust the stack of whatever walks through the value. */
const maxDepth = 64;
const depths: Readonly<Record<string, number>> = { "[": 1, "{": 1, "]": -1, "}": -1 };

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

/** One JSON value; of an array, or of the `value` of what Microsoft Graph sends for a list, each of its items. */
export function* readJson(text: string, notes?: InputNotes): Generator<InputRecord> {
  const start = listStart(text);
  if (start !== undefined) yield* readItems(text, start, notes);
  else if (text.trim() !== "") {
    const record = parseSlice({ line: 1 + leadingLines(text), text: text.trimStart() });
    if (record.problem?.endsWith("after JSON"))
      yield { ...record, problem: `${record.problem}: values in lines of their own need --format jsonl` };
    else yield record;
  }
}

/** Behind the bracket that opens the list. */
function listStart(text: string): number | undefined {
  const first = text.length - text.trimStart().length;
  if (text[first] === "[") return first + 1;
  if (text[first] !== "{") return undefined;
  let depth = 0;
  for (const { mark, start, end } of tokens(text)) {
    depth += depths[mark] ?? 0;
    if (depth !== 1 || text.slice(start, end) !== '"value"') continue;
    const list = /\s*:\s*\[/y;
    list.lastIndex = end;
    if (list.test(text)) return list.lastIndex;
  }
  return undefined;
}

/** Item by item, so that each mistake is told with its line and none hides the next. */
function* readItems(text: string, start: number, notes: InputNotes | undefined): Generator<InputRecord> {
  let depth = 1;
  let begin = start;
  let current = 1 + count(text.slice(0, start));
  for (const token of tokens(text, start)) {
    depth += depths[token.mark] ?? 0;
    if (depth > 1 || (depth === 1 && token.mark !== ",")) continue;
    const item = text.slice(begin, token.start);
    if (depth > 0 || begin > start || item.trim() !== "") yield parseItem(item, current);
    current += count(item);
    begin = token.end;
    if (depth === 0) break;
  }
  const rest = text.slice(begin);
  if (depth === 0) {
    const around = parseSlice({ line: current, text: `${text.slice(0, start).trimStart()}]${rest}` });
    const problem = "what is around the list is not valid JSON";
    if (around.problem !== undefined) yield { line: current + leadingLines(rest), problem };
    else if (notes && Object.hasOwn(Object(around.value), "@odata.nextLink")) notes.isPage = true;
    return;
  }
  if (rest.trim() !== "") yield parseItem(rest, current);
  yield { line: current + count(rest.trimEnd()), problem: `the array is not closed: "]" is missing at its end` };
}

function parseItem(item: string, line: number): InputRecord {
  if (item.trim() === "") return { line: line + count(item), problem: "there is a comma without a value" };
  return parseSlice({ line: line + leadingLines(item), text: item.trimStart() });
}

function parseSlice({ line, text }: Slice): InputRecord {
  if (text.length > maxRecordSize) return { line, problem: `this is longer than ${maxRecordSize} characters` };
  if (isTooDeep(text)) return { line, problem: `this has more than ${maxDepth} levels of objects and arrays` };
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

function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const { mark } of tokens(text)) {
    depth += depths[mark] ?? 0;
    if (depth > maxDepth) return true;
  }
  return false;
}

function* tokens(text: string, from = 0): Generator<Token> {
  const next = /["[\]{},]/g;
  next.lastIndex = from;
  for (let found = next.exec(text); found; found = next.exec(text)) {
    const { 0: mark, index: start } = found;
    if (mark === '"') next.lastIndex = stringEnd(text, start + 1);
    yield { mark, start, end: next.lastIndex };
  }
}

/** A string that is not closed ends with its line, or the whole rest would be a string. */
function stringEnd(text: string, from: number): number {
  const stop = /\\.|["\n]/g;
  stop.lastIndex = from;
  for (let found = stop.exec(text); found; found = stop.exec(text)) {
    if (found[0] === '"') return stop.lastIndex;
    if (found[0] === "\n") return found.index;
  }
  return text.length;
}

function leadingLines(text: string): number {
  return count(text.slice(0, text.length - text.trimStart().length));
}

/** Line feeds in a text. */
function count(text: string): number {
  return text.split("\n").length - 1;
}
