import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { CommandFailure } from "../command.js";
import { readUserText } from "../contract/user-text.js";

/** Size limit of the metadata, in bytes after decompression. Graph's beta metadata has about 10 MB. */
const maximumBytes = 64 * 1024 * 1024;

const timeoutInMs = 120_000;
const loopbackHosts = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * The bytes of a file or of a URL, as they arrive.
 * @param limit The maximum number of bytes to read. Default: 64 MiB.
 * @throws CommandFailure when there are more bytes, or none can be read.
 */
export async function* openMetadata(location: string, limit = maximumBytes): AsyncGenerator<Uint8Array> {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(location)) {
    yield Buffer.from(readUserText(location, { maxBytes: limit }));
    return;
  }
  let size = 0;
  for await (const chunk of fetchChunks(checkedUrl(location))) {
    size += chunk.byteLength;
    if (size > limit) {
      throw new CommandFailure("environment", `${location} is larger than the limit of ${limit} bytes`);
    }
    yield chunk;
  }
}

function checkedUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) throw new CommandFailure("usage", "--metadata is not a valid URL");
  if (url.username !== "" || url.password !== "") {
    throw new CommandFailure("usage", "--metadata must not contain a user name or password: the metadata is public");
  }
  const allowed = url.protocol === "https:" || (url.protocol === "http:" && loopbackHosts.has(url.hostname));
  if (!allowed) {
    throw new CommandFailure("usage", "--metadata takes an https URL (http only to loopback) or the path of a file");
  }
  return url;
}

async function* fetchChunks(url: URL): AsyncGenerator<Uint8Array> {
  try {
    const { body } = await request(url, AbortSignal.timeout(timeoutInMs));
    if (body === null) throw new CommandFailure("environment", `${url.href} responded without a body`);
    yield* Readable.fromWeb(body as ReadableStream);
  } catch (cause) {
    if (cause instanceof CommandFailure) throw cause;
    throw new CommandFailure("environment", `cannot fetch ${url.href}: ${reason(cause)}`, { cause });
  }
}

async function request(url: URL, signal: AbortSignal): Promise<Response> {
  const response = await fetch(url, { signal, redirect: "manual", headers: { accept: "application/xml" } });
  if (response.ok) return response;
  await response.body?.cancel();
  const target = response.headers.get("location");
  const redirect = target === null ? "" : ` and redirects to ${target}: use that URL if you trust it`;
  throw new CommandFailure("environment", `${url.href} responded with ${response.status}${redirect}`);
}

/** The message of an error and of its cause, where Node puts the details of a network error. */
function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}
