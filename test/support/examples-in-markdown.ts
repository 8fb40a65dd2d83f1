import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import MarkdownIt from "markdown-it";
import ts from "typescript";

const project = resolve(__dirname, "../..");

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly import: { readonly default: string } }>>;
}

/** The source of each entry point, by the name that a program imports, so that no block needs a build. */
function entryPoints(): Record<string, string[]> {
  const { exports } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as Manifest;
  const modules = Object.entries(exports).flatMap(([subpath, target]) => {
    if (typeof target === "string") return [];
    const source = target.import.default.replace(/^\.\/dist\/esm\/(.*)\.js$/, "$1.ts");
    return [[join("access-package-resource-requests", subpath), [join(project, source)]]];
  });
  return Object.fromEntries(modules);
}

/** The code blocks of one language in a Markdown file of the project. */
export function codeBlocks(file: string, language: string): readonly string[] {
  const tokens = new MarkdownIt().parse(readFileSync(join(project, file), "utf8"), {});
  return tokens.filter(({ type, info }) => type === "fence" && info === language).map(({ content }) => content);
}

/** What the compiler finds in the blocks, under the project's own options. Empty if they compile. */
export function compilerFindings(blocks: readonly string[]): readonly string[] {
  const { config } = ts.readConfigFile(join(project, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, project);
  const allOptions = { ...options, paths: entryPoints() };
  // Never written, because files that exist only for a moment would get into other checks that run meanwhile.
  const files = new Map(blocks.map((code, index) => [join(project, `test/example-${index}.ts`), code]));
  const host = ts.createCompilerHost(allOptions);
  const read = host.getSourceFile;
  host.getSourceFile = (name, version, ...rest) => {
    const code = files.get(name);
    return code === undefined ? read(name, version, ...rest) : ts.createSourceFile(name, code, version);
  };
  const program = ts.createProgram([...files.keys()], allOptions, host);
  const findings = [...files.keys()].flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)));
  return findings.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

/** Runs a block with the modules it imports. Returns the lines it printed. */
export async function runBlock(code: string, modules: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  const { outputText } = ts.transpileModule(code, { compilerOptions });
  const body = outputText.replace(/import (\{[^}]*\}) from ("[^"]*");/g, "const $1 = modules[$2];");
  const lines: string[] = [];
  const print = (...values: unknown[]) => lines.push(values.map(String).join(" ").trim());
  const AsyncFunction = Object.getPrototypeOf(async () => undefined).constructor;
  await new AsyncFunction("modules", "console", body)(modules, { log: print, error: print });
  return lines;
}
