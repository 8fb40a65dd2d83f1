import { models } from "../../generated/beta/contract.js";
import { isWellFormed } from "../contract/well-formed.js";
import type { CatalogResource, ResourceOrigin } from "./types.js";

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const knownSystems = models.AccessPackageResource.properties.originSystem.knownValues;
const siteSystem: (typeof knownSystems)[number] = "SharePointOnline";
/** White space, and what shows nothing at all: U+200B to U+200D, U+2060. */
const blank = /[\s\u200b-\u200d\u2060]/;
const slash = /\//;

/** A text without what cannot be seen at its ends, which pasted ids often carry. */
export function trimOrigin(text: string): string {
  let start = 0;
  while (blank.test(text.charAt(start))) start += 1;
  return withoutEnd(text.slice(start), blank);
}

/** Counted by hand: on long runs within a text, a pattern that is bound to the end takes quadratic time. */
function withoutEnd(text: string, character: RegExp): string {
  let end = text.length;
  while (character.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The resource as it is sent: its origin trimmed, and otherwise as given. */
export function withTrimmedOrigin<Resource extends ResourceOrigin>(resource: Resource): Resource {
  const given: { readonly [Name in keyof ResourceOrigin]?: unknown } = Object(resource);
  const trimmed = (["originSystem", "originId"] as const).flatMap((name) => {
    const value = given[name];
    return typeof value === "string" && trimOrigin(value) !== value ? [[name, trimOrigin(value)]] : [];
  });
  return trimmed.length === 0 ? resource : { ...resource, ...Object.fromEntries(trimmed) };
}

/** An id as two equal ones have it: GUIDs have no case. */
export function idKeyOf(id: string): string {
  const trimmed = trimOrigin(id);
  const lower = trimmed.toLowerCase();
  return guid.test(lower) ? lower : trimmed;
}

/** What two origins share when they mean the same resource, and no others do. */
export function keyOf({ originSystem, originId }: ResourceOrigin): string {
  const system = systemOf(originSystem);
  const id = system === siteSystem ? siteKeyOf(trimOrigin(originId)) : idKeyOf(originId);
  return `${system.toLowerCase().replace(/[%/]/g, (character) => encodeURIComponent(character))}/${id}`;
}

/** Host and path of a site have no case, and a slash at their end means nothing. */
function siteKeyOf(url: string): string {
  const end = url.search(/[?#]|$/);
  return withoutEnd(url.slice(0, end).toLowerCase(), slash) + url.slice(end);
}

/** The origin system as the documentation spells it, when it is a known one. */
function systemOf(originSystem: string): string {
  return knownSystemOf(originSystem) ?? trimOrigin(originSystem);
}

/** A known origin system as the documentation spells it; how the service spells another one is not known. */
export function knownSystemOf(originSystem: string): string | undefined {
  const key = trimOrigin(originSystem).toLowerCase();
  return knownSystems.find((known) => known.toLowerCase() === key);
}

/**
 * Whoever leaves a part of the origin out, or misspells its name, must not be told that no such resource is there.
 *
 * @throws TypeError when either part is missing or is no text that can be sent.
 */
export function assertOrigin(
  origin: {
    readonly [Name in keyof ResourceOrigin]?: unknown;
  },
): asserts origin is ResourceOrigin {
  assertId("originSystem", origin.originSystem);
  assertId("originId", origin.originId);
}

/** @throws TypeError naming what cannot be used as an id or as a part of an origin. */
export function assertId(name: string, value: unknown): asserts value is string {
  if (!isText(value)) throw new TypeError(`${name} must be a text that is not empty`);
  if (!isWellFormed(value)) {
    throw new TypeError(`${name} must not hold half of a surrogate pair: it was cut within a character`);
  }
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && trimOrigin(value) !== "";
}

/** Whether a listed resource is the one that was asked for: a service that ignores `$filter` must not mislead. */
export function isFrom(resource: CatalogResource, origin: ResourceOrigin): boolean {
  return keyOfListed(resource) === keyOf(origin);
}

/** The key of a resource as the service lists it; `undefined` when it names no origin. */
export function keyOfListed({ originSystem, originId }: CatalogResource): string | undefined {
  return isText(originSystem) && isText(originId) ? keyOf({ originSystem, originId }) : undefined;
}

/** Query for the resources of one origin system, or for those with an origin's id, whatever the case of their origin system. */
export function searchFor({ originSystem, originId }: Partial<ResourceOrigin>): string {
  if (originSystem === undefined) return "";
  const system = systemOf(originSystem);
  const filter = originId === undefined ? `originSystem eq ${literal(system)}` : oneOf(spellingsOf(originId, system));
  return `$filter=${encodeURIComponent(filter)}`;
}

/** How the service may spell an id that it compares letter by letter. */
function spellingsOf(originId: string, originSystem: string): readonly string[] {
  if (originSystem !== siteSystem) return [idKeyOf(originId)];
  const site = withoutEnd(trimOrigin(originId), slash);
  return [site, `${site}/`];
}

function oneOf(originIds: readonly string[]): string {
  return originIds.map((originId) => `originId eq ${literal(originId)}`).join(" or ");
}

/** A text in an OData filter: in single quotes, those within it doubled (OData 4.01 URL conventions, 5.1.1.14.1). */
function literal(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}
