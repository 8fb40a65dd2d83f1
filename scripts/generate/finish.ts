import { finishReference } from "./reference.js";

/** By file: edits of the generator's output that its templates cannot make. */
export const finish: Readonly<Record<string, (text: string) => string>> = {
  "bodies.ts": (text) => unquoteNames(keepUsed(text)),
  "CONTRACT.md": finishReference,
};

/** Removes the quotes of property names that need none, because the compiler prints a name in its errors as it is written. */
function unquoteNames(text: string): string {
  return text.replace(/^ {2}"(\w+)"(\??:)/gm, "  $1$2");
}

/**
 * Keeps the types that bodies use, and removes the lines `// body:`, which list the types of each body. No caller sends
 * the body of `$batch`.
 */
function keepUsed(text: string): string {
  const bodies = Array.from(text.matchAll(/^\/\/ body: (\S+) ?(.*)\n/gm), ([, of = "", names = ""]) => ({ of, names }));
  const [head = "", ...types] = text.replace(/^\/\/ body: .*\n/gm, "").split(/\n(?=\/\*)/);
  const used = new Set<string>();
  const use = (names: string): void => {
    for (const [name] of names.matchAll(/\b[A-Z]\w+/g)) {
      if (used.has(name)) continue;
      used.add(name);
      for (const { of, names } of bodies) if (of === name) use(names);
      for (const type of types) if (declared(type) === name) use(withoutComments(type));
    }
  };
  for (const { of, names } of bodies) if (of.startsWith("/") && !of.startsWith("/$")) use(names);
  return [head, ...types.filter((type) => used.has(declared(type) ?? type) || !declared(type))].join("\n");
}

const declared = (type: string): string | undefined => /^export (?:interface|type) (\w+)/m.exec(type)?.[1];

const withoutComments = (type: string): string => type.replace(/\/\*[\s\S]*?\*\//g, "").replace(/"[^"]*"/g, "");
