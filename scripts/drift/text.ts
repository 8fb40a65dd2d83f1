/** Narrowing for what a YAML parser hands over, and text made fit for a terminal. */

export type Fields = { readonly [name: string]: unknown };

/** True for a mapping; false for null, lists and scalars. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The mapping itself, or an empty one when there is none. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The list itself, or an empty one when there is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The text itself, or undefined when the value is anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/**
 * Text from a file or a server without its control, format and line-separating characters,
 * so that it can neither move the cursor of a terminal nor reverse the reading order.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "");
}

/** The message of whatever was thrown, with the cause's, where Node hides the useful half of a network error. */
export function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}
