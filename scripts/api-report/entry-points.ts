import { existsSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";

/** One subpath of the package with the declarations that TypeScript reads for it. */
export interface EntryPoint {
  /** The report's file name without its ending: `index` for the package's root. */
  readonly name: string;
  /** Path of the declarations, relative to the package's folder. */
  readonly declarations: string;
}

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly import?: { readonly types?: string } }>>;
}

/** The entry points that package.json exports and the build has written, sorted by name. */
export function builtEntryPoints(root: string): readonly EntryPoint[] {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Manifest;
  return Object.entries(manifest.exports)
    .flatMap(([subpath, target]) => {
      const declarations = typeof target === "string" ? undefined : target.import?.types;
      return declarations === undefined ? [] : [{ name: reportName(subpath), declarations: normalize(declarations) }];
    })
    .filter(({ declarations }) => existsSync(join(root, declarations)))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function reportName(subpath: string): string {
  return subpath === "." ? "index" : subpath.slice("./".length).replaceAll("/", "-");
}
