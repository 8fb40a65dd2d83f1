import { monotonicNow } from "../options.js";
import { outcomeOfError } from "../responses/outcomes.js";
import { parseRetryAfter } from "../responses/retry-after.js";
import type { FetchLike } from "../transport/messages.js";
import type { CommandIo } from "./io.js";
import { printNote } from "./output/output.js";
import { duration } from "./output/progress.js";

/** A shorter wait is not reported. */
const longWaitInMs = 5000;

/** A `fetch` that says on standard error when the service asks for a long wait. The progress of an import shows it. */
export function notingWaits(fetch: FetchLike, io: CommandIo): FetchLike {
  return async (url, init) => {
    const response = await fetch(url, init);
    const waitInMs = parseRetryAfter(response.headers.get("retry-after"), io.clock.now()) ?? 0;
    if (waitInMs > longWaitInMs && !url.endsWith("/$batch"))
      printAside(io, `the service responded with ${response.status} and asks to wait ${duration(waitInMs)}`);
    return response;
  };
}

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
      printAside(io, `${startedOn} ${init.method} ${pathname}${search}: ${result}, ${duration}, ${ids}`);
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

/** A progress bar may be on the line. */
function printAside(io: CommandIo, text: string): void {
  if (io.stderr.isTTY) io.stderr.write("\r\u001b[K");
  printNote(io, text);
}
