import { createServer as createHttpServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { afterEach } from "@jest/globals";
import { localhost } from "./certificate.js";

/** A server on loopback, which is closed after the test. */
export interface LoopbackServer {
  readonly port: number;
  readonly endpoint: string;
  readonly close: () => Promise<void>;
}

const open: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ close }) => close()));
});

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
  const started = { port, endpoint: `http://127.0.0.1:${port}`, close };
  open.push(started);
  return started;
}

export function serveHttp(listener: RequestListener): Promise<LoopbackServer> {
  return listen(createHttpServer(listener));
}

export function serveTcp(onSocket: (socket: Socket) => void): Promise<LoopbackServer> {
  return listen(createTcpServer(onSocket));
}

/** A server that receives each socket once a whole request with a body has arrived on it. */
export function serveRaw(respond: (socket: Socket) => void): Promise<LoopbackServer> {
  return serveTcp((socket) => {
    let received = "";
    socket.on("data", (data) => {
      received += data.toString("latin1");
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1] ?? Number.NaN);
      const bodyStart = received.indexOf("\r\n\r\n") + 4;
      if (bodyStart > 3 && received.length >= bodyStart + length) respond(socket);
    });
  });
}

/** A TLS server with a certificate that only a client with `localhost.cert` trusts. */
export function serveTls(options: TlsOptions = {}, onSocket?: (socket: Socket) => void): Promise<LoopbackServer> {
  const server = createTlsServer({ ...localhost, ...options }, onSocket);
  return listen(server.on("tlsClientError", () => undefined));
}

/** A server that no longer listens. */
export async function closedServer(): Promise<LoopbackServer> {
  const server = await serveTcp(() => undefined);
  await server.close();
  return server;
}
