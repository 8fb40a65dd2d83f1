import { jsonResponse, Refusal, type ServiceResponse } from "../responses.js";
import type { BodyOf, JsonObject, SentBodyOf } from "./bodies.js";
import { prepareChange } from "./changes.js";
import { checkBody, type Problem } from "./check.js";
import { type Form, formOf, pageForm, publishedForm } from "./forms.js";
import { type Call, requireJsonObject } from "./request.js";
import type { Service } from "./service.js";

/** The operation the package is about: the body is told apart, checked and carried out. */
export function createRequest(call: Call, service: Service): ServiceResponse {
  const body = requireJsonObject(call);
  const form = formOf(body);
  requireResourceProperty(form, service);
  if (form === undefined) {
    throw invalidModel([...checkBody(publishedForm, body), ...checkBody(pageForm, body)]);
  }
  return form === pageForm ? createFromPage(call, service, body) : createFromPublished(call, service, body);
}

/** The same at the address the page prints, where only the page's form is known. */
export function createRequestByRef(call: Call, service: Service): ServiceResponse {
  const body = requireJsonObject(call);
  requireResourceProperty(pageForm, service);
  const response = createFromPage(call, service, body);
  return service.settings.refResponsesEntity ? response : { status: 204, headers: {} };
}

function requireResourceProperty(form: Form | undefined, service: Service): void {
  if (form === publishedForm || !service.settings.refusesPageForm) return;
  const message = "Value cannot be null.\r\nParameter name: resource";
  throw new Refusal(400, "ArgumentNullException", message);
}

/** As the page has it: every value comes back with an id, and whether the catalog exists is not asked. */
function createFromPage(call: Call, service: Service, body: JsonObject): ServiceResponse {
  const { "@odata.type": type, ...rest } = requireForm(pageForm, body);
  const { catalogId, requestType } = rest;
  service.commit(call, { form: "page", catalogId, requestType, originSystem: undefined, originId: undefined });
  return jsonResponse(201, { ...(type === undefined ? {} : { "@odata.type": type }), id: service.newId(), ...rest });
}

function createFromPublished(call: Call, service: Service, json: JsonObject): ServiceResponse {
  const body = requireForm(publishedForm, json);
  const { target, apply } = prepareChange(call, service, body);
  const { fault } = call.record;
  const state = fault?.kind === "requestState" ? fault.state : "Delivered";
  if (body.isValidationOnly !== true && !/^(deliveryFailed|denied|canceled)$/i.test(state)) {
    apply();
    const { catalogId, requestType } = body;
    const { originSystem, originId } = target;
    service.commit(call, { form: "published", catalogId, requestType, originSystem, originId });
  }
  return jsonResponse(201, entityOf(call, service, body, state));
}

/** The published answer that is not cut short: without the resource, and with nulls for what was not sent. */
function entityOf(call: Call, service: Service, body: SentBodyOf<typeof publishedForm>, requestState: string) {
  return {
    "@odata.context": service.contextOf(`${call.operation.path}/$entity`),
    catalogId: body.catalogId,
    executeImmediately: body.executeImmediately ?? false,
    id: service.newId(),
    requestType: body.requestType,
    requestState,
    requestStatus: "Fulfilled",
    isValidationOnly: body.isValidationOnly ?? false,
    expirationDateTime: body.expirationDateTime ?? null,
    justification: body.justification ?? null,
  } satisfies BodyOf<"AccessPackageResourceRequest">;
}

function requireForm<Model extends Form>(form: Model, body: JsonObject): SentBodyOf<Model> {
  const problems = checkBody(form, body);
  if (problems.length > 0) throw invalidModel(problems);
  return body as SentBodyOf<Model>;
}

function invalidModel(problems: readonly Problem[]): Refusal {
  const details = problems.map(({ rule, message, pointer }) => ({ code: rule, message, target: pointer }));
  return new Refusal(400, "InvalidModel", "Model is not valid.", { details });
}
