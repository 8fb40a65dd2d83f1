import { type ModelContract, models } from "../../../generated/beta/contract.js";
import type { JsonObject, ModelName } from "./bodies.js";

export const publishedForm = "AccessPackageResourceRequestPublishedForm" satisfies ModelName;
export const pageForm = "AccessPackageResourceRequestPageForm" satisfies ModelName;

export type Form = typeof publishedForm | typeof pageForm;

/** What one form must have and the other cannot send: whether a body has it tells the forms apart. */
function markersOf(form: ModelContract, other: ModelContract): readonly string[] {
  return Object.entries(form.properties)
    .filter(([name, property]) => {
      const theirs = other.properties[name];
      return property.required && !property.readOnly && (theirs === undefined || theirs.readOnly);
    })
    .map(([name]) => name);
}

const publishedMarkers = markersOf(models[publishedForm], models[pageForm]);
const pageMarkers = markersOf(models[pageForm], models[publishedForm]);

/** The form a body has, or `undefined` when nothing in it tells. */
export function formOf(body: JsonObject): Form | undefined {
  if (publishedMarkers.some((name) => Object.hasOwn(body, name))) return publishedForm;
  return pageMarkers.some((name) => Object.hasOwn(body, name)) ? pageForm : undefined;
}
