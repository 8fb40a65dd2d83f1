import { isError } from "./redact.js";

const failures = new WeakSet<Error>();
let isWatching = false;

/**
 * Remembers the errors of connections that fail to open. Node's `fetch` and undici publish them; a failed TLS handshake
 * has no other mark, since a connection that breaks later has the same code. Other platforms publish nothing.
 */
export function watchConnectFailures(): void {
  if (isWatching) return;
  isWatching = true;
  const channels = globalThis.process?.getBuiltinModule?.("node:diagnostics_channel");
  channels?.subscribe("undici:client:connectError", (message) => {
    const { error } = message as { readonly error: unknown };
    if (isError(error)) failures.add(error);
  });
}

/** Whether an error is known to come from a connection that never opened. */
export function isConnectFailure(error: unknown): boolean {
  if (!isError(error)) return false;
  // Node has this message for handshakes only.
  const isHandshake =
    error.message === "Client network socket disconnected before secure TLS connection was established";
  return isHandshake || failures.has(error) || ("syscall" in error && error.syscall === "connect");
}
