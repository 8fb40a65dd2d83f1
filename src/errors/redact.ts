const maxDepth = 8;
const replacement = "[redacted]";
/** A shorter text is no secret: replacing each "any" would change words and codes that have nothing to do with it. */
const minSecretLength = 16;
/** A message that is longer helps nobody. */
const maxLength = 4000;

/**
 * A text on one line, without the secrets, control characters and format characters, so that it can be shown on a
 * terminal. A long one is cut, and says so.
 *
 * @param text Text from the service, or from another library.
 * @param secrets What must not appear: the token, the body that was sent.
 */
export function redactText(text: string, secrets: readonly string[]): string {
  return redactorOf(secrets)(text);
}

/** The same for many texts with the same secrets. */
export function redactorOf(secrets: readonly string[]): (text: string) => string {
  const redactLines = lineRedactorOf(secrets);
  return (text) => redactLines(text).replace(/[\t\n\u2028\u2029]+/g, " ");
}

/**
 * Keeps line ends. A secret is found as it was sent, in parts with control or format characters between, and
 * percent-encoded; in base64, cut short or in another layout it is not.
 */
function lineRedactorOf(secrets: readonly string[], alike?: RegExp): (text: string) => string {
  const wanted = secrets
    .map(joined)
    .filter((secret) => secret.length >= minSecretLength)
    .sort((one, other) => other.length - one.length);
  const hide = (text: string) => wanted.reduce((rest, secret) => rest.split(secret).join(replacement), text);
  return (text) => {
    let shown = hide(text.replace(/[^\P{Cc}\t\n]|\p{Cf}/gu, ""));
    // What hides a secret is shown as it was found, since its own line ends or encoding would bring it back.
    for (const view of [joined, (each: string) => joined(decodePercent(joined(each)))]) {
      const seen = view(shown);
      if (wanted.some((secret) => seen.includes(secret))) shown = hide(seen);
    }
    return shorten(alike ? shown.replace(alike, replacement) : shown);
  };
}

/** Without what a secret can be split by and still be read as one. */
function joined(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, "");
}

/** Of ASCII only, which every token is. */
function decodePercent(text: string): string {
  return text.replace(/%[0-7][\da-f]/gi, decodeURIComponent);
}

function shorten(text: string): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}… (${text.length - maxLength} characters more)`;
}

/**
 * A copy of a foreign error that holds nothing but names, messages, codes and causes. Libraries hang requests
 * on their errors, headers with the token included; a copy of the four members can't carry them.
 *
 * @param alike What is redacted besides the secrets: texts that may be one.
 */
export function redactCause(cause: unknown, secrets: readonly string[], alike?: RegExp): Error | undefined {
  try {
    return copyCause(cause, lineRedactorOf(secrets, alike), 0);
  } catch {
    return new Error("The cause cannot be read.");
  }
}

function copyCause(cause: unknown, redact: (text: string) => string, depth: number): Error | undefined {
  if (cause === undefined || cause === null || depth >= maxDepth) return undefined;
  const source = isError(cause) ? cause : new Error(typeof cause === "string" ? cause : "unknown cause");
  const copy = new Error(redact(source.message));
  copy.name = redact(String(source.name));
  copy.stack = redact(String(source.stack));
  const code = errorCode(source);
  if (code !== undefined) Object.assign(copy, { code: redact(code) });
  const inner = copyCause(source.cause, redact, depth + 1);
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
