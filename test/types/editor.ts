import { join, resolve } from "node:path";
import ts from "typescript";

const root = resolve(".");
const path = join(root, "test/types/program-in-the-editor.ts");

/** The start of every program below. */
const start = `
import { AccessPackageResourceRequestsClient, type CreateRequestBody } from "../../src/index.js";
import { AccessPackageResourceRequestsClient as ClientOfV1, type CreateRequestBody as BodyOfV1 } from "../../src/v1.0.js";
declare const beta: AccessPackageResourceRequestsClient;
declare const v1: ClientOfV1;
declare const bodyOfBeta: CreateRequestBody;
declare const bodyOfV1: BodyOfV1;
const originSystem = "AadGroup";
const accessPackageResource = { originId: "1", originSystem };
const resource = accessPackageResource;
const catalogId = "1";
const catalog = { id: catalogId };
const requestType = "AdminAdd";
const page = {
  catalogId, executeImmediately: true, isValidationOnly: true, requestType, requestState: "Delivered",
  requestStatus: "Fulfilled", expirationDateTime: "2026-12-31T00:00:00Z", justification: "because",
};
`;

/** An editor with one program in it: TypeScript's language service, which editors ask for hovers, completions and errors. */
export class Editor {
  #text = start;
  #revision = 0;
  readonly #service: ts.LanguageService;

  constructor() {
    const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
    // `exactOptionalPropertyTypes` adds a sentence to errors. `noUnusedLocals` reports unused names of the start.
    const settings = { ...options, exactOptionalPropertyTypes: false, noUnusedLocals: false, types: [] };
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => settings,
      getScriptFileNames: () => [path],
      getScriptVersion: (file) => (file === path ? String(this.#revision) : "0"),
      getScriptSnapshot: (file) => {
        const text = file === path ? this.#text : ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: (file) => file === path || ts.sys.fileExists(file),
      readFile: ts.sys.readFile,
    });
  }

  /** The errors of a program, as an editor shows them: without the names of folders. */
  errorsOf(program: string): string[] {
    this.#write(program);
    const errors = this.#service.getSemanticDiagnostics(path);
    return errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  }

  /** What the editor offers at the mark `¦` of a program. */
  completionsOf(program: string): string[] {
    const position = this.#write(program);
    const completions = this.#service.getCompletionsAtPosition(path, position, undefined);
    return completions?.entries.map(({ name }) => name) ?? [];
  }

  /** What the editor shows over the word that follows the mark `¦` of a program. */
  hoverOf(program: string): { readonly text: string; readonly documentation: string } {
    const position = this.#write(program);
    const info = this.#service.getQuickInfoAtPosition(path, position);
    return {
      text: ts.displayPartsToString(info?.displayParts),
      documentation: ts.displayPartsToString(info?.documentation),
    };
  }

  /** @returns The position of the mark, which is removed. */
  #write(program: string): number {
    const text = start + program;
    const position = text.indexOf("¦");
    this.#text = text.replace("¦", "");
    this.#revision += 1;
    return position;
  }
}
