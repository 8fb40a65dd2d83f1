import type { AccessPackageResourceRequestsClientOptions } from "../client.js";
import { isObject } from "../contract/is-object.js";
import { readResponses } from "../responses/error-body.js";
import type { FetchLike } from "../transport/messages.js";
import type { CommandIo } from "./io.js";
import { printNote } from "./output/output.js";

type Hooks = Pick<AccessPackageResourceRequestsClientOptions, "fetch" | "onAttempt" | "onResponse">;

/** Options of a client that prints each HTTP request on standard error, without its token and its body. */
export function traced(fetch: FetchLike, io: CommandIo): Required<Hooks> {
  /** Method and path of the requests in flight, by the ids of their calls. */
  const targets = new Map<string, string>();
  return {
    fetch: (url, init) => {
      const { pathname, search } = new URL(url);
      targets.set(String(init.headers["client-request-id"]), `${init.method} ${pathname}${search}`);
      return fetch(url, init);
    },
    onAttempt: ({ startedOn, durationInMs, status, code, requestId = "none", clientRequestId }) => {
      const result = [status, code].filter((part) => part !== undefined).join(" ");
      const ids = `request-id ${requestId}, client-request-id ${clientRequestId}`;
      // A progress bar may be in this line.
      if (io.stderr.isTTY) io.stderr.write("\r\u001b[K");
      printNote(io, `${startedOn} ${targets.get(clientRequestId)}: ${result}, ${durationInMs} ms, ${ids}`);
      targets.delete(clientRequestId);
    },
    onResponse: ({ bodyAsText }) => {
      const statuses = (readResponses(bodyAsText) ?? []).map((member) => String(isObject(member) && member["status"]));
      const counts = [...new Set(statuses)].map((status) => {
        return `${statuses.filter((each) => each === status).length} with ${status}`;
      });
      if (counts.length > 0) printNote(io, `  members of the batch: ${counts.join(", ")}`);
    },
  };
}
