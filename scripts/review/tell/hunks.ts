import { diffArrays } from "diff";

const context = 3;
const mostLines = 400;

type Edit = readonly [mark: " " | "-" | "+", line: string];

function edits(before: readonly string[], after: readonly string[]): Edit[] {
  return diffArrays([...before], [...after]).flatMap(({ added, removed, value }) =>
    value.map((line): Edit => [added ? "+" : removed ? "-" : " ", line]),
  );
}

/** The lines that differ, with three lines around them; what is left out is told as "n lines hidden". */
export function hunks(before: string, after: string): string[] {
  const all = edits(before === "" ? [] : before.split("\n"), after === "" ? [] : after.split("\n"));
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
