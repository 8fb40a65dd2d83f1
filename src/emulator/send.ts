import { once } from "node:events";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import type { Waits } from "./clock.js";
import type { FaultAction } from "./fault-kinds.js";
import { type Exchange, serviceHeaders } from "./responses.js";

/** Where a response goes. */
interface Wire {
  readonly socket: Socket;
  readonly response: ServerResponse;
  readonly waits: Waits;
  /** A response that the connection sends again, before the response to its next request. */
  readonly repeats: WeakMap<Socket, string>;
}

/** Sends a response, or as much of it as the fault allows. */
export async function send(wire: Wire, { request, response }: Exchange, now: number): Promise<void> {
  const { fault } = request;
  if (fault?.kind === "stall") return;
  if (fault?.kind === "reset" || response === undefined) {
    wire.socket.resetAndDestroy();
    return;
  }
  const { status, body = "" } = response;
  const content = contentOf(typeof body === "string" ? body : JSON.stringify(body), fault);
  const hasLength = status !== 204 && fault?.kind !== "endlessBody";
  const length = hasLength ? { "content-length": String(Buffer.byteLength(content)) } : {};
  const headers = { ...serviceHeaders(request, now), ...response.headers, ...length };
  wire.response.writeHead(status, headers);
  if (fault?.kind === "repeatedResponse") {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    wire.repeats.set(wire.socket, `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${content}`);
  }
  await sendBody(wire, content, fault);
}

function contentOf(own: string, fault: FaultAction | undefined): string {
  // Half of a JSON body is never valid JSON, and content-length matches it.
  if (fault?.kind === "malformed") return own.slice(0, own.length / 2);
  if (fault?.kind !== "body") return own;
  return typeof fault.body === "string" ? fault.body : fault.body(own);
}

async function sendBody(wire: Wire, content: string, fault: FaultAction | undefined): Promise<void> {
  const { socket, response, waits } = wire;
  switch (fault?.kind) {
    case "resetAfterHeaders":
      response.flushHeaders();
      socket.destroySoon();
      return;
    case "truncated":
      response.write(content.slice(0, content.length / 2));
      socket.destroySoon();
      return;
    case "stalledBody":
      response.flushHeaders();
      return;
    case "endlessBody":
      if (content === "") response.end();
      else await sendEndless(wire, content.slice(0, -1));
      return;
    case "slowBody":
      for (const piece of content.match(/.{1,64}/gsu) ?? []) {
        if (response.destroyed) return;
        response.write(piece);
        await waits.wait(fault.intervalInMs ?? 10);
      }
      response.end();
      return;
    default:
      response.end(content);
  }
}

/**
 * Sends until the connection closes. A response behind an earlier one on its connection has no socket yet. It waits,
 * because Node stops reading from a connection with much to send, and would not see it close.
 */
async function sendEndless({ socket, response }: Wire, start: string): Promise<void> {
  const closed = new AbortController();
  const { signal } = closed;
  if (socket.destroyed) closed.abort();
  socket.once("close", () => closed.abort());
  if (response.socket === null) await once(response, "socket", { signal });
  await pipeline(endless(start), response, { signal });
}

async function* endless(start: string): AsyncGenerator<string> {
  yield start;
  for (;;) yield " ".repeat(64 * 1024);
}
