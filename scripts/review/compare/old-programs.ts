import { resolve } from "node:path";
import ts from "typescript";
import { CommandFailure } from "../../command.js";
import { entries, field, parseJson } from "../../contract/json.js";
import { type Snapshot, workTree } from "../read/snapshot.js";

const typeTestFolder = "test/types";

/** A line that compiled against the base and no longer does. */
export interface BrokenLine {
  readonly file: string;
  /** Line in the file of the base. */
  readonly line: number;
  readonly message: string;
}

function compilerOptions(root: string): ts.CompilerOptions {
  const path = resolve(root, "tsconfig.json");
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  return ts.convertCompilerOptionsFromJson(config?.compilerOptions ?? {}, root).options;
}

/** Gives the compiler these files instead of those on disk. */
function hostWith(files: ReadonlyMap<string, string>, options: ts.CompilerOptions): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const [readFile, fileExists] = [host.readFile, host.fileExists];
  host.readFile = (path) => files.get(resolve(path)) ?? readFile(path);
  host.fileExists = (path) => files.has(resolve(path)) || fileExists(path);
  return host;
}

/** Without the packages that this code depends on, nearly every line is broken, whatever changed. */
function checkInstalled(root: string, broken: readonly BrokenLine[]): void {
  const manifest = parseJson(workTree(root).read("package.json") ?? "{}", "package.json");
  const kinds = ["dependencies", "devDependencies", "peerDependencies"];
  const declared = kinds.flatMap((kind) => entries(field(manifest, kind)).map(([name]) => name));
  const missing = declared.find((name) =>
    broken.some(({ message }) => message.startsWith(`TS2307: Cannot find module '${name}'`)),
  );
  if (missing !== undefined)
    throw new CommandFailure("environment", `--types: the package ${missing} is not installed. Run npm ci.`);
}

/** Compiles the type tests of a revision, as examples of its users' programs, against the sources of the work tree. */
export function compileTypeTests(root: string, base: Snapshot): BrokenLine[] {
  const paths = base.list(typeTestFolder).filter((path) => path.endsWith(".ts"));
  const files = new Map(paths.map((path) => [resolve(root, path), base.read(path) ?? ""]));
  const options = compilerOptions(root);
  const program = ts.createProgram({ rootNames: [...files.keys()], options, host: hostWith(files, options) });
  const broken = paths.flatMap((path) => {
    const source = program.getSourceFile(resolve(root, path));
    if (!source) return [];
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return found.map(({ start = 0, messageText, code }) => ({
      file: path,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      message: `TS${code}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`,
    }));
  });
  checkInstalled(root, broken);
  return broken;
}
