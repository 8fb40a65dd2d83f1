import { once } from "node:events";
import { type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import type { Waits } from "./clock.js";
import type { FaultAction } from "./fault-kinds.js";
import { serviceHeaders } from "./responses.js";
import type { Delivery } from "./service/service.js";

/** Where an answer goes. */
interface Wire {
  readonly socket: Socket;
  readonly response: ServerResponse;
  readonly waits: Waits;
  /** The response that a connection carries again, before the one to its next request. */
  readonly repeats: WeakMap<Socket, string>;
}

/** Sends the delivery, or as much of it as its fault lets through. */
export async function deliver(wire: Wire, delivery: Delivery, now: number): Promise<void> {
  const { response: given, fault } = delivery;
  if (fault?.kind === "stall") return;
  if (fault?.kind === "reset" || given === undefined) {
    wire.socket.resetAndDestroy();
    return;
  }
  const text = textOf(given.body === undefined ? (given.text ?? "") : JSON.stringify(given.body), fault);
  const isMeasured = given.status !== 204 && fault?.kind !== "endlessBody";
  const length = isMeasured ? { "content-length": String(Buffer.byteLength(text)) } : {};
  const headers = { ...serviceHeaders(delivery.ids, now), ...given.headers, ...length };
  wire.response.writeHead(given.status, headers);
  if (fault?.kind === "repeatedResponse") wire.repeats.set(wire.socket, wholeOf(given.status, headers, text));
  await sendBody(wire, text, fault);
}

function textOf(own: string, fault: FaultAction | undefined): string {
  // Half a text is no JSON, whatever it was, and the length announced agrees with it.
  if (fault?.kind === "malformed") return own.slice(0, own.length / 2);
  if (fault?.kind !== "body") return own;
  return typeof fault.body === "string" ? fault.body : fault.body(own);
}

function wholeOf(status: number, headers: Readonly<Record<string, string>>, text: string): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join("")}\r\n${text}`;
}

/**
 * Ends with the connection. A response that waits for an earlier one of its connection has no socket yet: it sends
 * nothing, because Node stops reading from a connection that has much to send, and would not notice its end.
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

async function sendBody(wire: Wire, text: string, fault: FaultAction | undefined): Promise<void> {
  const { socket, response, waits } = wire;
  switch (fault?.kind) {
    case "resetAfterHeaders":
      response.flushHeaders();
      socket.destroySoon();
      return;
    case "truncated":
      response.write(text.slice(0, text.length / 2));
      socket.destroySoon();
      return;
    case "stalledBody":
      response.flushHeaders();
      return;
    case "endlessBody":
      if (text === "") response.end();
      else await sendEndless(wire, text.slice(0, -1));
      return;
    case "slowBody":
      for (const piece of text.match(/.{1,64}/gsu) ?? []) {
        if (response.destroyed) return;
        response.write(piece);
        await waits.wait(fault.intervalInMs ?? 10);
      }
      response.end();
      return;
    default:
      response.end(text);
  }
}
