import { monotonicNow } from "../options.js";
import { outcomeOfError } from "../responses/outcomes.js";
import type { FetchLike } from "../transport/messages.js";
import type { CommandIo } from "./io.js";
import { printNote } from "./output/output.js";

/** A `fetch` that prints each HTTP request on standard error, without its token and its body. */
export function traced(fetch: FetchLike, io: CommandIo): FetchLike {
  // `onAttempt` is not used here, because a command may replace it.
  return async (url, init) => {
    const { pathname, search } = new URL(url);
    const startedOn = new Date(io.clock.now()).toISOString();
    const started = monotonicNow(io.clock);
    const print = (result: string | number, requestId: string | null = null) => {
      const duration = `${Math.round(monotonicNow(io.clock) - started)} ms`;
      const ids = `request-id ${requestId ?? "none"}, client-request-id ${init.headers["client-request-id"]}`;
      // A progress bar may be on this line.
      if (io.stderr.isTTY) io.stderr.write("\r\u001b[K");
      printNote(io, `${startedOn} ${init.method} ${pathname}${search}: ${result}, ${duration}, ${ids}`);
    };
    try {
      const response = await fetch(url, init);
      print(response.status, response.headers.get("request-id"));
      return response;
    } catch (error) {
      print(init.signal.aborted ? "ABORTED" : outcomeOfError(error).code);
      throw error;
    }
  };
}
