import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { Waits } from "./clock.js";
import { respondAsEmulator } from "./control.js";
import type { Settings } from "./options.js";
import { send } from "./send.js";
import { type Incoming, maxBodyBytes } from "./service/request.js";
import { Service } from "./service/service.js";

const loopback = "127.0.0.1";

/** Clients leave out the default port. */
export function hostsOf(port: number): ReadonlySet<string> {
  const names = [loopback, "localhost"];
  return new Set([...(port === 80 ? names : []), ...names.map((name) => `${name}:${port}`)]);
}

/** A service that listens on the loopback interface. */
export class EmulatorServer {
  readonly service: Service;
  readonly #server: Server;
  readonly #waits: Waits;
  readonly #hosts: ReadonlySet<string>;
  readonly #repeats = new WeakMap<Socket, string>();
  readonly #exchanges = new Set<Promise<void>>();

  private constructor(server: Server, settings: Settings) {
    const { port } = server.address() as AddressInfo;
    this.#server = server;
    this.#waits = new Waits(settings.clock);
    this.#hosts = hostsOf(port);
    this.service = new Service(settings, `http://${loopback}:${port}`, this.#waits);
    server.on("request", (request, response) => {
      const exchange = this.#exchange(request, response).finally(() => this.#exchanges.delete(exchange));
      this.#exchanges.add(exchange);
    });
  }

  static async listen(settings: Settings): Promise<EmulatorServer> {
    // Longer than any test lasts: an idle connection that closes would look like a fault that was never injected.
    const server = createServer({ keepAliveTimeout: 600_000 });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(settings.port, loopback, resolve);
    });
    return new EmulatorServer(server, settings);
  }

  /** Resolves when no request is in progress. A request that a fault leaves without a response does not count. */
  async idle(): Promise<void> {
    while (this.#exchanges.size > 0) await Promise.all(this.#exchanges);
  }

  async close(): Promise<void> {
    this.#waits.close();
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #exchange(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { socket } = request;
    try {
      const text = await readBody(request);
      socket.write(this.#repeats.get(socket) ?? "");
      this.#repeats.delete(socket);
      const incoming = incomingOf(request, text);
      const own = respondAsEmulator(this.service, incoming, this.#hosts);
      if (own !== undefined) return void response.writeHead(own.status, own.headers).end(own.body);
      allowLocalPage(incoming, response);
      if (incoming.headers["access-control-request-method"] !== undefined) return void response.writeHead(204).end();
      const delivery = await this.service.handle(incoming);
      const wire = { socket, response, waits: this.#waits, repeats: this.#repeats };
      await send(wire, delivery, this.service.settings.clock.now());
    } catch {
      // The caller has closed the connection, or a header of a fault is not valid: no response can be sent.
      socket.destroy();
    }
  }
}

function incomingOf({ method, url, headers }: IncomingMessage, text: string | undefined): Incoming {
  const named = Object.entries(headers).map(([name, value]) => [name, String(value)]);
  return { method: String(method), path: String(url), headers: Object.fromEntries(named), text };
}

/** Allows a web page from a server on this machine to call the emulator. Graph allows every page (CORS). */
function allowLocalPage({ headers: { origin } }: Incoming, response: ServerResponse): void {
  if (origin === undefined || !/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin)) return;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("access-control-allow-methods", "*");
  response.setHeader("access-control-allow-headers", "*, authorization");
  response.setHeader("access-control-expose-headers", "*");
  response.setHeader("vary", "origin");
}

/** Reads even a body that is too large to its end: a caller that is still sending would not see the response. */
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
