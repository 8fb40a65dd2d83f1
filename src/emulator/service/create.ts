import { models } from "../../../generated/beta/contract.js";
import { jsonResponse, type ServiceResponse } from "../responses.js";
import { formOf, pageForm, publishedForm, requireForm } from "./beta.js";
import { applyChange } from "./changes.js";
import { checkBody, missingResource } from "./check.js";
import type { JsonObject } from "./json.js";
import { type Call, contextOf, requireJsonObject } from "./request.js";

/** Makes the change that a body asks for, and returns the entity of the request. */
export function createRequest(call: Call): ServiceResponse {
  return createFrom(call, requireJsonObject(call));
}

function createFrom(call: Call, json: JsonObject): ServiceResponse {
  const { record, state, version } = call;
  const requestState = record.fault?.kind === "requestState" ? record.fault.state : "Delivered";
  const change = version.readChange(json);
  const { catalogId, requestType, sent } = change;
  const isDryRun = sent.isValidationOnly === true || /^(deliveryFailed|denied|canceled)$/i.test(requestState);
  const resource = applyChange(call, change, isDryRun);
  const { originSystem, originId } = resource;
  if (!isDryRun) state.commit(record, { form: "published", catalogId, requestType, originSystem, originId });
  const request = state.storeRequest({ catalogId, requestType, state: requestState, resource, sent });
  return jsonResponse(201, {
    "@odata.context": contextOf(call, `${version.paths.requests}/$entity`),
    ...version.request.jsonOf(request),
  });
}

/** Accepts a body of beta in either form. */
export function createRequestInAnyForm(call: Call): ServiceResponse {
  const body = requireJsonObject(call);
  const form = formOf(body);
  if (body["accessPackageResource"] === null) throw missingResource();
  if (form === publishedForm) return createFrom(call, body);
  requirePageFormAccepted(call);
  if (form === pageForm) return createFromPage(call, body);
  throw missingResource([publishedForm, pageForm].flatMap((model) => checkBody({ models, model }, body)));
}

/** The same on the path that the page shows, which accepts only the page's form. */
export function createRequestByRef(call: Call): ServiceResponse {
  const body = requireJsonObject(call);
  requirePageFormAccepted(call);
  const response = createFromPage(call, body);
  return call.state.settings.refResponse === "204" ? { status: 204, headers: {} } : response;
}

function requirePageFormAccepted({ state }: Call): void {
  if (state.settings.pageForm === "refuse") throw missingResource();
}

/** Does as the page says: returns every value with an id, and does not check that the catalog exists. */
function createFromPage({ record, state }: Call, json: JsonObject): ServiceResponse {
  const { "@odata.type": type, ...rest } = requireForm(pageForm, json);
  const { catalogId, requestType, requestState, ...sent } = rest;
  state.commit(record, { form: "page", catalogId, requestType, originSystem: undefined, originId: undefined });
  const { id } = state.storeRequest({ catalogId, requestType, state: requestState, resource: undefined, sent });
  return jsonResponse(201, { ...(type === undefined ? {} : { "@odata.type": type }), id, ...rest });
}
