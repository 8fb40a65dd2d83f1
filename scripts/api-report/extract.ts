import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
  type ExtractorMessage,
  type IConfigFile,
} from "@microsoft/api-extractor";
import { CommandFailure } from "../command.js";
import type { EntryPoint } from "./entry-points.js";

/** As a consumer with strict settings reads the declarations; the project's own configuration covers sources only. */
const compilerOptions = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  types: ["node"],
  strict: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
};

/**
 * Report the public TypeScript surface that an entry point's declarations give to a consumer, as Markdown.
 *
 * @param root The package's folder, which also holds node_modules.
 * @throws CommandFailure when the declarations do not compile.
 */
export function extractReport(root: string, entry: EntryPoint): string {
  const folder = mkdtempSync(join(tmpdir(), "api-report-"));
  try {
    const errors = extractInto(root, entry, folder);
    if (errors.length > 0) throw new CommandFailure("findings", [...errors].sort().join("\n"));
    return readFileSync(join(folder, `${entry.name}.api.md`), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function extractInto(root: string, entry: EntryPoint, folder: string): readonly string[] {
  const errors: string[] = [];
  try {
    Extractor.invoke(ExtractorConfig.prepare(configuration(root, entry, folder)), {
      localBuild: true,
      messageCallback: (message) => {
        message.handled = true;
        if (message.logLevel === ExtractorLogLevel.Error) errors.push(describe(root, message));
      },
    });
  } catch (error) {
    // The extractor takes a name that leads nowhere for a defect of its own, and throws.
    const [message] = String(error).split("\n\n");
    errors.push(`${entry.declarations}: ${message?.replaceAll(`${root}/`, "")}`);
  }
  return errors;
}

function describe(root: string, { sourceFilePath, sourceFileLine, text }: ExtractorMessage): string {
  return sourceFilePath === undefined ? text : `${relative(root, sourceFilePath)}:${sourceFileLine}: ${text}`;
}

function configuration(root: string, entry: EntryPoint, folder: string) {
  const configObject: IConfigFile = {
    projectFolder: root,
    mainEntryPointFilePath: join(root, entry.declarations),
    newlineKind: "lf",
    compiler: {
      overrideTsconfig: {
        compilerOptions,
        files: [entry.declarations],
      },
    },
    apiReport: {
      enabled: true,
      reportFileName: entry.name,
      reportFolder: folder,
      reportTempFolder: join(folder, "temporary"),
      // A consumer meets these types in signatures, so a change of theirs is a change of the surface.
      includeForgottenExports: true,
    },
    docModel: { enabled: false },
    dtsRollup: { enabled: false },
    tsdocMetadata: { enabled: false },
    messages: {
      compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
      // Style is checked where the source is written; a message here would only bring line numbers into the report.
      extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
    },
  };
  return { configObject, configObjectFullPath: undefined, packageJsonFullPath: join(root, "package.json") };
}
