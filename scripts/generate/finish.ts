import { finishReference } from "./reference.js";

/** By file: edits of the generator's output that its templates cannot make. */
export const finish: Readonly<Record<string, (text: string) => string>> = {
  "bodies.ts": (text) => unquoteNames(keepUsed(text)),
  "CONTRACT.md": finishReference,
};

/** Property names without the quotes that only names such as `@odata.type` need, because the compiler prints them in its errors. */
function unquoteNames(text: string): string {
  return text.replace(/^ {2}"(\w+)"(\??:)/gm, "  $1$2");
}

/** Keeps the types that the bodies of operations use. Callers send no `$batch` body. Lines `// body:` name the bodies. */
function keepUsed(text: string): string {
  const bodies = Array.from(text.matchAll(/^\/\/ body: (\S+) ?(.*)\n/gm), ([, of = "", names = ""]) => ({ of, names }));
  const [head = "", ...types] = text.replace(/^\/\/ body: .*\n/gm, "").split(/\n(?=\/\*)/);
  const used = new Set<string>();
  const use = (names: string): void => {
    for (const [name] of names.matchAll(/\b[A-Z]\w+/g)) {
      if (used.has(name)) continue;
      used.add(name);
      for (const { of, names } of bodies) if (of === name) use(names);
      use(
        types
          .filter((type) => declared(type) === name)
          .map(withoutComments)
          .join(),
      );
    }
  };
  for (const { of, names } of bodies) if (of.startsWith("/") && !of.startsWith("/$")) use(names);
  return [head, ...types.filter((type) => used.has(declared(type) ?? type) || !declared(type))].join("\n");
}

const declared = (type: string): string | undefined => /^export (?:interface|type) (\w+)/m.exec(type)?.[1];

const withoutComments = (type: string): string => type.replace(/\/\*[\s\S]*?\*\//g, "").replace(/"[^"]*"/g, "");
