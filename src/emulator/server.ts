import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { servers } from "../../generated/beta/contract.js";
import { Waits } from "./clock.js";
import type { Settings } from "./options.js";
import { errorResponse, Refusal } from "./responses.js";
import { deliver } from "./send.js";
import { handlers } from "./service/handlers.js";
import { maxBodyBytes } from "./service/request.js";
import { type Delivery, Service } from "./service/service.js";

const loopback = "127.0.0.1";

/** Graph's version prefix, so that the emulator's service root ends as the real one does. */
const prefix = new URL(servers[0].url).pathname;

/** A service listening on loopback. */
export class EmulatorServer {
  readonly service: Service;
  readonly #server: Server;
  readonly #waits: Waits;
  readonly #hosts: ReadonlySet<string>;
  readonly #repeats = new WeakMap<Socket, string>();
  #active = 0;
  #idle: (() => void)[] = [];

  private constructor(server: Server, settings: Settings) {
    const { port } = server.address() as AddressInfo;
    this.#server = server;
    this.#waits = new Waits(settings.clock);
    this.#hosts = new Set([`${loopback}:${port}`, `localhost:${port}`]);
    this.service = new Service(settings, `http://${loopback}:${port}${prefix}`, this.#waits, handlers);
    server.on("request", (request, response) => this.#exchange(request, response));
  }

  static async listen(port: number, settings: Settings): Promise<EmulatorServer> {
    // Kept far longer than a test lasts: a connection closed while idle would look like a fault nobody asked for.
    const server = createServer({ keepAliveTimeout: 600_000 });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, loopback, resolve);
    });
    return new EmulatorServer(server, settings);
  }

  /** Resolves when no request is being worked on. One that a fault leaves without an answer does not count. */
  async idle(): Promise<void> {
    if (this.#active > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async close(): Promise<void> {
    this.#waits.close();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    this.#active += 1;
    try {
      const text = await readBody(request);
      socket.write(this.#repeats.get(socket) ?? "");
      this.#repeats.delete(socket);
      const delivery = await this.#delivery(request, text);
      const wire = { socket, response, waits: this.#waits, repeats: this.#repeats };
      await deliver(wire, delivery, this.service.settings.clock.now());
    } catch {
      // The caller left before the exchange was over, or a scripted header cannot be sent: there is nothing more to say.
      socket.destroy();
    } finally {
      this.#active -= 1;
      if (this.#active === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  async #delivery(request: IncomingMessage, text: string | undefined): Promise<Delivery> {
    const [method, url] = [String(request.method), String(request.url)];
    const headers = headersOf(request);
    if (!this.#hosts.has(headers["host"] ?? "")) return this.#misdirected();
    const path = url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : "";
    return this.service.handle({ method, sentPath: url, path, headers, text });
  }

  /** A page in a browser can reach loopback under a name of its own; the name gives it away. */
  #misdirected(): Delivery {
    const requestId = this.service.newId();
    const ids = { requestId, clientRequestId: requestId };
    const refusal = new Refusal(421, "MisdirectedRequest", "The Host header does not name this emulator.");
    return { response: errorResponse(refusal, ids, this.service.settings.clock.now()), fault: undefined, ids };
  }
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
}

/** Reads to the end even when too much comes, because a caller still sending would not see the answer. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= maxBodyBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > maxBodyBytes ? undefined : Buffer.concat(chunks).toString();
}
