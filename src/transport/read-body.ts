import { headerOf } from "./headers.js";
import { isSuccess } from "./messages.js";

/** How long a body may be, in bytes, after decompression. */
export interface BodyLimits {
  /** A longer body of a success is an error. */
  readonly success: number;
  /** A longer body of a refusal is truncated; a proxy may send endless pages. */
  readonly refusal: number;
}

/** Name of a method that `../undici` gives its responses: the body as text, up to a limit, without a stream. */
export const readText = Symbol.for("access-package-resource-requests.readText");

type SelfReading = Response & { readonly [readText]?: (limitInBytes: number) => Promise<string> };

/**
 * Reads the body of a response as text. The body of a success is complete once it has the announced length: waiting for
 * its stream to close as well would take a tenth of the call (`fetch` writes its resource timing at the close, so such
 * a call has none). A refused request keeps its outcome even if its body cannot be read, so read errors are ignored.
 *
 * @throws an error with the code `UNREADABLE_RESPONSE` when the body of a success is longer than its limit.
 * @throws whatever ended the connection before the body of a success was complete.
 */
export async function readBody(response: SelfReading, limits: BodyLimits): Promise<string> {
  const ok = isSuccess(response);
  const limitInBytes = limits.success;
  if (ok && response[readText]) return response[readText](limitInBytes);
  const { body } = response;
  // Some platforms have no streams or no TextDecoder.
  if (typeof body?.getReader !== "function" || typeof TextDecoder === "undefined") {
    const text = await response.text();
    if (text.length > limitInBytes) throw tooLong(limitInBytes);
    return text;
  }
  const end = ok ? Math.min(announcedLength(response), limitInBytes + 1) : limits.refusal;
  const bytes = new Bytes();
  try {
    const reader = body.getReader();
    while (bytes.length < end) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes.add(value.subarray(0, end - bytes.length));
    }
    // Not awaited: a stream may never report that it was cancelled.
    if (!ok || bytes.length > limitInBytes) void Promise.allSettled([reader.cancel()]);
  } catch (error) {
    if (ok) throw error;
  }
  if (bytes.length > limitInBytes) throw tooLong(limitInBytes);
  return bytes.toString();
}

/** The error for a response that arrived and says nothing about the request. */
export function unreadableResponse(message: string): Error {
  return Object.assign(new Error(message), { code: "UNREADABLE_RESPONSE" });
}

export function tooLong(limitInBytes: number): Error {
  return unreadableResponse(`The body of the response is longer than ${limitInBytes} bytes.`);
}

/**
 * How long the body will be, in bytes; infinite when that is not known. A compressed body is announced with another
 * length, and only a response of the type `basic`, which came from the network and this origin, shows all its headers.
 */
function announcedLength(response: Response): number {
  const isShown = response.type === "basic" && headerOf(response, "content-encoding") === undefined;
  return (isShown && Number(headerOf(response, "content-length"))) || Number.POSITIVE_INFINITY;
}

/** Bytes that come in pieces, in one growing array: a million small pieces take no more memory than one large one. */
export class Bytes {
  length = 0;
  #array = new Uint8Array();

  add(piece: Uint8Array<ArrayBuffer>): void {
    const length = this.length + piece.length;
    if (this.length === 0) this.#array = piece;
    else {
      if (length > this.#array.length) {
        const grown = new Uint8Array(2 * length);
        grown.set(this.#array.subarray(0, this.length));
        this.#array = grown;
      }
      this.#array.set(piece, this.length);
    }
    this.length = length;
  }

  /** As UTF-8, which JSON always is (RFC 8259, section 8.1). */
  toString(): string {
    return new TextDecoder().decode(this.#array.subarray(0, this.length));
  }
}
