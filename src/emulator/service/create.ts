import { jsonResponse, type ServiceResponse } from "../responses.js";
import { applyChange } from "./changes.js";
import type { JsonObject } from "./json.js";
import { type Call, contextOf, requireJsonObject } from "./request.js";

/** Makes the change that a body asks for, and returns the entity of the request. */
export function createRequest(call: Call): ServiceResponse {
  return createFrom(call, requireJsonObject(call));
}

export function createFrom(call: Call, json: JsonObject): ServiceResponse {
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
