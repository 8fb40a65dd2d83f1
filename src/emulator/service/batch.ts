import { jsonResponse, notModelled, Refusal, type ServiceResponse } from "../responses.js";
import type { BodyOf, SentBodyOf } from "./bodies.js";
import { checkBody } from "./check.js";
import { type Call, type Incoming, requireJsonObject } from "./request.js";
import type { Delivery, Service } from "./service.js";

type Member = SentBodyOf<"BatchRequestItem">;
type MemberResponse = Omit<BodyOf<"BatchResponseItem">, "status"> & { readonly status: number | string };

/** Many requests in one: each goes the way a request of its own would go. */
export async function postBatch(call: Call, service: Service): Promise<ServiceResponse> {
  if (call.record.level === "member") throw notModelled("a batch inside a batch");
  const body = requireJsonObject(call);
  const [problem] = checkBody("BatchRequest", body);
  if (problem !== undefined) throw invalid(problem.message);
  const members = (body as SentBodyOf<"BatchRequest">).requests;
  const ordered = inOrder(members);
  members.forEach(requireSendable);
  const responses: MemberResponse[] = [];
  const failed = new Set<string>();
  for (const member of ordered) {
    const { id } = member;
    if (namesOf(member).some((name) => failed.has(name))) {
      failed.add(keyOf(id));
      responses.push({ id, status: 424, headers: {}, body: dependencyError(call) });
      continue;
    }
    const place = { id, index: members.indexOf(member) };
    const response = await service.handle(incomingOf(member), {
      place,
      clientRequestId: call.record.clientRequestId,
    });
    if (response.response === undefined || response.response.status >= 300) failed.add(keyOf(id));
    responses.push(...answersOf(id, response));
  }
  // The service promises no order, so the order of the requests is the one that no caller may rely on.
  return jsonResponse(200, { responses: responses.reverse() });
}

function invalid(message: string): Refusal {
  return new Refusal(400, "BadRequest", message);
}

/** Ids differ by more than upper and lower case. */
function keyOf(id: string): string {
  return id.toLowerCase();
}

function namesOf(member: Member): readonly string[] {
  return (member.dependsOn ?? []).map((name) => keyOf(String(name)));
}

/** A batch is fully parallel, or one chain in which each member waits for the one before it. */
function inOrder(members: readonly Member[]): readonly Member[] {
  const ids = new Set(members.map(({ id }) => keyOf(id)));
  if (ids.size < members.length || ids.has("")) throw invalid("Each request of a batch needs an id of its own.");
  const followersOf = (names: string) => members.filter((member) => namesOf(member).join("\n") === names);
  let next = followersOf("");
  if (next.length === members.length) return members;
  const chain: Member[] = [];
  while (next.length === 1) {
    chain.push(...next);
    next = next.flatMap(({ id }) => followersOf(keyOf(id)));
  }
  if (chain.length === members.length) return chain;
  throw invalid("The requests of a batch run all at once, or each depends on the one before it.");
}

function requireSendable({ id, url, headers, body }: Member): void {
  if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(url)) throw invalid(`The url of request ${id} must be relative.`);
  const typed = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === "content-type");
  if (body !== undefined && !typed) throw invalid(`Request ${id} has a body and no Content-Type header.`);
}

function incomingOf({ method, url, headers, body }: Member): Incoming {
  return {
    method: method.toUpperCase(),
    sentPath: url,
    path: url.startsWith("/") ? url : `/${url}`,
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    ),
    text: body === undefined ? "" : JSON.stringify(body),
  };
}

/** Usually one; a fault may leave it out, contradict it, or add to it. */
function answersOf(id: string, { response, fault }: Delivery): readonly MemberResponse[] {
  if (response === undefined || fault?.kind === "missingResponse") return [];
  const content = response.body ?? response.text;
  const said: MemberResponse = {
    id,
    status: response.status,
    headers: capitalised(response.headers),
    ...(content === undefined ? {} : { body: content as MemberResponse["body"] & object }),
  };
  switch (fault?.kind) {
    case "duplicateResponse":
      return [said, { ...said, status: 500 }];
    case "statusAsString":
      return [{ ...said, status: String(response.status) }];
    case "strangeResponse":
      return [said, { ...said, id: `${id}-never-sent` }];
    default:
      return [said];
  }
}

/** Unlike the wire's, these names keep their case, so a reader must not depend on it. */
function capitalised(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()), value]),
  );
}

function dependencyError({ record }: Call): BodyOf<"ODataError"> {
  const { requestId, clientRequestId } = record;
  const innerError = { "request-id": requestId, "client-request-id": clientRequestId };
  return { error: { code: "FailedDependency", message: "A request this one depends on failed.", innerError } };
}
