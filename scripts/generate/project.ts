import { join, resolve } from "node:path";
import { parse } from "yaml";
import { CommandFailure } from "../command.js";
import { filesOf, readVersions } from "../contract/versions.js";
import { readRequired } from "../files.js";

/** Paths relative to the root of the repository. */
export const paths = {
  ruleset: "spec/rules/ruleset.yaml",
  redoclyConfig: "spec/rules/redocly.yaml",
  templates: "spec/templates",
  generatorConfig: "spec/templates/config.yaml",
  readmeTemplate: "spec/templates/generated-readme.md",
  wrapperConfig: "openapitools.json",
  tools: "scripts/generate/tools.json",
  output: "generated",
  lock: "generated/lock.json",
  cache: ".cache/generate",
} as const;

/** Folder in `generated/` that another command writes. It is left as it is. */
export const apiReports = "api";

/** A generator of openapitools.json, where `#{cwd}` is the working directory. */
export interface Generator {
  readonly generatorName: string;
  readonly inputSpec: string;
  readonly output: string;
  readonly config: string;
}

export interface Settings {
  /** Content of openapitools.json. */
  readonly wrapperConfig: {
    readonly "generator-cli": {
      readonly version: string;
      readonly storageDir: string;
      readonly generators: Readonly<Record<string, Generator>>;
    };
  };
  /** The generator of each version of the API. A version is a folder in `spec/` that has a specification. */
  readonly versions: Readonly<Record<string, Generator>>;
  readonly generatorVersion: string;
  /** SHA-256 that the jar of `generatorVersion` must have. */
  readonly jarSha256: string;
  readonly schemaArguments: readonly string[];
  /** Names of the files that our templates write, from `files` of the generator's configuration. */
  readonly templateOutputs: readonly string[];
}

/**
 * Reads the settings of the tools.
 *
 * @param inputs Folder that contains `spec/`, `openapitools.json` and `scripts/generate/tools.json`.
 */
export function readSettings(inputs: string): Settings {
  const wrapperConfig = readJson<Settings["wrapperConfig"]>(inputs, paths.wrapperConfig);
  const tools = readJson<{
    "openapi-generator": { jarSha256: string };
    "openapi-typescript": { arguments: string[] };
  }>(inputs, paths.tools);
  const config = parse(readRequired(inputs, paths.generatorConfig).toString()) as {
    files: Record<string, { destinationFilename: string }>;
  };
  const { version: generatorVersion, generators } = wrapperConfig["generator-cli"];
  return {
    wrapperConfig,
    versions: Object.fromEntries(readVersions(inputs).map((version) => [version, generatorOf(version, generators)])),
    generatorVersion,
    jarSha256: tools["openapi-generator"].jarSha256,
    schemaArguments: tools["openapi-typescript"].arguments,
    templateOutputs: Object.values(config.files).map((file) => file.destinationFilename),
  };
}

function generatorOf(version: string, generators: Readonly<Record<string, Generator>>): Generator {
  const generator = generators[version];
  if (generator) return generator;
  throw new CommandFailure(
    "environment",
    `${paths.wrapperConfig} has no generator named ${version} for ${filesOf(version).spec}.`,
  );
}

/** Where the wrapper keeps the jar. */
export function jarPath(root: string, settings: Settings): string {
  return join(resolve(root, settings.wrapperConfig["generator-cli"].storageDir), `${settings.generatorVersion}.jar`);
}

/** Names of the files of a complete tree, without the lock. */
export function expectedOutputs(settings: Settings): string[] {
  const names = ["schema.ts", ...settings.templateOutputs];
  return [
    "README.md",
    ...Object.keys(settings.versions).flatMap((version) => names.map((name) => `${version}/${name}`)),
  ];
}

function readJson<T>(root: string, path: string): T {
  const text = readRequired(root, path).toString();
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new CommandFailure("environment", `${path} is not JSON: ${(error as Error).message}`);
  }
}

interface Manifest {
  readonly version: string;
  readonly bin?: string | Readonly<Record<string, string>>;
}

/** The `package.json` of an installed package. */
export function readManifest(root: string, name: string): Manifest {
  try {
    return readJson<Manifest>(root, `node_modules/${name}/package.json`);
  } catch (error) {
    throw new CommandFailure("environment", `${name} is not installed; run \`npm ci\`. (${(error as Error).message})`);
  }
}

export function installedVersion(root: string, name: string): string {
  return readManifest(root, name).version;
}
