const maxDepth = 8;
const replacement = "[redacted]";
/** A shorter string is not a secret: replacing it would change unrelated words and codes. */
const minSecretLength = 16;
const maxLength = 4000;

/**
 * The text on one line, without the secrets, control characters and format characters, so that it can be shown on a
 * terminal. A long text is truncated, with a note.
 *
 * @param text Text from the service, or from another library.
 * @param secrets What must not appear: the token, the body that was sent.
 */
export function redactText(text: string, secrets: readonly string[]): string {
  return redactorOf(secrets)(text);
}

/** The same for many strings with the same secrets. */
export function redactorOf(secrets: readonly string[]): (text: string) => string {
  const redactLines = lineRedactorOf(secrets);
  return (text) => redactLines(text).replace(/[\t\n\u2028\u2029]+/g, " ");
}

/**
 * Keeps line ends. Finds a secret as it was sent, split by control or format characters, or percent-encoded, but not in
 * base64, truncated or in another layout.
 */
function lineRedactorOf(secrets: readonly string[], secretLike?: RegExp): (text: string) => string {
  const wanted = secrets
    .map(joined)
    .filter((secret) => secret.length >= minSecretLength)
    .sort((one, other) => other.length - one.length);
  const hide = (text: string) => wanted.reduce((rest, secret) => rest.split(secret).join(replacement), text);
  return (text) => {
    let shown = hide(text.replace(/[^\P{Cc}\t\n]|\p{Cf}/gu, ""));
    // A text that hides a secret is shown without its line ends and encoding, which would bring the secret back.
    for (const view of [joined, (each: string) => joined(decodePercent(joined(each)))]) {
      const seen = view(shown);
      if (wanted.some((secret) => seen.includes(secret))) shown = hide(seen);
    }
    return shorten(secretLike ? shown.replace(secretLike, replacement) : shown);
  };
}

/** The text without the invisible characters that can split a secret. */
function joined(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu, "");
}

/** ASCII only, since every token is ASCII. */
function decodePercent(text: string): string {
  return text.replace(/%[0-7][\da-f]/gi, decodeURIComponent);
}

function shorten(text: string): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength)}… (${text.length - maxLength} characters more)`;
}

/**
 * A copy of a foreign error with its name, message, code, stack and causes only. Libraries add the request to their
 * errors, with the token in its headers.
 *
 * @param secretLike Matches strings that are redacted too, since they may be secrets.
 */
export function redactCause(cause: unknown, secrets: readonly string[], secretLike?: RegExp): Error | undefined {
  try {
    return copyCause(cause, lineRedactorOf(secrets, secretLike), 0);
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

/** Whether a value is an error of any realm; `instanceof` fails for those of another. */
export function isError(value: unknown): value is Error {
  return typeof value === "object" && value !== null && "message" in value && typeof value.message === "string";
}

/** The `code` of a system or library error, such as `ECONNRESET`. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
