const maxDepth = 8;
const replacement = "[redacted]";

/**
 * A text without the secrets and without control characters, so that it can be shown on a terminal.
 *
 * @param text Text from the service, or from an error of another library.
 * @param secrets What must not appear: the token, the body that was sent.
 */
export function redactText(text: string, secrets: readonly string[]): string {
  let clean = withoutControls(text);
  for (const secret of secrets.map(withoutControls)) if (secret !== "") clean = clean.split(secret).join(replacement);
  return clean;
}

/** What a terminal would act on, but for tabs and line ends. A secret in parts, with such a character between, is one. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}

/**
 * A copy of a foreign error that holds nothing but names, messages, codes and causes. Libraries hang requests
 * on their errors, headers with the token included; a copy of the four members can't carry them. Secrets are found
 * as they were sent; a body that is quoted in another layout is not.
 */
export function redactCause(cause: unknown, secrets: readonly string[]): Error | undefined {
  try {
    return copyCause(cause, secrets, 0);
  } catch {
    return new Error("The cause cannot be read.");
  }
}

function copyCause(cause: unknown, secrets: readonly string[], depth: number): Error | undefined {
  if (cause === undefined || cause === null || depth >= maxDepth) return undefined;
  const source = isError(cause) ? cause : new Error(typeof cause === "string" ? cause : "unknown cause");
  const copy = new Error(redactText(source.message, secrets));
  copy.name = redactText(String(source.name), secrets);
  copy.stack = redactText(String(source.stack), secrets);
  const code = errorCode(source);
  if (code !== undefined) Object.assign(copy, { code: redactText(code, secrets) });
  const inner = copyCause(source.cause, secrets, depth + 1);
  if (inner) Object.defineProperty(copy, "cause", { value: inner, configurable: true, writable: true });
  return copy;
}

/** Whether a value is an error, of whichever realm: under jest, the errors of Node itself fail `instanceof`. */
export function isError(value: unknown): value is Error {
  return typeof value === "object" && value !== null && "message" in value && typeof value.message === "string";
}

/** The `code` of a system or library error, such as `ECONNRESET`. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
