import { badRequest, jsonResponse, notModelled, type ServiceResponse } from "../responses.js";
import { everything, type Filter, parseFilter, type ReadProperty, requireProperty } from "../state/filter.js";
import { isGuid } from "../state/resource.js";
import type { JsonObject } from "./json.js";
import { type Call, contextOf, requireKnownQuery } from "./request.js";
import type { EntityShape } from "./version.js";

/** The items of a list, and how they are shown. */
export interface Collection<Item> {
  readonly shape: EntityShape<Item>;
  /** Yields all that a filter can match, in order of arrival. */
  readonly candidates: (filter: Filter) => Iterable<Item>;
  /** Returns a GUID that sorts in order of arrival. */
  readonly positionOf: (item: Item) => string;
  /** Whether this read of the list omits the item. */
  readonly hides?: (item: Item) => boolean;
  /** Where the list is, for `@odata.context`. */
  readonly path: string;
}

/** Returns one page of a list, as the query asks for. */
export function respondWithList<Item>(call: Call, collection: Collection<Item>): ServiceResponse {
  requireKnownQuery(call, "$filter", "$skip", "$top", "$skiptoken", "$count", "$select", "$expand");
  const { query } = call;
  const { shape, positionOf, path } = collection;
  const present = readPresentation(call, shape);
  const size = readPageSize(call);
  const after = readPosition(query);
  const skipped = Number(readValue(query, "$skip", /^\d+$/) ?? 0);
  const isCounted = readValue(query, "$count", /^(true|false)$/) === "true";
  const page: Item[] = [];
  let count = 0;
  let isLast = true;
  for (const item of visibleItems(call, collection)) {
    count += 1;
    if (count <= skipped || positionOf(item) <= after) continue;
    if (page.length < size) page.push(item);
    else isLast = false;
    if (!isLast && !isCounted) break;
  }
  const [last] = page.slice(-1);
  return jsonResponse(200, {
    "@odata.context": contextOf(call, `${path}${selectionOf(query)}`),
    ...(isCounted ? { "@odata.count": count } : {}),
    ...(isLast || last === undefined ? {} : { "@odata.nextLink": nextLinkOf(call, positionOf(last)) }),
    value: page.map(present),
  });
}

/** Returns the number of items as text, as the path segment `$count` does. */
export function respondWithCount<Item>(call: Call, collection: Collection<Item>): ServiceResponse {
  requireKnownQuery(call, "$filter");
  const body = String([...visibleItems(call, collection)].length);
  return { status: 200, headers: { "content-type": "text/plain", "odata-version": "4.0" }, body };
}

/** Returns one entity, as the query asks for. */
export function respondWithEntity<Item>(
  call: Call,
  { shape, path }: Pick<Collection<Item>, "shape" | "path">,
  item: Item,
): ServiceResponse {
  requireKnownQuery(call, "$select", "$expand");
  const context = contextOf(call, `${path}${selectionOf(call.query)}/$entity`);
  return jsonResponse(200, { "@odata.context": context, ...readPresentation(call, shape)(item) });
}

function* visibleItems<Item>({ query }: Call, { shape, candidates, hides }: Collection<Item>): Iterable<Item> {
  const expression = query.get("$filter");
  const filter = expression === null ? everything : parseFilter(expression, shape);
  for (const item of candidates(filter)) {
    if (filter.matches(readerOf(shape, item)) && hides?.(item) !== true) yield item;
  }
}

function readerOf<Item>({ jsonOf, navigation }: EntityShape<Item>, item: Item): ReadProperty {
  const json = jsonOf(item);
  return (path) =>
    path.split("/").reduce<unknown>((value, name, depth) => {
      const partOf = depth === 0 ? navigation[name] : undefined;
      return partOf === undefined ? (value as JsonObject | null)?.[name] : partOf(item);
    }, json);
}

function namesIn(query: URLSearchParams, option: string): readonly string[] {
  const names = query.get(option)?.split(",") ?? [];
  return names.map((name) => name.trim());
}

function readPresentation<Item>({ query }: Call, shape: EntityShape<Item>): (item: Item) => object {
  const parts = namesIn(query, "$expand").map((name) => {
    const partOf = Object.hasOwn(shape.navigation, name) ? shape.navigation[name] : undefined;
    if (partOf === undefined) throw notModelled(`$expand=${name} here`);
    return [name, partOf] as const;
  });
  const selected = namesIn(query, "$select").filter((name) => name !== "*");
  for (const name of selected) {
    requireProperty(name, shape);
    if (name.includes("/")) throw notModelled(`$select=${name} here`);
  }
  // A selected navigation property is a link, which minimal metadata leaves out (OData 4.01, section 11.2.5.1).
  const shown = selected.filter((name) => !Object.hasOwn(shape.navigation, name));
  return (item) => {
    const json = shape.jsonOf(item);
    const chosen = selected.length === 0 ? json : Object.fromEntries(shown.map((name) => [name, json[name] ?? null]));
    return { ...chosen, ...Object.fromEntries(parts.map(([name, partOf]) => [name, partOf(item)])) };
  };
}

function selectionOf(query: URLSearchParams): string {
  const names = namesIn(query, "$select");
  return names.length === 0 ? "" : `(${names.join(",")})`;
}

function readValue(query: URLSearchParams, option: string, allowed: RegExp): string | undefined {
  const value = query.get(option);
  if (value !== null && !allowed.test(value)) throw badRequest(`Invalid value '${value}' for ${option}.`);
  return value ?? undefined;
}

/** `Prefer: odata.maxpagesize` limits a page as `$top` does here (OData 4.01, section 8.2.8.5). */
function readPageSize({ query, record, state }: Call): number {
  const preferred = /odata\.maxpagesize=([1-9]\d*)/i.exec(record.headers["prefer"] ?? "")?.[1];
  const { pageSize } = state.settings;
  return Math.min(Number(readValue(query, "$top", /^[1-9]\d*$/) ?? pageSize), Number(preferred ?? pageSize), pageSize);
}

/** Returns the position of the last item of the page before. It still works when that item has been removed. */
function readPosition(query: URLSearchParams): string {
  const token = query.get("$skiptoken");
  if (token === null) return "";
  const position = Buffer.from(token, "base64url").toString();
  if (!isGuid(position)) throw badRequest("The $skiptoken is not valid.");
  return position;
}

function nextLinkOf({ endpoint, path, query }: Call, position: string): string {
  const next = new URLSearchParams(query);
  next.set("$skiptoken", Buffer.from(position).toString("base64url"));
  return `${endpoint}${path}?${next.toString().replaceAll("%24", "$")}`;
}
