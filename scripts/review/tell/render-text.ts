import { styleText } from "node:util";
import { type Block, oneLine, type Report, type Words } from "./blocks.js";

function plain(words: Words): string {
  const all = typeof words === "string" ? [words] : words;
  return oneLine(all.map((part) => (typeof part === "string" ? part : part.text)).join(""));
}

function block(item: Block, hasColor: boolean): string {
  switch (item.kind) {
    case "verdict": {
      const color = item.passes ? "green" : "red";
      const words = `${item.passes ? "✓" : "✗"} ${oneLine(item.text)}`;
      // The caller knows the stream, so it decides whether there are colours.
      return hasColor ? styleText(["bold", color], words, { validateStream: false }) : words;
    }
    case "facts": {
      const width = Math.max(...item.rows.map(([name]) => name.length));
      return item.rows.map(([name, value]) => `${name.padEnd(width)}  ${plain(value)}`).join("\n");
    }
    case "list":
      return item.items.map((one, index) => `  ${item.ordered ? `${index + 1}.` : "-"} ${plain(one)}`).join("\n");
    case "table":
      return item.rows
        .flatMap(([first = "", ...rest]) => [
          `  - ${plain(first)}`,
          ...rest
            .map(plain)
            .filter(Boolean)
            .map((one) => `      ${one}`),
        ])
        .join("\n");
    case "code":
      return item.lines.map((line) => `    ${oneLine(line)}`).join("\n");
    case "heading":
    case "text":
      return plain(item.text);
    case "fold":
      return plain(item.summary);
  }
}

/** The first screen for a terminal. */
export function renderText({ title, head }: Report, hasColor: boolean): string {
  const [verdict, facts, ...rest] = head.map((item) => block(item, hasColor));
  // A heading belongs to the block below it.
  const body = rest.map((words, index) => (head[index + 2]?.kind === "heading" ? `\n${words}` : words)).join("\n");
  return `${oneLine(title)}\n\n${verdict}\n${facts}\n${body}\n`;
}
