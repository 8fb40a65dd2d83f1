import type { ResourceOrigin } from "../../catalog/any-version.js";
import { waitSettingsOf } from "../../catalog/options.js";
import { isObject } from "../../contract/is-object.js";
import type { Api } from "../api-versions.js";
import { CliFailure } from "../exit-codes.js";
import { inQuotes } from "../output/text.js";
import { closest } from "../spelling.js";

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Not a part of a longer id, and not the id of an application or a tenant in a URL. */
const guidWithin =
  /(?<![\da-f]|(?:app|application|client|tenant)id[/=])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![\da-f])/gi;
/** How spreadsheets and databases write a missing value. */
const noValue = /^(?:[(<[]?null[)>\]]?|undefined|nan|0{8}(?:-0{4}){3}-0{12}|#(?:n\/?[av]|[\p{L}\d/]+[!?]|#+))$/iu;
/** How PowerShell writes an object where it wants a string. */
const powerShellObject =
  /^(?:@\{.*\}|Microsoft\.Graph\.(?:Beta\.)?PowerShell\..*|System\.(?:Collections\.|\w+\[\]).*)$/s;
/** People also copy the address of a page, a document or a sharing link, which the service does not accept. */
const siteUrl = /^https:\/\/[^/\s]+\.[^/\s]+(?!.*(?:[\s?#]|\/:\w:\/|\.aspx$))/i;
const scientific = /^\d+(?:[.,]\d+)?E[+-]?\d+$/i;
/** Other names of the origin systems, without spaces and punctuation. */
const otherNames: Readonly<Record<string, RegExp>> = {
  AadGroup: /^(?:(?:aad|azuread|entra|entraid|security|microsoft365|m365|o365|office365)?groups?|unified|teams?)$/,
  AadApplication: /^(?:(?:aad|azuread|entra|entraid|enterprise)?app(?:lication)?s?|serviceprincipals?)$/,
  SharePointOnline: /^(?:spo|spsites?|sites?|sharepoint(?:online)?(?:(?:team)?sites?)?)$/,
  DirectoryRole: /^(?:(?:aad|azuread|entra|entraid)?(?:directory)?roles?)$/,
};
/** The form of an origin system's name: one that the contract does not have may be new. */
const newSystem = /^(?:[A-Z][a-z]+){2,}$/;
const siteAdvice = ": give the URL of the site, such as https://contoso.sharepoint.com/sites/Sales";
/** The origin systems whose ids are GUIDs, and what each GUID identifies. */
const guidMeanings: Readonly<Record<string, string>> = {
  AadGroup: "the object id of the group",
  AadApplication: "the object id of the service principal (not of the application)",
  DirectoryRole: "the id of the role",
};

/**
 * The problems of values that the service is unlikely to know. Missing values have none.
 *
 * @param knownSystems Without them, only values that stand for none are a problem.
 */
export function implausibilities(values: object, knownSystems?: readonly string[]): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (Array.isArray(value)) return implausibilities(value).map((each) => `${name}.${each}`);
    if (isObject(value)) return implausibilities(value, knownSystems).map((each) => `${name}.${each}`);
    if (typeof value !== "string") return [];
    const problem = notValue(value) ?? (knownSystems && notOrigin(name, value, values, knownSystems));
    return problem === undefined ? [] : [`${name} is ${inQuotes(value)}${problem}`];
  });
}

/** @throws CliFailure when an argument is empty or is a value that the service is unlikely to know. */
export function assertPlausible(
  origin: Partial<ResourceOrigin>,
  { force, api }: { readonly force?: true; readonly api: Api },
): void {
  const missing = Object.entries(origin).flatMap(([name, value]) => (value === "" ? [`${name} is missing`] : []));
  const problems = missing.length > 0 || force ? missing : implausibilities(origin, api.version.knownOriginSystems);
  if (problems.length > 0)
    throw new CliFailure("usage", `${problems.join("\n")}${missing.length > 0 ? "" : forceHint}`);
}

export const forceHint = "\nTo send these values as they are, add --force.";

/** How long the client retries an addition of a resource that the service does not know. */
export const mostWaitInMin = waitSettingsOf({}).replicationTimeoutInMs / 60_000;

/** The message for a resource that the service does not know yet. */
export function waitAdvice({ originSystem, originId }: ResourceOrigin, { version }: Api): string {
  const system = systemMeantBy(originSystem, version.knownOriginSystems) ?? "";
  const meaning = system === "SharePointOnline" ? "the URL of the site" : guidMeanings[system];
  return (
    `the service does not know ${originSystem} ${originId} (ResourceNotFoundInOriginSystem). ` +
    `If it is new, this can take minutes: it is sent again for up to ${mostWaitInMin} min. ` +
    `Otherwise check its id${meaning === undefined ? "" : `, which must be ${meaning}`}.`
  );
}

function notValue(value: string): string | undefined {
  if (noValue.test(value)) return ", which stands for a missing value: give a value or leave it empty";
  if (!powerShellObject.test(value)) return undefined;
  return ", which PowerShell writes in place of an object: add -Depth 10 to ConvertTo-Json, or select what it contains";
}

function notOrigin(
  name: string,
  value: string,
  values: { readonly originSystem?: unknown },
  knownSystems: readonly string[],
): string | undefined {
  if (name === "originSystem") return notSystem(value, knownSystems);
  if (name !== "originId") return undefined;
  const system = systemMeantBy(String(values.originSystem), knownSystems) ?? "";
  if (system === "SharePointOnline") return URL.canParse(value) && siteUrl.test(value) ? undefined : siteAdvice;
  const meaning = guidMeanings[system];
  return meaning === undefined ? undefined : notGuid(value, meaning);
}

function notSystem(value: string, knownSystems: readonly string[]): string | undefined {
  if (isId(value)) return ", which is an id: are the columns or arguments swapped?";
  const meant = systemMeantBy(value, knownSystems);
  if (meant !== undefined) return meant.toLowerCase() === value.toLowerCase() ? undefined : `: write ${meant}`;
  const similar = closest(value, knownSystems);
  if (similar !== undefined) return `: did you mean ${similar}?`;
  return newSystem.test(value) ? undefined : `: write one of ${knownSystems.join(", ")}`;
}

/** The origin system that a value means, as the contract spells it. */
function systemMeantBy(value: string, knownSystems: readonly string[]): string | undefined {
  const key = value.toLowerCase().replace(/[^\p{L}\d]/gu, "");
  return knownSystems.find((name) => name.toLowerCase() === key || otherNames[name]?.test(key));
}

/** Whether a string is a GUID or a URL, and therefore neither a name nor a type. */
export function isId(value: string): boolean {
  return guid.test(value) || /^https?:/i.test(value);
}

export function notGuid(id: string, what: string): string | undefined {
  if (guid.test(id)) return undefined;
  const [within, ...others] = id.match(guidWithin) ?? [];
  if (within !== undefined && others.length === 0) return `: write only ${within}`;
  // Documents have other hyphens, or none.
  const digits = /^[\da-f]{32}$/i.exec(id.replace(/[^\p{L}\d]/gu, ""))?.[0];
  if (digits !== undefined)
    return `: write ${digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-")}, with plain hyphens`;
  if (scientific.test(id))
    return `: a spreadsheet changed it into a number; format the column as text and give ${what}`;
  return `: give ${what}, a GUID such as 2f9a1d35-6c0b-4a3e-8b8f-6f6a3f0f3b11`;
}
