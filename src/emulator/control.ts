import { readFault } from "./faults/read.js";
import { pageOf } from "./page.js";
import { badRequest, Refusal, refusalOf, type ServiceResponse } from "./responses.js";
import { type Incoming, requireJsonContent, requireText } from "./service/request.js";
import type { Service } from "./service/service.js";

const headersOfPage = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
};

type Control = (service: Service, incoming: Incoming) => ServiceResponse;

/** The routes of the emulator itself. They need no token, no fault strikes them, and they are not recorded. */
const controls: Readonly<Record<string, Readonly<Record<string, Control>>>> = {
  "/": { GET: (service) => ({ status: 200, headers: headersOfPage, body: pageOf(service) }) },
  "/state": { GET: (service) => json(200, service.snapshot()) },
  "/state/reset": {
    POST: (service) => {
      service.reset();
      return { status: 204, headers: {} };
    },
  },
  "/faults": {
    POST: ({ faults }, incoming) => {
      faults.next(...readFaults(incoming));
      return json(200, { faults: faults.pending });
    },
  },
};

/**
 * Responds to a request to the emulator itself, or to another host. Returns undefined for a request to Graph.
 *
 * @param hosts The host names of the emulator. A web page can reach this machine under its own host name (DNS rebinding).
 */
export function respondAsEmulator(
  service: Service,
  incoming: Incoming,
  hosts: ReadonlySet<string>,
): ServiceResponse | undefined {
  if (!hosts.has(String(incoming.headers["host"]).toLowerCase())) {
    const message = `The Host header does not match this emulator, which is ${[...hosts].join(" or ")}.`;
    return refuse(new Refusal(421, "MisdirectedRequest", message));
  }
  const path = incoming.path.replace(/\?.*$/s, "");
  const methods = Object.hasOwn(controls, path) ? controls[path] : undefined;
  if (methods === undefined) return undefined;
  const allow = Object.keys(methods).join(", ");
  try {
    const control = methods[incoming.method === "HEAD" ? "GET" : incoming.method];
    if (control === undefined)
      throw new Refusal(405, "MethodNotAllowed", `Only ${allow} is allowed here.`, { headers: { allow } });
    requireOwnOrigin(incoming);
    return control(service, incoming);
  } catch (error) {
    return refuse(error);
  }
}

function refuse(error: unknown): ServiceResponse {
  const { status, code, message, options } = refusalOf(error);
  return json(status, { error: { code, message } }, options.headers);
}

/** A page from any origin can send a form. The browser then sends that origin. */
function requireOwnOrigin({ headers: { origin, host } }: Incoming): void {
  if (origin === undefined || origin === `http://${host}`) return;
  throw new Refusal(403, "Forbidden", "A web page from another origin must not use these routes.");
}

function readFaults(incoming: Incoming) {
  requireJsonContent(incoming.headers);
  const text = requireText(incoming);
  try {
    return [JSON.parse(text)].flat().map(readFault);
  } catch (error) {
    const isJson = !(error instanceof SyntaxError);
    throw badRequest(isJson ? (error as RangeError).message : "The body must be JSON: a fault or a list of faults.");
  }
}

function json(status: number, body: object, headers: Readonly<Record<string, string>> = {}): ServiceResponse {
  const type = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };
  return { status, headers: { ...type, ...headers }, body: JSON.stringify(body) };
}
