import { models } from "../../../generated/beta/contract.js";
import {
  badRequest,
  type Exchange,
  errorResponse,
  jsonResponse,
  notModelled,
  Refusal,
  type ServiceResponse,
} from "../responses.js";
import type { BodyOf, SentBodyOf } from "./beta.js";
import { checkBody } from "./check.js";
import { type Call, type Incoming, requireJsonObject } from "./request.js";

type Member = SentBodyOf<"BatchRequest">["requests"][number];
type MemberResponse = Omit<BodyOf<"BatchResponseItem">, "status"> & { readonly status: number | string };

/** Runs each member like a single request. A batch is the same in every version of Graph. */
export async function postBatch(call: Call): Promise<ServiceResponse> {
  const { level, clientRequestId } = call.record;
  const { rootPath } = call.version;
  if (level === "member") throw notModelled("a batch inside a batch");
  const body = requireJsonObject(call);
  const [issue] = checkBody({ models, model: "BatchRequest" }, body);
  if (issue !== undefined) throw badRequest(issue.message);
  const members = (body as SentBodyOf<"BatchRequest">).requests;
  const ordered = inOrder(members);
  members.forEach(requireSendable);
  const responses: MemberResponse[] = [];
  const failed = new Set<string>();
  for (const member of ordered) {
    const { id } = member;
    const batch = { place: { id, index: members.indexOf(member) }, clientRequestId, rootPath };
    const isBlocked = dependenciesOf(member).some((name) => failed.has(name));
    const exchange = isBlocked ? blocked(call) : await call.run({ ...incomingOf(member), batch });
    if (exchange.response === undefined || exchange.response.status >= 300) failed.add(keyOf(id));
    responses.push(...responsesOf(id, exchange));
  }
  // The service guarantees no order, so the emulator never keeps the order of the requests.
  return jsonResponse(200, { responses: responses.reverse() });
}

/** Ids that differ only in case are equal. */
function keyOf(id: string): string {
  return id.toLowerCase();
}

function dependenciesOf(member: Member): readonly string[] {
  return (member.dependsOn ?? []).map((name) => keyOf(String(name)));
}

/**
 * A batch is fully parallel, one chain in which each member depends on the one before it, or all others depend on one
 * member: the patterns that @microsoft/microsoft-graph-client accepts before it sends a batch.
 */
function inOrder(members: readonly Member[]): readonly Member[] {
  const ids = new Set(members.map(({ id }) => keyOf(id)));
  if (ids.size < members.length || ids.has("")) throw badRequest("Each request of a batch needs its own id.");
  const dependentsOf = (names: string) => members.filter((member) => dependenciesOf(member).join("\n") === names);
  let next = dependentsOf("");
  if (next.length === members.length) return members;
  const chain: Member[] = [];
  while (next.length === 1) {
    chain.push(...next);
    next = next.flatMap(({ id }) => dependentsOf(keyOf(id)));
  }
  if (chain.length === 1) chain.push(...next);
  if (chain.length === members.length) return chain;
  throw badRequest("Batch should be either fully sequential or fully parallel.");
}

function requireSendable({ id, url, headers, body }: Member): void {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url)) throw badRequest(`The url of request ${id} must be relative.`);
  const areStrings = Object.values(headers ?? {}).every((value) => typeof value === "string");
  if (!areStrings) throw badRequest(`A header of request ${id} is not a string.`);
  const typed = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === "content-type");
  if (body !== undefined && !typed) throw badRequest(`Request ${id} has a body but no Content-Type header.`);
}

function incomingOf({ method, url, headers, body }: Member): Incoming {
  return {
    method: method.toUpperCase(),
    path: url,
    headers: withNames(headers ?? {}, (name) => name.toLowerCase()),
    text: body === undefined ? "" : JSON.stringify(body),
  };
}

/** Usually one response. A fault can remove it, contradict it or add to it. */
function responsesOf(id: string, { request: { fault }, response }: Exchange): readonly MemberResponse[] {
  if (response === undefined || fault?.kind === "missingResponse") return [];
  const own: MemberResponse = {
    id,
    status: response.status,
    // Header names inside a batch keep their case, unlike those on the wire, so a client must not depend on it.
    headers: withNames(response.headers, (name) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase())),
    ...(response.body === undefined ? {} : { body: response.body as MemberResponse["body"] & object }),
  };
  switch (fault?.kind) {
    case "duplicateResponse":
      return [own, { ...own, status: 500 }];
    case "statusAsString":
      return [{ ...own, status: String(response.status) }];
    case "strangeResponse":
      return [own, { ...own, id: `${id}-never-sent` }];
    default:
      return [own];
  }
}

function withNames(headers: Readonly<Record<string, unknown>>, rename: (name: string) => string) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [rename(name), String(value)]));
}

function blocked({ record, state }: Call): Exchange {
  const refusal = new Refusal(424, "FailedDependency", "A request this one depends on failed.");
  return { request: record, response: errorResponse(refusal, record, state.settings.clock.now()) };
}
