import { isWellFormed } from "../contract/well-formed.js";
import type { ListedResource, ResourceOrigin } from "./any-version.js";

/** The parts of an origin, before they are checked. */
type UncheckedOrigin = { readonly [Name in keyof ResourceOrigin]?: unknown };

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
/** In the spelling of `keyOf`. */
const siteSystem = "sharepointonline";
/** Whitespace and zero-width characters: U+200B to U+200D, U+2060. */
const blank = /[\s\u200b-\u200d\u2060]/;
const slash = /\//;

/** The string without the invisible characters that pasted ids often have at their ends. */
export function trimOrigin(text: string): string {
  let start = 0;
  while (blank.test(text.charAt(start))) start += 1;
  return withoutEnd(text.slice(start), blank);
}

/** A loop, because a pattern anchored at the end takes quadratic time on long runs within a string. */
function withoutEnd(text: string, character: RegExp): string {
  let end = text.length;
  while (character.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The resource with its origin trimmed and everything else as given. */
export function withTrimmedOrigin<Resource extends ResourceOrigin>(resource: Resource): Resource {
  const given: UncheckedOrigin = Object(resource);
  const trimmed = (["originSystem", "originId"] as const).flatMap((name) => {
    const value = given[name];
    return typeof value === "string" && trimOrigin(value) !== value ? [[name, trimOrigin(value)]] : [];
  });
  return trimmed.length === 0 ? resource : { ...resource, ...Object.fromEntries(trimmed) };
}

/** An id in the form in which equal ids are the same string: GUIDs are case-insensitive. */
export function idKeyOf(id: string): string {
  const trimmed = trimOrigin(id);
  const lower = trimmed.toLowerCase();
  return guid.test(lower) ? lower : trimmed;
}

/** A string that is the same for two origins if and only if they identify the same resource. */
export function keyOf({ originSystem, originId }: ResourceOrigin): string {
  const system = systemKeyOf(originSystem);
  const id = system === siteSystem ? siteKeyOf(trimOrigin(originId)) : idKeyOf(originId);
  return `${system.replace(/[%/]/g, (character) => encodeURIComponent(character))}/${id}`;
}

/** The host and path of a site are case-insensitive, and a trailing slash means nothing. */
function siteKeyOf(url: string): string {
  const end = url.search(/[?#]|$/);
  return withoutEnd(url.slice(0, end).toLowerCase(), slash) + url.slice(end);
}

function systemKeyOf(originSystem: string): string {
  return trimOrigin(originSystem).toLowerCase();
}

/** The origin system as the documentation spells it, or trimmed if the documentation does not list it. */
export function systemOf(originSystem: string, known: readonly string[]): string {
  return knownSystemOf(originSystem, known) ?? trimOrigin(originSystem);
}

/** The origin system as the documentation spells it; `undefined` if the documentation does not list it. */
export function knownSystemOf(originSystem: string, known: readonly string[]): string | undefined {
  const key = systemKeyOf(originSystem);
  return known.find((each) => each.toLowerCase() === key);
}

/**
 * Without this check, an origin with a missing or misspelt part would be reported as not in the catalog.
 *
 * @throws TypeError when either part is missing or cannot be sent.
 */
export function assertOrigin(origin: UncheckedOrigin): asserts origin is ResourceOrigin {
  assertId("originSystem", origin.originSystem);
  assertId("originId", origin.originId);
}

/** @throws TypeError naming what cannot be used as an id or as a part of an origin. */
export function assertId(name: string, value: unknown): asserts value is string {
  if (!isNonBlank(value)) throw new TypeError(`${name} must be a non-empty string`);
  if (isWellFormed(value)) return;
  throw new TypeError(
    `${name} must not contain an unpaired surrogate: the string was cut in the middle of a character`,
  );
}

export function isNonBlank(value: unknown): value is string {
  return typeof value === "string" && trimOrigin(value) !== "";
}

/** Whether a listed resource has this origin. Checked because a service may ignore `$filter`. */
export function isFrom(resource: ListedResource, origin: ResourceOrigin): boolean {
  return keyOfListed(resource) === keyOf(origin);
}

/** The key of a listed resource; `undefined` when a part of its origin is missing. */
export function keyOfListed({ originSystem, originId }: ListedResource): string | undefined {
  return isNonBlank(originSystem) && isNonBlank(originId) ? keyOf({ originSystem, originId }) : undefined;
}

/** The query for the resources of an origin system, which the service compares exactly. */
export function searchForSystem(originSystem: string): string {
  return queryFor(`originSystem eq ${literal(originSystem)}`);
}

/** The query for the resources with an origin's id, in any origin system. */
export function searchFor(origin: ResourceOrigin): string {
  const filters = spellingsOf(origin).map((spelling) => `originId eq ${literal(spelling)}`);
  return queryFor(filters.join(" or "));
}

function queryFor(filter: string): string {
  return `$filter=${encodeURIComponent(filter)}`;
}

/** How the service may spell an id, which it compares exactly. */
function spellingsOf({ originSystem, originId }: ResourceOrigin): readonly string[] {
  if (systemKeyOf(originSystem) !== siteSystem) return [idKeyOf(originId)];
  const site = withoutEnd(trimOrigin(originId), slash);
  return [site, `${site}/`];
}

/** A string literal in an OData filter: single quotes in it are doubled (OData 4.01 URL conventions, 5.1.1.14.1). */
export function literal(text: string): string {
  return `'${text.replace(/'/g, "''")}'`;
}
