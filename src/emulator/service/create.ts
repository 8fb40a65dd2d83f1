import { jsonResponse, Refusal, type ServiceResponse } from "../responses.js";
import { changeOf, entityOf, type Form, formOf, pageForm, publishedForm, type SentBodyOf } from "./beta.js";
import { applyChange } from "./changes.js";
import { checkBody, type Issue } from "./check.js";
import { type Call, type JsonObject, requireJsonObject } from "./request.js";

export function createRequest(call: Call): ServiceResponse {
  const body = requireJsonObject(call);
  const form = formOf(body);
  if (form === publishedForm) return createFromPublished(call, body);
  requirePageFormAccepted(call);
  if (form === pageForm) return createFromPage(call, body);
  throw invalidModel([...checkBody(publishedForm, body), ...checkBody(pageForm, body)]);
}

/** The same on the path that the page shows, which takes only the page's form. */
export function createRequestByRef(call: Call): ServiceResponse {
  const body = requireJsonObject(call);
  requirePageFormAccepted(call);
  const response = createFromPage(call, body);
  return call.state.settings.refResponse === "204" ? { status: 204, headers: {} } : response;
}

function requirePageFormAccepted({ state }: Call): void {
  if (state.settings.pageForm === "accept") return;
  throw new Refusal(400, "ArgumentNullException", "Value cannot be null.\r\nParameter name: resource");
}

/** Does as the page says: returns every value with an id, and does not check that the catalog exists. */
function createFromPage({ record, state }: Call, json: JsonObject): ServiceResponse {
  const { "@odata.type": type, ...rest } = requireForm(pageForm, json);
  const { catalogId, requestType } = rest;
  state.commit(record, { form: "page", catalogId, requestType, originSystem: undefined, originId: undefined });
  return jsonResponse(201, { ...(type === undefined ? {} : { "@odata.type": type }), id: state.newId(), ...rest });
}

function createFromPublished(call: Call, json: JsonObject): ServiceResponse {
  const { record, state } = call;
  const body = requireForm(publishedForm, json);
  const requestState = record.fault?.kind === "requestState" ? record.fault.state : "Delivered";
  const change = changeOf(body, requestState);
  const { originSystem, originId } = applyChange(call, change);
  const { catalogId, requestType } = change;
  if (!change.isDryRun) state.commit(record, { form: "published", catalogId, requestType, originSystem, originId });
  return jsonResponse(201, entityOf(call, body, requestState));
}

function requireForm<Model extends Form>(form: Model, body: JsonObject): SentBodyOf<Model> {
  const issues = checkBody(form, body);
  if (issues.length > 0) throw invalidModel(issues);
  return body as SentBodyOf<Model>;
}

function invalidModel(issues: readonly Issue[]): Refusal {
  const details = issues.map(({ rule, message, pointer }) => ({ code: rule, message, target: pointer }));
  return new Refusal(400, "InvalidModel", "Model is not valid.", { details });
}
