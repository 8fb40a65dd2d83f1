import { jsonResponse, type ServiceResponse } from "../responses.js";
import { applyChange } from "./changes.js";
import type { JsonObject } from "./json.js";
import { type Call, contextOf, requireJsonObject } from "./request.js";

/** Makes the change that a body asks for, and returns the entity of the request. */
export function createRequest(call: Call): ServiceResponse {
  return createFrom(call, requireJsonObject(call));
}

export function createFrom(call: Call, json: JsonObject): ServiceResponse {
  const { operation, record, state, version } = call;
  const requestState = record.fault?.kind === "requestState" ? record.fault.state : "Delivered";
  const change = version.readChange(json);
  const isDryRun = change.isValidationOnly || /^(deliveryFailed|denied|canceled)$/i.test(requestState);
  const { originSystem, originId } = applyChange(call, change, isDryRun);
  const { catalogId, requestType } = change;
  if (!isDryRun) state.commit(record, { form: "published", catalogId, requestType, originSystem, originId });
  const createdDateTime = new Date(state.settings.clock.now()).toISOString();
  return jsonResponse(201, {
    "@odata.context": contextOf(call, `${operation.path}/$entity`),
    ...change.entityOf({ id: state.newId(), state: requestState, createdDateTime }),
  });
}
