import { relative, resolve, sep } from "node:path";
import type { Flags } from "./flags.js";
import { commitOf, isEdited, prefixOf } from "./read/snapshot.js";
import { linksFrom } from "./tell/links.js";
import type { Where } from "./tell/where.js";

/** What the report says about git, and where its links lead. */
export function whereIs(
  { root, out }: Pick<Flags, "root" | "out">,
  ref: string | undefined,
  env: Readonly<Record<string, string | undefined>> = {},
): Where {
  const base = ref === undefined ? undefined : commitOf(root, ref);
  const toProject = relative(resolve(out), resolve(root)).split(sep).join("/");
  const links = linksFrom({ prefix: prefixOf(root), toProject, base: base?.id, env });
  return { base, head: commitOf(root), isEdited: isEdited(root), links };
}
