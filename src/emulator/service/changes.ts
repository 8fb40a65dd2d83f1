import { notModelled, Refusal } from "../responses.js";
import type { Catalog } from "../state/catalog.js";
import { includesOrigin, isGuid, type Origin, originKey, type Resource, type SentResource } from "../state/resource.js";
import { invalidModel } from "./check.js";
import type { Call } from "./request.js";
import type { Change } from "./version.js";

/** Origin systems whose objects have GUIDs as their ids. */
const systemsOfGuids: ReadonlySet<string> = new Set(["aadgroup", "aadapplication", "directoryrole"]);

type Apply = (call: Call, catalog: Catalog, sent: SentResource, isDryRun: boolean) => Resource;

const changes: Readonly<Record<NonNullable<Change["kind"]>, Apply>> = { add, update, remove };

/**
 * Makes a change, or throws the refusal of a change that the service would refuse.
 *
 * @param isDryRun Whether the change is only checked.
 */
export function applyChange(call: Call, change: Change, isDryRun: boolean): Resource {
  if (change.kind === undefined) throw notModelled(`the requestType "${change.requestType}"`);
  const catalog = call.state.catalog(change.catalogId);
  if (catalog === undefined) {
    throw isGuid(change.catalogId) ? invalidModel() : notGuid("catalogId", change.catalogId);
  }
  return changes[change.kind](call, catalog, change.resource, isDryRun);
}

function add(call: Call, catalog: Catalog, sent: SentResource, isDryRun: boolean): Resource {
  const { settings, visibility } = call.state;
  const { originId, originSystem } = sent;
  if (typeof originSystem !== "string" || typeof originId !== "string") throw invalidModel();
  if (!isKnown(originSystem, call.version.originSystems)) {
    throw new Refusal(400, "ArgumentException", `Requested value '${originSystem}' was not found.`);
  }
  if (systemsOfGuids.has(originSystem.trim().toLowerCase()) && !isGuid(originId)) throw notGuid("originId", originId);
  requireOriginObject(call, { originSystem, originId });
  const present = catalog.find({ originId, originSystem });
  if (present !== undefined && (settings.refuseHiddenDuplicates || !visibility.hides(present.id))) {
    throw new Refusal(400, "ResourceAlreadyOnboarded", "The specified resource is already onboarded to ELM.");
  }
  const resource = newResource(call, sent, { originSystem, originId });
  if (isDryRun) return resource;
  catalog.add(resource);
  const { fault } = call.record;
  const lag = fault?.kind === "visibilityLag" ? fault : settings.visibilityLag;
  if (lag !== undefined) visibility.begin(resource.id, lag);
  return resource;
}

function notGuid(what: string, value: string) {
  return invalidModel([{ pointer: what, rule: "format", message: `${what} is '${value}', which is not a GUID.` }]);
}

function isKnown(originSystem: string, knownSystems: readonly string[]): boolean {
  return knownSystems.some((known) => known.toLowerCase() === originSystem.trim().toLowerCase());
}

function requireOriginObject({ record: { fault }, state }: Call, origin: Origin): void {
  const { replication, settings } = state;
  const key = originKey(origin);
  if (fault?.kind === "replicationLag") replication.begin(key, fault);
  else if (settings.replicationLag && !replication.has(key)) replication.begin(key, settings.replicationLag);
  if (includesOrigin(settings.missingFromOrigin, origin) || replication.hides(key)) {
    const message = "The resource was not found in the origin system.";
    throw new Refusal(400, "ResourceNotFoundInOriginSystem", message);
  }
}

// The first is in the examples of Microsoft's tutorial on access packages, the others in those of its create page.
const resourceTypes: Readonly<Record<string, string>> = {
  aadgroup: "Security Group",
  aadapplication: "Application",
  sharepointonline: "SharePoint Online Site",
};

function newResource({ state }: Call, sent: SentResource, origin: Origin): Resource {
  const type = resourceTypes[origin.originSystem.trim().toLowerCase()];
  // The service reads the name from the origin system. Here, it is the type and the last part of the id, or only the
  // start of a GUID.
  const name = type && `${type} ${origin.originId.replace(/^.*\/(?=.)/, "").replace(/^([\da-f]{8})-.*/i, "$1")}`;
  return {
    id: state.newId(),
    displayName: sent.displayName ?? name ?? null,
    description: sent.description ?? null,
    url: sent.url ?? null,
    resourceType: sent.resourceType ?? type ?? null,
    ...origin,
    addedOn: new Date(state.settings.clock.now()).toISOString(),
    attributes: sent.attributes ?? [],
  };
}

function update(_: Call, catalog: Catalog, sent: SentResource, isDryRun: boolean): Resource {
  const resource = requireResource(catalog, sent);
  if (!isDryRun) resource.attributes = sent.attributes ?? [];
  return resource;
}

function remove({ state }: Call, catalog: Catalog, sent: SentResource, isDryRun: boolean): Resource {
  const resource = requireResource(catalog, sent);
  if (includesOrigin(state.settings.usedByPackages, resource)) {
    const message = "The resource has entitlements and cannot be deleted.";
    throw new Refusal(400, "InvalidDeleteResourceHasEntitlements", message);
  }
  if (!isDryRun) catalog.remove(resource);
  return resource;
}

function requireResource(catalog: Catalog, sent: SentResource): Resource {
  if (typeof sent.id === "string" && !isGuid(sent.id)) throw notGuid("id", sent.id);
  const resource = catalog.find(sent);
  if (resource === undefined) throw new Refusal(404, "ResourceNotFound", "The specified resource was not found.");
  return resource;
}
