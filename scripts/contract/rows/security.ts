import { entries, field, type Json, list, strings, text, texts } from "../json.js";
import { child } from "../yaml.js";
import type { AddRow, Operation } from "./row.js";

export function serverRows(root: Json, add: AddRow): void {
  const servers = child({ value: root, pointer: "#" }, "servers");
  list(servers.value).forEach((server, index) => {
    const url = text(field(server, "url"));
    const authorityHost = text(field(server, "x-authority-host"));
    const facets = { authorityHost, ...texts(server, "url", "description") };
    add("server", text(field(server, "x-cloud")) ?? url ?? String(index), child(servers, String(index)), facets);
  });
}

/** Names of the operations that require a scope. */
function requiredBy(root: Json, scheme: string, scope: string, all: readonly Operation[]): string[] {
  const isRequired = (requirements: Json | undefined): boolean =>
    list(requirements).some((one) => strings(field(one, scheme)).includes(scope));
  return all
    .filter(({ place }) => isRequired(field(place.value, "security") ?? field(root, "security")))
    .map(({ name }) => name);
}

export function securityRows(root: Json, add: AddRow, all: readonly Operation[]): void {
  const schemes = child({ value: root, pointer: "#" }, "components", "securitySchemes");
  for (const [name, value] of entries(schemes.value)) {
    const place = child(schemes, name);
    const flows = entries(field(value, "flows"));
    const urls = flows.flatMap(([flow, at]) =>
      entries(at)
        .filter(([word]) => word.endsWith("Url"))
        .map(([word, url]) => `${flow} ${word} ${text(url)}`),
    );
    const owner = add("scheme", name, place, { urls, ...texts(value, "type", "description") });
    const scopes = new Map(
      flows.flatMap(([flow, at]) =>
        entries(field(at, "scopes")).map(([scope, words]) => [scope, { flow, words: text(words) }] as const),
      ),
    );
    for (const [scope, { flow, words }] of scopes) {
      const sources = field(value, "x-source") ?? [];
      const at = { ...child(place, "flows", flow, "scopes", scope), value: { "x-source": sources } };
      const facets = { requiredBy: requiredBy(root, name, scope, all), description: words };
      add("scope", `${name} ${scope}`, at, facets, { owner });
    }
  }
}
