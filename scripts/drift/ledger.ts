import { asString, field, type Json, list } from "../contract/json.js";
import type { Difference } from "./compare.js";

/** A difference with the id of the ledger entry that explains it, or null. */
interface JudgedDifference extends Difference {
  readonly ledger: string | null;
}

/** A key that a ledger entry lists under `drift` although nothing differs there. */
interface NeedlessExplanation {
  readonly key: string;
  readonly ledger: string;
}

export interface Judgement {
  readonly differences: readonly JudgedDifference[];
  readonly needless: readonly NeedlessExplanation[];
}

/**
 * Compares the differences with the ledger. An entry explains those whose keys are in its optional list `drift`,
 * such as `drift: ["accessPackageResourceRequest.history"]`.
 */
export function judge(differences: readonly Difference[], ledger: Json): Judgement {
  const explanations = list(field(ledger, "entries")).flatMap((entry) =>
    list(field(entry, "drift")).map((key) => ({
      key: asString(key) ?? "",
      ledger: asString(field(entry, "id")) ?? "",
    })),
  );
  const keys = new Set(differences.map(({ key }) => key));
  const entryOf = new Map(explanations.map(({ key, ledger: id }) => [key, id]));
  return {
    differences: differences.map((each) => ({ ...each, ledger: entryOf.get(each.key) ?? null })),
    needless: explanations.filter(({ key }) => !keys.has(key)),
  };
}

/** True when something differs that no entry explains, or an entry explains what no longer differs. */
export function isDrifted({ differences, needless }: Judgement): boolean {
  return needless.length > 0 || differences.some(({ ledger }) => ledger === null);
}
