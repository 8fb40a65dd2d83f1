import { join } from "node:path";
import { canonical, sha256 } from "../contract/json.js";
import { readYaml } from "../contract/yaml.js";
import { listFiles, readRequired } from "../files.js";
import { apiReports, installedVersion, paths, readSettings, type Settings, specificationOf } from "./project.js";

/** What a tree was made from and what it consists of. Every value can be recomputed from the repository; every hash is a SHA-256. */
export interface Lock {
  /** By path. */
  readonly specifications: Readonly<Record<string, SpecificationHashes>>;
  readonly templates: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, string>>;
  readonly tools: Readonly<Record<string, string>>;
  readonly jarSha256: string;
  readonly output: {
    readonly files: Readonly<Record<string, string>>;
    /** Of one line `<hash>  <path>` per file, as `sha256sum` prints them, sorted by path. */
    readonly treeSha256: string;
  };
}

interface SpecificationHashes {
  /** Of the file. */
  readonly sha256: string;
  /** Of its content as JSON with sorted keys: unchanged by comments and layout. */
  readonly normalizedSha256: string;
}

interface LockSource {
  /** Root of the repository, for the installed packages. */
  readonly root: string;
  /** Folder of the inputs: the root, or a copy. */
  readonly inputs: string;
  /** Folder of the outputs. */
  readonly tree: string;
}

export function createLock({ root, inputs, tree }: LockSource): Lock {
  const settings = readSettings(inputs);
  const files = hashOutputs(tree);
  return {
    specifications: Object.fromEntries(
      Object.keys(settings.versions).map((version) => [
        specificationOf(version),
        hashSpecification(inputs, specificationOf(version)),
      ]),
    ),
    templates: hashTemplates(inputs),
    options: {
      [paths.wrapperConfig]: sha256(readRequired(inputs, paths.wrapperConfig)),
      [paths.generatorConfig]: sha256(readRequired(inputs, paths.generatorConfig)),
      "openapi-typescript": sha256(canonical(settings.schemaArguments)),
    },
    tools: toolVersions(root, settings),
    jarSha256: settings.jarSha256,
    output: { files, treeSha256: hashTree(files) },
  };
}

function hashSpecification(inputs: string, path: string): SpecificationHashes {
  const text = readRequired(inputs, path);
  return { sha256: sha256(text), normalizedSha256: sha256(canonical(readYaml(text.toString(), path).root)) };
}

export function formatLock(lock: Lock): string {
  return `${JSON.stringify(lock, null, 2)}\n`;
}

/** Output files of a tree; the lock and the API reports are not part of it. */
function outputFiles(tree: string): string[] {
  return listFiles(tree).filter((path) => path !== "lock.json" && !path.startsWith(`${apiReports}/`));
}

function hashOutputs(tree: string): Record<string, string> {
  return Object.fromEntries(outputFiles(tree).map((path) => [path, sha256(readRequired(tree, path))]));
}

function hashTree(files: Readonly<Record<string, string>>): string {
  return sha256(
    Object.entries(files)
      .map(([path, hash]) => `${hash}  ${path}\n`)
      .join(""),
  );
}

function hashTemplates(inputs: string): Record<string, string> {
  return Object.fromEntries(
    listFiles(join(inputs, paths.templates))
      .map((name) => `${paths.templates}/${name}`)
      .filter((path) => path !== paths.generatorConfig)
      .map((path) => [path, sha256(readRequired(inputs, path))]),
  );
}

function toolVersions(root: string, settings: Settings): Record<string, string> {
  const packages = ["@openapitools/openapi-generator-cli", "openapi-fetch", "openapi-typescript"];
  return {
    "openapi-generator": settings.generatorVersion,
    ...Object.fromEntries(packages.map((name) => [name, installedVersion(root, name)])),
  };
}
