import { type Answer, jsonAnswer, Refusal } from "./answers.js";
import { type Call, requireJsonObject } from "./call.js";
import { prepareChange } from "./changes.js";
import { checkBody, type Problem } from "./check.js";
import { type Form, formOf, pageForm, publishedForm } from "./forms.js";
import type { BodyOf, JsonObject } from "./model.js";
import type { Service } from "./service.js";

/** The operation the package is about: the body is told apart, checked and carried out. */
export function createRequest(call: Call, service: Service): Answer {
  const body = requireJsonObject(call);
  const form = formOf(body);
  requireResourceProperty(form, service);
  if (form === undefined) {
    throw invalidModel([...checkBody(publishedForm, body), ...checkBody(pageForm, body)]);
  }
  return form === pageForm ? createFromPage(call, service, body) : createFromPublished(call, service, body);
}

/** The same at the address the page prints, where only the page's form is known. */
export function createRequestByRef(call: Call, service: Service): Answer {
  const body = requireJsonObject(call);
  requireResourceProperty(pageForm, service);
  const answer = createFromPage(call, service, body);
  return service.settings.refAnswersEntity ? answer : { status: 204, headers: {} };
}

function requireResourceProperty(form: Form | undefined, service: Service): void {
  if (form === publishedForm || !service.settings.refusesPageForm) return;
  const message = "Value cannot be null.\r\nParameter name: resource";
  throw new Refusal(400, "ArgumentNullException", message);
}

/** As the page has it: every value comes back with an id, and whether the catalog exists is not asked. */
function createFromPage(call: Call, service: Service, body: JsonObject): Answer {
  requireValid(checkBody(pageForm, body));
  const { catalogId, requestType }: BodyOf<typeof pageForm> = body;
  service.commit(call, {
    form: "page",
    catalogId: String(catalogId),
    requestType: String(requestType),
    originSystem: undefined,
    originId: undefined,
  });
  const { "@odata.type": type, ...rest } = body;
  return jsonAnswer(201, { ...(type === undefined ? {} : { "@odata.type": type }), id: service.newId(), ...rest });
}

function createFromPublished(call: Call, service: Service, json: JsonObject): Answer {
  requireValid(checkBody(publishedForm, json));
  const body: BodyOf<typeof publishedForm> = json;
  const { target, apply } = prepareChange(call, service, body);
  if (body.isValidationOnly !== true) {
    apply();
    service.commit(call, {
      form: "published",
      catalogId: String(body.catalogId),
      requestType: String(body.requestType),
      originSystem: target.originSystem,
      originId: target.originId,
    });
  }
  return jsonAnswer(201, entityOf(call, service, body));
}

/** The published answer that is not cut short: without the resource, and with nulls for what was not sent. */
function entityOf(call: Call, service: Service, body: BodyOf<typeof publishedForm>) {
  return {
    "@odata.context": service.contextOf(`${call.operation.path}/$entity`),
    catalogId: body.catalogId ?? null,
    executeImmediately: body.executeImmediately ?? false,
    id: service.newId(),
    requestType: body.requestType ?? null,
    requestState: "Delivered",
    requestStatus: "Fulfilled",
    isValidationOnly: body.isValidationOnly ?? false,
    expirationDateTime: body.expirationDateTime ?? null,
    justification: body.justification ?? null,
  } satisfies BodyOf<"AccessPackageResourceRequest">;
}

function requireValid(problems: readonly Problem[]): void {
  if (problems.length > 0) throw invalidModel(problems);
}

function invalidModel(problems: readonly Problem[]): Refusal {
  const details = problems.map(({ rule, message, pointer }) => ({ code: rule, message, target: pointer }));
  return new Refusal(400, "InvalidModel", "Model is not valid.", { details });
}
