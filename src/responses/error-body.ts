import { isObject } from "../contract/is-object.js";
import type { GraphErrorDetail, GraphInnerError } from "../errors/index.js";
import { isKnownCode } from "./hints.js";

/** A service that nests deeper than this is not telling more. */
const maxDepth = 10;
/** Nobody reads more details, or more members of one inner error, than this. */
const maxEntries = 50;
/** Of a longer text nothing is read, so that it holds nobody up; only a refused batch has one. */
const maxLength = 1024 * 1024;

/** What a Graph error body says; empty texts where it says nothing. */
export interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly details: readonly GraphErrorDetail[];
  readonly innerErrors: readonly GraphInnerError[];
}

/**
 * Reads the body of a refusal. Any text is accepted, since proxies answer with HTML and the service itself sends
 * empty messages, missing ids and both spellings of `innerError` (docs: Microsoft Graph error responses).
 *
 * @param text The body, or what of it could be read.
 * @param clean Makes a text of the service fit to be shown.
 * @returns At most 50 details and 10 inner errors of 50 texts each.
 */
export function readErrorBody(text: string, clean: (text: string) => string): ErrorBody {
  const error = text.length > maxLength ? undefined : member(parseJson(text), "error");
  const code = textOf(member(error, "code"));
  return {
    // A token that is part of such a code must not change what callers do about it.
    code: isKnownCode(code) ? code : clean(code),
    message: clean(textOf(member(error, "message"))),
    details: readDetails(member(error, "details"), clean),
    innerErrors: readInnerErrors(error, clean),
  };
}

/**
 * The responses to the members of a batch; `undefined` when the body has none. The service also sends them under a
 * status that is no success (docs: Microsoft Graph throttling, 424), so the status does not decide.
 */
export function readResponses(text: string): readonly unknown[] | undefined {
  const responses = member(parseJson(text), "responses") ?? undefined;
  // Something else in their place says nothing of any member.
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
  while (isObject(inner) && found.length < maxDepth) {
    const texts = Object.entries(inner).filter(isTextEntry).slice(0, maxEntries);
    found.push(Object.fromEntries(texts.map(([name, value]) => [clean(name), clean(value)])));
    inner = innerOf(inner);
  }
  return found;
}

function innerOf(error: unknown): unknown {
  return member(error, "innerError") ?? member(error, "innererror");
}

function isTextEntry(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === "string";
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
