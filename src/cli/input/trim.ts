const invisible = /[\s\p{Cc}\p{Cf}]/u;

/**
 * Removes invisible characters from both ends of a string: whitespace, zero-width and control characters.
 *
 * @param onInvisible Called when characters other than spaces and tabs were removed.
 */
export function trim(text: string, onInvisible?: () => void): string {
  let start = 0;
  let end = text.length;
  while (start < end && invisible.test(text.charAt(start))) start += 1;
  while (start < end && invisible.test(text.charAt(end - 1))) end -= 1;
  if (/[^ \t]/.test(text.slice(0, start) + text.slice(end))) onInvisible?.();
  return text.slice(start, end);
}

/** Trims an argument of the command line, or the value in `--option=value`. */
export function trimArgument(argument: string, onInvisible: () => void): string {
  const [, option = "", value = argument] = /^(--[\w-]+=)(.*)$/s.exec(argument) ?? [];
  return option + trim(value, onInvisible);
}
