import { models } from "../../../generated/beta/contract.js";
import { notModelled, Refusal } from "../responses.js";
import { includesOrigin, originKey } from "../state/resource.js";
import type { Catalog, StoredResource } from "../state/state.js";
import type { BodyOf, SentBodyOf } from "./bodies.js";
import type { publishedForm } from "./forms.js";
import type { Call } from "./request.js";
import type { Service } from "./service.js";

type Published = SentBodyOf<typeof publishedForm>;

/** The body of a change that has passed the check, and the catalog it is about. */
interface Change {
  readonly call: Call;
  readonly service: Service;
  readonly catalog: Catalog;
  readonly resource: Published["accessPackageResource"];
}

/** What a change is about, and how to make it take effect once nothing stands against it. */
export interface Prepared {
  readonly target: Pick<StoredResource, "originId" | "originSystem">;
  readonly apply: () => void;
}

const changes: ReadonlyMap<string, (change: Change) => Prepared> = new Map([
  ["AdminAdd", prepareAdd],
  ["AdminUpdate", prepareUpdate],
  ["AdminRemove", prepareRemove],
]);

const invalidModel = () => new Refusal(400, "InvalidModel", "Model is not valid.");

/** Throws what the service would refuse the change with. */
export function prepareChange(call: Call, service: Service, body: Published): Prepared {
  const prepare = changes.get(body.requestType);
  if (prepare === undefined) throw notModelled(`the requestType "${body.requestType}"`);
  const catalog = service.catalogs.open(body.catalogId, invalidModel());
  if (catalog === undefined) throw invalidModel();
  return prepare({ call, service, catalog, resource: body.accessPackageResource });
}

function prepareAdd({ call, service, catalog, resource }: Change): Prepared {
  const { originId, originSystem } = resource;
  if (typeof originSystem !== "string" || typeof originId !== "string") throw invalidModel();
  const known: readonly string[] = models.AccessPackageResource.properties.originSystem.knownValues;
  if (!known.some((name) => originKey(name, "") === originKey(originSystem, ""))) {
    throw new Refusal(400, "ArgumentException", `Requested value '${originSystem}' was not found.`);
  }
  requireOriginObject(call, service, originSystem, originId);
  const present = catalog.find({ originId, originSystem });
  const { settings, visibility } = service.catalogs;
  if (present !== undefined && (settings.refuseHiddenDuplicates || !visibility.hides(present.id))) {
    const message = "The specified resource is already onboarded to ELM.";
    throw new Refusal(400, "ResourceAlreadyOnboarded", message);
  }
  const apply = () => addResource({ call, service, catalog, resource }, originSystem, originId);
  return { target: { originSystem, originId }, apply };
}

function requireOriginObject(call: Call, service: Service, originSystem: string, originId: string): void {
  const { replication, settings } = service.catalogs;
  const key = originKey(originSystem, originId);
  if (call.record.fault?.kind === "replicationLag") replication.begin(key, call.record.fault);
  else if (settings.replicationLag && !replication.has(key)) replication.begin(key, settings.replicationLag);
  if (includesOrigin(settings.missingFromOrigin, originSystem, originId) || replication.hides(key)) {
    const message = "The resource was not found in the origin system.";
    throw new Refusal(400, "ResourceNotFoundInOriginSystem", message);
  }
}

function addResource({ call, service, catalog, resource }: Change, originSystem: string, originId: string): void {
  const { visibility, settings } = service.catalogs;
  const id = service.newId();
  const value: BodyOf<"AccessPackageResource"> = {
    id,
    displayName: resource.displayName ?? null,
    description: resource.description ?? null,
    url: resource.url ?? null,
    resourceType: resource.resourceType ?? null,
    originId,
    originSystem,
    isPendingOnboarding: false,
    addedBy: "emulator",
    addedOn: new Date(settings.clock.now()).toISOString(),
    attributes: resource.attributes ?? [],
  };
  catalog.add({ sequence: service.catalogs.nextSequence(), id, originSystem, originId, value });
  const lag = call.record.fault?.kind === "visibilityLag" ? call.record.fault : settings.visibilityLag;
  if (lag !== undefined) visibility.begin(id, lag);
}

function requireResource({ catalog, resource }: Change): StoredResource {
  const stored = catalog.find(resource);
  if (stored === undefined) throw new Refusal(404, "ResourceNotFound", "The specified resource was not found.");
  return stored;
}

function prepareUpdate(change: Change): Prepared {
  const stored = requireResource(change);
  const apply = () => {
    stored.value = { ...stored.value, attributes: change.resource.attributes ?? [] };
  };
  return { target: stored, apply };
}

function prepareRemove(change: Change): Prepared {
  const stored = requireResource(change);
  const { usedByPackages } = change.service.catalogs.settings;
  if (includesOrigin(usedByPackages, stored.originSystem, stored.originId)) {
    const message = "The resource has entitlements and cannot be deleted.";
    throw new Refusal(400, "InvalidDeleteResourceHasEntitlements", message);
  }
  return { target: stored, apply: () => change.catalog.remove(stored) };
}
