const segmenter = new Intl.Segmenter();
const wide =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303e\uff01-\uff60])/u;

/**
 * Text that cannot steer a terminal: without control characters, which may move the cursor or change the title, and
 * without those that turn the direction of writing and so make text look like another. Line feeds stay.
 */
export function withoutControls(text: string): string {
  return text.replace(/[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (character) =>
    character === "\n" ? character : character === "\t" ? " " : "",
  );
}

/** One line of JSON that cannot steer a terminal; JSON itself allows control characters above U+007F. */
export function toJsonLine(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** How many columns a text takes on a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** Breaks a text into lines, between words where it can. Nothing is left out. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of withoutControls(text).split(/\s+/)) {
    const joined = line === "" ? word : `${line} ${word}`;
    if (widthOf(joined) <= width) {
      line = joined;
      continue;
    }
    if (line !== "") lines.push(line);
    const { full, rest } = cut(word, width);
    lines.push(...full);
    line = rest;
  }
  return [...lines, line];
}

function cut(word: string, width: number): { readonly full: string[]; readonly rest: string } {
  const full: string[] = [];
  let rest = "";
  for (const { segment } of segmenter.segment(word)) {
    if (rest !== "" && widthOf(rest + segment) > width) {
      full.push(rest);
      rest = "";
    }
    rest += segment;
  }
  return { full, rest };
}

/** An argument as a shell takes it. */
export function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replace(/'/g, "'\\''")}'`;
}
