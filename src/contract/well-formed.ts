import { isObject } from "./is-object.js";
import { hasType } from "./values.js";

/** An unpaired surrogate, which cannot be written as UTF-8. */
const loneSurrogate = /[\ud800-\udfff]/u;

export function isWellFormed(text: string): boolean {
  return !loneSurrogate.test(text);
}

/** A property within a value, and its parent; the value itself has neither. */
interface Step {
  readonly key?: string;
  readonly parent?: Step;
}

/** The paths of strings and names that are not well formed. Not recursive, since a value may have any depth. */
export function illFormedIn(root: object): string[][] {
  const seen = new Set<object>([root]);
  const open: (Step & { readonly value: object })[] = [{ value: root }];
  const found: string[][] = [];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    for (const [key, value] of Object.entries(parent.value)) {
      const isString = typeof value === "string";
      if (!isWellFormed(key) || (isString && !isWellFormed(value))) found.push(pathOf({ key, parent }));
      if (typeof value !== "object" || value === null || seen.has(value)) continue;
      seen.add(value);
      open.push({ value, key, parent });
    }
  }
  return found;
}

function pathOf(step: Step): string[] {
  const path: string[] = [];
  for (let each: Step | undefined = step; each?.key !== undefined; each = each.parent) path.unshift(each.key);
  return path;
}

/** Whether a value can be printed without running out of stack. */
function isShallow(value: unknown, levels = 100): boolean {
  if (typeof value !== "object" || value === null) return true;
  return levels > 0 && Object.values(value).every((each) => isShallow(each, levels - 1));
}

/** Whether a response has a value that can be used: of its type, and not nested too deeply to be printed. */
export function isReadable(value: unknown, type: string): boolean {
  if (value === undefined || value === null) return true;
  return hasType(value, type) && (!Array.isArray(value) || value.every((each) => isObject(each) && isShallow(each)));
}
