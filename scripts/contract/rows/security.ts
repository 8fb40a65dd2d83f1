import { asString, entries, field, type Json, list, stringMembers, strings } from "../json.js";
import { child } from "../yaml.js";
import type { AddRow } from "./row.js";

export function serverRows(root: Json, add: AddRow): void {
  const servers = child({ value: root, pointer: "#" }, "servers");
  list(servers.value).forEach((server, index) => {
    const url = asString(field(server, "url"));
    const authorityHost = asString(field(server, "x-authority-host"));
    const variables = entries(field(server, "variables")).flatMap(([name, variable]) => [
      `${name} = ${asString(field(variable, "default"))} by default`,
      ...(field(variable, "enum") === undefined ? ["any value"] : strings(field(variable, "enum"))).map(
        (value) => `${name} = ${value}`,
      ),
    ]);
    const facets = {
      authorityHost,
      variables: variables.length === 0 ? undefined : variables,
      ...stringMembers(server, "url", "description"),
    };
    add("server", asString(field(server, "x-cloud")) ?? url ?? String(index), child(servers, String(index)), facets);
  });
}

/** The alternatives of an operation. The scopes of each are required together. */
export function securityOf(root: Json, operation: Json | undefined): string[] {
  const alternatives = list(field(operation, "security") ?? field(root, "security"));
  const stated = alternatives.map((one) => {
    const parts = entries(one).flatMap(([scheme, scopes]) => {
      const names = strings(scopes).map((scope) => `${scheme} ${scope}`);
      return names.length > 0 ? names : [scheme];
    });
    return parts.sort().join(" and ") || "none";
  });
  return stated.length > 0 ? stated : ["none"];
}

export function securityRows(root: Json, add: AddRow): void {
  const schemes = child({ value: root, pointer: "#" }, "components", "securitySchemes");
  for (const [name, value] of entries(schemes.value)) {
    const place = child(schemes, name);
    const flows = entries(field(value, "flows"));
    const urls = flows.flatMap(([flow, at]) =>
      entries(at)
        .filter(([word]) => word.endsWith("Url"))
        .map(([word, url]) => `${flow} ${word} ${asString(url)}`),
    );
    const openId = asString(field(value, "openIdConnectUrl"));
    const facets = {
      urls: openId === undefined ? urls : [openId],
      flows: flows.map(([flow]) => flow),
      type: ["type", "scheme", "in", "name"].flatMap((word) => asString(field(value, word)) ?? []).join(" "),
      description: asString(field(value, "description")),
    };
    const owner = add("scheme", name, place, facets);
    const offers = flows.flatMap(([flow, at]) =>
      entries(field(at, "scopes")).map(([scope, words]) => ({ scope, flow, words: asString(words) })),
    );
    const scopes = new Map(offers.map((offer) => [offer.scope, offer]));
    for (const [scope, { flow, words }] of scopes) {
      const sources = field(value, "x-source") ?? [];
      const at = { ...child(place, "flows", flow, "scopes", scope), value: { "x-source": sources } };
      const offering = offers.filter((offer) => offer.scope === scope).map((offer) => offer.flow);
      add("scope", `${name} ${scope}`, at, { description: words, flows: offering }, { owner });
    }
  }
}
