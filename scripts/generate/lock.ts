import { join } from "node:path";
import { canonical, sha256 } from "../contract/json.js";
import { filesOf } from "../contract/versions.js";
import { readYaml } from "../contract/yaml.js";
import { listFiles, readRequired } from "../files.js";
import { apiReports, installedVersion, paths, readSettings, type Settings } from "./project.js";

/** What a tree was made from, and what it consists of, as the repository has it. Every hash is a SHA-256. */
export interface Lock {
  /** The keys are paths. */
  readonly specifications: Readonly<Record<string, SpecificationHashes>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly tools: Readonly<Record<string, string>>;
  readonly jarSha256: string;
  readonly output: {
    readonly files: Readonly<Record<string, string>>;
    /** Hash of the list that `sha256sum` prints: one line `<hash>  <path>` for each file, sorted by path. */
    readonly treeSha256: string;
  };
}

interface SpecificationHashes {
  /** Hash of the file. */
  readonly sha256: string;
  /** Hash of its content as JSON with sorted keys, which comments and layout do not change. */
  readonly normalizedSha256: string;
}

interface LockSource {
  /** Root of the repository, which has the installed packages. */
  readonly root: string;
  /** Folder of the inputs: the root, or a copy of it. */
  readonly inputs: string;
  /** Folder of the outputs. */
  readonly tree: string;
}

export function createLock({ root, inputs, tree }: LockSource): Lock {
  const settings = readSettings(inputs);
  const files = hashFiles(tree, outputFiles(tree));
  const list = Object.entries(files).map(([path, hash]) => `${hash}  ${path}\n`);
  return {
    specifications: hashSpecifications(inputs, settings),
    templates: hashFiles(inputs, templateFiles(inputs)),
    options: {
      ...hashFiles(inputs, [paths.wrapperConfig, paths.generatorConfig]),
      "openapi-typescript": sha256(canonical(settings.schemaArguments)),
    },
    tools: toolVersions(root, settings),
    jarSha256: settings.jarSha256,
    output: { files, treeSha256: sha256(list.join("")) },
  };
}

export function formatLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

function hashFiles(folder: string, files: readonly string[]): Record<string, string> {
  return Object.fromEntries(files.map((path) => [path, sha256(readRequired(folder, path))]));
}

function hashSpecifications(inputs: string, { versions }: Settings): Record<string, SpecificationHashes> {
  const files = Object.keys(versions).map((version) => filesOf(version).spec);
  const hashOf = (path: string) => {
    const text = readRequired(inputs, path);
    return { sha256: sha256(text), normalizedSha256: sha256(canonical(readYaml(text.toString(), path).root)) };
  };
  return Object.fromEntries(files.map((path) => [path, hashOf(path)]));
}

/** The files of a tree that its generators write, without the lock and the API reports. */
function outputFiles(tree: string): string[] {
  return listFiles(tree).filter((path) => path !== "lock.json" && !path.startsWith(`${apiReports}/`));
}

function templateFiles(inputs: string): string[] {
  const files = listFiles(join(inputs, paths.templates)).map((name) => `${paths.templates}/${name}`);
  return files.filter((path) => path !== paths.generatorConfig);
}

function toolVersions(root: string, settings: Settings): Record<string, string> {
  const packages = ["@openapitools/openapi-generator-cli", "openapi-fetch", "openapi-typescript"];
  const versions = packages.map((name) => [name, installedVersion(root, name)]);
  return { "openapi-generator": settings.generatorVersion, ...Object.fromEntries(versions) };
}
