/** Error bodies are read up to here; a proxy may send pages without end. */
const maxErrorBodyInBytes = 1024 * 1024;

/** JSON is UTF-8, whatever a header says (RFC 8259, section 8.1). */
const decoder = new TextDecoder();

/**
 * Reads the body of an answer as text. That of a success is whole once it has the announced length: waiting for its
 * stream to close as well would take a tenth of the call (`fetch` writes its resource timing at the close, so there is
 * none of such a call). Of a refusal, whose status tells the outcome, it reads what can be read.
 *
 * @throws whatever ended the connection before the body of a success was whole.
 */
export async function readBody(response: Response): Promise<string> {
  const { ok, body } = response;
  const lengthInBytes = ok ? announcedLength(response) : maxErrorBodyInBytes;
  if (!lengthInBytes || !body) return response.text();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  try {
    const reader = body.getReader();
    let rest = lengthInBytes;
    while (rest > 0) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value.subarray(0, rest));
      rest -= value.byteLength;
    }
    if (!ok) await reader.cancel();
  } catch (fault) {
    if (ok) throw fault;
  }
  // A Blob joins any number of chunks, but takes longer than all the rest of reading one.
  return chunks.length === 1 ? decoder.decode(chunks[0]) : new Blob(chunks).text();
}

/**
 * How long the body will be, in bytes; 0 or NaN when that is not known. A compressed body is announced with another
 * length, and only an answer of the type `basic`, off the wire and of no other origin, shows all its headers.
 */
function announcedLength({ type, headers }: Response): number {
  return type === "basic" && !headers.has("content-encoding") ? Number(headers.get("content-length")) : 0;
}
