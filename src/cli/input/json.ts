import { type JSONPath, type ParseErrorCode, printParseErrorCode, visit } from "jsonc-parser";
import { type InputNotes, type InputRecord, maxRecordSize } from "./records.js";

/** A request body has fewer levels. Many more would exhaust the stack of the code that walks through the value. */
const maxDepth = 64;

/** A line with the start of an array or object only. */
const continued = /^(?:\{|\[(?:.*[^\]\s])?)[ \t]*\n/;

/** The lines of the values and mistakes in a JSON text. */
interface Outline {
  /** The line where the value starts. */
  line: number;
  /** The lines where the items of its list start. */
  readonly itemLines: number[];
  /** The first problem of each line that has one. */
  readonly problems: Map<number, string>;
}

/** JSON Lines: one value per line. Empty lines are skipped. */
export function readJsonLines(text: string): InputRecord[] {
  const start = text.search(/\S/);
  const line = text.slice(0, start).split("\n").length;
  const problem = "this value continues on the next line: if the file is one JSON value, use --format json";
  if (continued.test(text.slice(start))) return [{ line, problem }];
  return text.split("\n").flatMap((value, index) => readValue(value, index + 1));
}

/** One JSON value. Each item of an array, or of the `value` of a list from Microsoft Graph, is a record. */
export function readJson(text: string, notes?: InputNotes): InputRecord[] {
  return readValue(text, 1, ({ itemLines }, value) => {
    const list = listIn(value);
    if (notes && list && Object.hasOwn(Object(value), "@odata.nextLink")) notes.isPage = true;
    const isByItem = new Set(itemLines).size < itemLines.length;
    return list?.map((value, index) => {
      const record = toRecord(Number(itemLines[index]), value, text);
      return isByItem ? { ...record, item: index + 1 } : record;
    });
  });
}

/** The items of an array, or of a list from Microsoft Graph. */
export function listIn(value: unknown): readonly unknown[] | undefined {
  return [value, Object(value).value].find(Array.isArray);
}

function readValue(
  text: string,
  firstLine: number,
  toRecords: (outline: Outline, value: unknown) => InputRecord[] | undefined = () => undefined,
): InputRecord[] {
  if (text.trim() === "") return [];
  const outline = outlineOf(text, firstLine);
  if (outline.problems.size > 0) return [...outline.problems].map(([line, problem]) => ({ line, problem }));
  const value: unknown = JSON.parse(text);
  return toRecords(outline, value) ?? [toRecord(outline.line, value, text)];
}

function toRecord(line: number, value: unknown, text: string): InputRecord {
  if (text.length <= maxRecordSize || JSON.stringify(value).length <= maxRecordSize) return { line, value };
  return { line, problem: `this is longer than ${maxRecordSize} characters: split it` };
}

/** Unlike `JSON.parse`, this finds the line of each value and of every mistake. */
function outlineOf(text: string, firstLine: number): Outline {
  const outline: Outline = { line: firstLine, itemLines: [], problems: new Map() };
  const { itemLines, problems } = outline;
  const onValue = (line: number, path: JSONPath) => {
    const index = path.at(-1);
    if (path.length === 0) outline.line = line;
    else if (typeof index === "number" && (path.length === 1 || (path.length === 2 && path[0] === "value")))
      itemLines[index] = line;
  };
  const onBegin = (_offset: number, _length: number, line: number, _character: number, path: () => JSONPath) => {
    onValue(firstLine + line, path());
    if (path().length < maxDepth) return;
    problems.set(firstLine + line, `this has more than ${maxDepth} levels of objects and arrays`);
    throw new RangeError("too many levels for the parser, which calls itself for each");
  };
  try {
    visit(
      text,
      {
        onObjectBegin: onBegin,
        onArrayBegin: onBegin,
        onLiteralValue: (_value, _offset, _length, line, _character, path) => onValue(firstLine + line, path()),
        onError: (code, _offset, _length, line) => {
          if (!problems.has(firstLine + line)) problems.set(firstLine + line, describe(code, text));
        },
      },
      { disallowComments: true },
    );
  } catch {
    // onBegin has noted the problem.
  }
  return outline;
}

/** In words, such as "comma expected". */
function describe(code: ParseErrorCode, text: string): string {
  const words = printParseErrorCode(code)
    .replace(/\B(?=[A-Z])/g, " ")
    .toLowerCase();
  const isSeveral = words === "end of file expected" && text.includes("\n");
  const hint = isSeveral ? " (if the file has one value per line, use --format jsonl)" : "";
  return `not valid JSON: ${words}${hint}`;
}
