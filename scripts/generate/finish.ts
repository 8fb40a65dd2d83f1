import { finishReference } from "./reference.js";

/** By file: what the templates of the generator cannot do, on the text that they wrote. */
export const finish: Readonly<Record<string, (text: string) => string>> = {
  "bodies.ts": unquoteNames,
  "CONTRACT.md": finishReference,
};

/** Property names without the quotes that only names such as `@odata.type` need, because the compiler prints them in its errors. */
function unquoteNames(text: string): string {
  return text.replace(/^ {2}"(\w+)"(\??:)/gm, "  $1$2");
}
