import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { listFiles } from "../files.js";

const folder = "dist/cjs";
/** Relative specifiers, in `from "./x.js"` and `import("./x.js")`. */
const specifiers = /(?:from |import\()"(\.[^"]+)\.js"/g;

/**
 * Keeps only the declarations that the entries need, and lets the ES modules use those of CommonJS. With a second copy, the
 * compiler would see two different classes, and the package would grow by a third.
 */
export function shareDeclarations(entries: readonly string[]): void {
  const reachable = reachableFrom(entries);
  for (const name of listFiles(folder).filter((file) => file.endsWith(".d.ts"))) {
    if (!reachable.has(name.replace(/\.d\.ts$/, ""))) rmSync(join(folder, name));
  }
  // Half of each table is whitespace, and only compilers read it. No public type comes from the models.
  for (const name of listFiles(folder).filter((file) => /^generated\/.*\bcontract\.d\.ts$/.test(file))) {
    const table = join(folder, name);
    const text = readFileSync(table, "utf8").replace(/\n +/g, " ");
    writeFileSync(table, text.replace(/^export declare const models: .*\n};\n/m, ""));
  }
  for (const entry of entries) {
    const file = `dist/esm/${entry}.d.ts`;
    mkdirSync(dirname(file), { recursive: true });
    // v1.0 has types of the root entry, which a compiler can name in declarations only if the entry is in the program.
    const root = entry === "src/v1.0" ? `import type {} from "./index.js";\n` : "";
    writeFileSync(
      file,
      `${root}export * from "${posix.relative(posix.dirname(`esm/${entry}`), `cjs/${entry}`)}.js";\n`,
    );
  }
}

function reachableFrom(entries: readonly string[]): ReadonlySet<string> {
  const reachable = new Set<string>();
  const pending = [...entries];
  for (let module = pending.pop(); module !== undefined; module = pending.pop()) {
    const file = join(folder, `${module}.d.ts`);
    if (reachable.has(module) || !existsSync(file)) continue;
    reachable.add(module);
    for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(specifiers)) {
      pending.push(posix.join(posix.dirname(module), specifier));
    }
  }
  return reachable;
}
