import { isObject } from "../contract/is-object.js";
import type { GraphErrorDetail, GraphInnerError } from "../errors/index.js";
import { isKnownCode } from "./hints.js";

const maxInnerErrors = 10;
/** Of the details, and of the strings of an inner error. */
const maxEntries = 50;
/** A longer body is not parsed, since that takes too long; only a refused batch may have one. */
const maxLength = 1024 * 1024;

/** What a Graph error body says; empty strings where it says nothing. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details: readonly GraphErrorDetail[];
  readonly innerErrors: readonly GraphInnerError[];
}

/**
 * Reads the body of a refusal. Any text is accepted, since proxies send HTML, and the service sends empty messages and
 * both spellings of `innerError` (docs: Microsoft Graph error responses).
 *
 * @param text The body, or its start.
 * @param clean Makes text from the service safe to show.
 * @returns At most 50 details and 10 inner errors of 50 strings each.
 */
export function readErrorBody(text: string, clean: (text: string) => string): ErrorBody {
  const error = text.length > maxLength ? undefined : member(parseJson(text), "error");
  const code = textOf(member(error, "code"));
  return {
    // A short token may be part of such a code, which callers branch on.
    code: isKnownCode(code) ? code : clean(code),
    message: clean(textOf(member(error, "message"))),
    details: readDetails(member(error, "details"), clean),
    innerErrors: readInnerErrors(error, clean),
  };
}

/**
 * The responses to the members of a batch, which come with any status (docs: Microsoft Graph throttling, 424);
 * `undefined` when the body has none.
 */
export function readResponses(text: string): readonly unknown[] | undefined {
  const responses = member(parseJson(text), "responses") ?? undefined;
  // Anything else in their place is a response to none of the members.
  return responses === undefined || Array.isArray(responses) ? responses : [];
}

function readDetails(details: unknown, clean: (text: string) => string): GraphErrorDetail[] {
  if (!Array.isArray(details)) return [];
  return details
    .slice(0, maxEntries)
    .filter(isObject)
    .map((detail) => ({
      code: clean(textOf(detail["code"])),
      message: clean(textOf(detail["message"])),
      ...(typeof detail["target"] === "string" && { target: clean(detail["target"]) }),
    }));
}

function readInnerErrors(error: unknown, clean: (text: string) => string): GraphInnerError[] {
  const found: GraphInnerError[] = [];
  let inner = innerOf(error);
  while (isObject(inner) && found.length < maxInnerErrors) {
    const strings = Object.entries(inner).filter(([, value]) => typeof value === "string");
    found.push(
      Object.fromEntries(strings.slice(0, maxEntries).map(([name, value]) => [clean(name), clean(String(value))])),
    );
    inner = innerOf(inner);
  }
  return found;
}

function innerOf(error: unknown): unknown {
  return member(error, "innerError") ?? member(error, "innererror");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
