import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { serviceHeaders } from "./answers.js";
import type { Waits } from "./clock.js";
import type { Fault } from "./fault.js";
import type { Reply } from "./service.js";

/** Where an answer goes. */
interface Wire {
  readonly socket: Socket;
  readonly response: ServerResponse;
  readonly waits: Waits;
}

/** Sends the reply, or as much of it as its fault lets through. */
export async function deliver(wire: Wire, reply: Reply, now: number): Promise<void> {
  const { answer, fault } = reply;
  if (fault?.kind === "stall") return;
  if (fault?.kind === "reset" || answer === undefined) {
    wire.socket.resetAndDestroy();
    return;
  }
  const text = answer.body === undefined ? (answer.text ?? "") : JSON.stringify(answer.body);
  // Half a text is no JSON, whatever it was, and the length below agrees with it.
  const sent = fault?.kind === "malformed" ? text.slice(0, text.length / 2) : text;
  const headers = { ...serviceHeaders(reply.ids, now), ...answer.headers };
  const length = answer.status === 204 ? {} : { "content-length": String(Buffer.byteLength(sent)) };
  wire.response.writeHead(answer.status, { ...headers, ...length });
  await sendBody(wire, sent, fault);
}

async function sendBody({ socket, response, waits }: Wire, text: string, fault: Fault | undefined): Promise<void> {
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
