import { copyFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Check } from "../checks.js";
import { run } from "../program.js";
import type { Consumer } from "./consumer.js";

interface Resolution {
  readonly moduleResolution: string;
  readonly module: string;
  /** Whether the extension of a file decides the kind of its module, so that both kinds are tried. */
  readonly byExtension?: boolean;
}

const resolutions: readonly Resolution[] = [
  { moduleResolution: "node16", module: "node16", byExtension: true },
  { moduleResolution: "nodenext", module: "nodenext", byExtension: true },
  { moduleResolution: "bundler", module: "esnext" },
];
/** TypeScript 6 deprecates it, and TypeScript 7 has removed it. */
const node10: Resolution = { moduleResolution: "node10", module: "commonjs" };

/** The types need one of these, for `fetch` and what belongs to it. */
const libraries = [
  { name: "DOM library", lib: ["ES2022", "DOM", "DOM.Iterable"], types: [], files: ["types", "types-v1"] },
  { name: "@types/node", lib: ["ES2022"], types: ["node"], files: ["types", "types-node"] },
];

/** Checks the types and the declarations of the libraries. */
export function typeChecks(consumer: Consumer, version: string, compiler: readonly string[]): readonly Check[] {
  const all = version === "5.9" ? [...resolutions, node10] : resolutions;
  return all.map((resolution) => ({
    name: `has types for moduleResolution ${resolution.moduleResolution} in TypeScript ${version}`,
    run: async () => {
      for (const library of libraries) {
        const project = writeProject(consumer, resolution, library);
        const [program = "", ...args] = compiler;
        await run(program, [...args, "-p", project], { cwd: consumer.folder });
      }
      return undefined;
    },
  }));
}

function writeProject(consumer: Consumer, resolution: Resolution, library: (typeof libraries)[number]): string {
  const { byExtension, ...settings } = resolution;
  const extensions = byExtension ? ["mts", "cts"] : ["ts"];
  const files = library.files.flatMap((file) => extensions.map((extension) => `${file}.${extension}`));
  for (const file of files) {
    const source = join(consumer.folder, file.replace(/\.[mc]ts$/, ".ts"));
    if (byExtension) copyFileSync(source, join(consumer.folder, file));
  }
  const { lib, types } = library;
  const typeRoots = [resolve("node_modules/@types")];
  // Writes declarations too, because a type that a compiler infers must have a name that they can import.
  const emit = { declaration: true, emitDeclarationOnly: true, outDir: "declarations" };
  const compilerOptions = { ...settings, ...emit, lib, types, typeRoots, target: "es2022", strict: true };
  const project = join(consumer.folder, "tsconfig.json");
  writeFileSync(project, JSON.stringify({ compilerOptions: { ...compilerOptions, skipLibCheck: false }, files }));
  return project;
}
