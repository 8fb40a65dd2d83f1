/**
 * Text from a file or a server without its control, format and line-separating characters,
 * so that it can neither move the cursor of a terminal nor reverse the reading order.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
}

/** The message of an error and of its cause, where Node puts the details of a network error. */
export function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}
