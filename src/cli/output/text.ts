/** Characters of a value that a message quotes. */
const maxQuoted = 80;
const segmenter = new Intl.Segmenter();
const wide =
  /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303e\uff01-\uff60])/u;

/** What is not seen, or steers a terminal, or turns the direction of writing. Joiners stay within letters and emoji. */
const unprintable = /(?!(?<=[^\0-\x7f])[\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text that cannot steer a terminal, with escapes such as `\r` for what a reader would not see. Line feeds stay. */
export function escapeUnprintable(text: string): string {
  return text.replace(unprintable, (character) => (character === "\n" ? character : escapeOf(character)));
}

/** A value as a message quotes it: short, in quotes, with escapes for unusual spaces too. */
export function inQuotes(value: string): string {
  const short = value.length > maxQuoted ? `${value.slice(0, maxQuoted)}…` : value;
  return `"${short.replace(unprintable, escapeOf).replace(/[^\S ]/g, escapeOf)}"`;
}

/** One line of JSON that cannot steer a terminal; JSON itself allows control characters above U+007F. */
export function toJsonLine(value: unknown): string {
  return JSON.stringify(value).replace(unprintable, escapeOf);
}

function escapeOf(character: string): string {
  const short = JSON.stringify(character).slice(1, -1);
  if (short.startsWith("\\")) return short;
  return character.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
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
  const append = (part: string, gap: string) => {
    const joined = line === "" ? part : line + gap + part;
    const fits = line === "" || widthOf(joined) <= width;
    if (!fits) lines.push(line);
    line = fits ? joined : part;
  };
  for (const word of escapeUnprintable(text).split(/[ \n]+/)) {
    if (widthOf(word) <= width) append(word, " ");
    else
      for (const [index, { segment }] of [...segmenter.segment(word)].entries())
        append(segment, index === 0 ? " ".repeat(width) : "");
  }
  return [...lines, line];
}

/** An argument as a shell takes it. */
export function quote(argument: string): string {
  if (/^[\w@%+=:,./-]+$/.test(argument)) return argument;
  if (argument.search(unprintable) < 0) return `'${argument.replace(/'/g, "'\\''")}'`;
  return `$'${argument.replace(/[\\']/g, "\\$&").replace(unprintable, escapeOf)}'`;
}
