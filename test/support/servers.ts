import { readFileSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";

export interface LoopbackServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

async function listen(server: Server): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port, close };
}

/** An HTTP server on loopback. */
export function serveHttp(response: (request: IncomingMessage, response: ServerResponse) => void) {
  return listen(createHttpServer(response));
}

/** A server on loopback that is handed each socket once a whole request with a body has arrived on it. */
export function serveRaw(response: (socket: Socket) => void): Promise<LoopbackServer> {
  return listen(
    createTcpServer((socket) => {
      let received = "";
      socket.on("data", (data) => {
        received += data.toString("latin1");
        const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? Number.NaN);
        const bodyStart = received.indexOf("\r\n\r\n") + 4;
        if (bodyStart > 3 && received.length >= bodyStart + length) response(socket);
      });
    }),
  );
}

/** A proxy on loopback that refuses to connect to anything. */
export function serveRefusingProxy(): Promise<LoopbackServer> {
  const refusal = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
  return listen(createTcpServer((socket) => socket.once("data", () => socket.end(refusal))));
}

/** A TLS server on loopback whose certificate nobody trusts. */
export function serveUntrustedTls(): Promise<LoopbackServer> {
  const pem = readFileSync(join(__dirname, "untrusted.pem"));
  const server = createTlsServer({ key: pem, cert: pem });
  server.on("tlsClientError", () => undefined);
  return listen(server);
}

/** A port on loopback on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await listen(createTcpServer());
  await server.close();
  return server.port;
}
