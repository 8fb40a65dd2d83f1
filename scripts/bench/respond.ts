/**
 * Runs in a measured process: responds to each message of the bench, and ends when the bench disconnects.
 *
 * @param port Where a service in this process listens.
 */
export function respond<Message, Result>(handle: (message: Message) => Result, port = 0): void {
  process.on("message", async (message: Message) => process.send?.(await handle(message)));
  process.on("disconnect", () => process.exit());
  process.send?.({ port });
}
