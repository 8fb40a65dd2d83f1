import stringWidth from "string-width";

/** Most characters of a value that a message quotes. */
const maxQuoted = 80;

/** Characters that are invisible, control a terminal or change the writing direction, except joiners in letters and emoji. */
const unprintable = /(?!(?<=[^\0-\x7f])[\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * Text that cannot control a terminal, with escapes such as `\r` for invisible characters.
 *
 * @param kept Characters that stay as they are. Default: the line feed.
 */
export function escapeUnprintable(text: string, kept = "\n"): string {
  return text.replace(unprintable, (character) => (kept.includes(character) ? character : escapeOf(character)));
}

/** A value for a message, in quotes and shortened. Unusual spaces are also escaped. */
export function inQuotes(value: string): string {
  return toJsonLine(value.length > maxQuoted ? `${value.slice(0, maxQuoted)}…` : value).replace(/[^\S ]/g, escapeOf);
}

/** One line of JSON that cannot control a terminal. JSON itself allows control characters above U+007F. */
export function toJsonLine(value: unknown): string {
  return JSON.stringify(value).replace(unprintable, escapeOf);
}

function escapeOf(character: string): string {
  const short = JSON.stringify(character).slice(1, -1);
  if (short.startsWith("\\")) return short;
  return character.replace(/./gs, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/**
 * Breaks text into lines, between words where possible. Unlike wrap-ansi, it starts a long word on a new line and keeps
 * letters and emoji of several code points whole.
 *
 * @param width In terminal columns.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  const append = (part: string, gap: string) => {
    const joined = line === "" ? part : line + gap + part;
    const fits = line === "" || stringWidth(joined) <= width;
    if (!fits) lines.push(line);
    line = fits ? joined : part;
  };
  for (const word of escapeUnprintable(text).split(/[ \n]+/)) {
    if (stringWidth(word) <= width) append(word, " ");
    else
      for (const [index, { segment }] of [...new Intl.Segmenter().segment(word)].entries())
        append(segment, index === 0 ? " ".repeat(width) : "");
  }
  return [...lines, line];
}

/** An argument quoted for a shell. */
export function quote(argument: string): string {
  if (/^[\w@%+=:,./-]+$/.test(argument)) return argument;
  if (argument === escapeUnprintable(argument)) return `'${argument.replace(/'/g, "'\\''")}'`;
  // Only $'…' can contain what a message does not show.
  return `$'${escapeUnprintable(argument.replace(/['\\]/g, "\\$&"))}'`;
}
