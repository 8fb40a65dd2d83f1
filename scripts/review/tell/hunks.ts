const context = 3;
const mostLines = 400;

type Edit = readonly [mark: " " | "-" | "+", line: string];

/** Longest common subsequence, line by line, after what both begin and end with was cut off. */
function edits(before: readonly string[], after: readonly string[]): Edit[] {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const found: Edit[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [was, is] = [before[row], after[column]];
    if (was !== undefined && was === is) {
      found.push([" ", was]);
      row++;
      column++;
    } else if (was !== undefined && (is === undefined || at(row + 1, column) >= at(row, column + 1))) {
      found.push(["-", was]);
      row++;
    } else if (is !== undefined) {
      found.push(["+", is]);
      column++;
    }
  }
  return found;
}

function trimmed(before: readonly string[], after: readonly string[]): { start: number; end: number } {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let end = 0;
  while (end < least - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  return { start, end };
}

function lineEdits(before: readonly string[], after: readonly string[]): Edit[] {
  const { start, end } = trimmed(before, after);
  const [was, is] = [before.slice(start, before.length - end), after.slice(start, after.length - end)];
  const tooLong = was.length * is.length > 25_000_000;
  const middle = tooLong
    ? [...was.map((line): Edit => ["-", line]), ...is.map((line): Edit => ["+", line])]
    : edits(was, is);
  const plain = (line: string): Edit => [" ", line];
  return [...before.slice(0, start).map(plain), ...middle, ...(end > 0 ? before.slice(-end) : []).map(plain)];
}

/** The lines that differ, with three lines around them; what is left out is told as "n lines hidden". */
export function hunks(before: string, after: string): string[] {
  const all = lineEdits(before === "" ? [] : before.split("\n"), after === "" ? [] : after.split("\n"));
  const near = all.map((_, index) =>
    all.slice(Math.max(0, index - context), index + context + 1).some(([mark]) => mark !== " "),
  );
  const lines: string[] = [];
  let hidden = 0;
  const flush = (): void => {
    if (hidden > 0) lines.push(`… ${hidden} lines hidden`);
    hidden = 0;
  };
  all.forEach(([mark, line], index) => {
    if (!near[index] || lines.length >= mostLines) hidden++;
    else {
      flush();
      lines.push(`${mark} ${line}`);
    }
  });
  flush();
  return lines;
}
