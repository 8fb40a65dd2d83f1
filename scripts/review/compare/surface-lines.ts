/** One line of a report of the public TypeScript surface, with the names around it. */
export interface SurfaceLine {
  /** The declaration first, such as `models`, `AccessPackageResource`, `properties`, `id`. */
  readonly path: readonly string[];
  readonly text: string;
  /** Does the declaration around it begin with `export`? */
  readonly exported: boolean;
}

const indent = 4;
const declared =
  /^(?:export )?(?:declare |default |abstract )*(?:class|interface|type|const|function|enum|namespace) ([\w$]+)/;
const member = /^(?:(?:readonly|static|abstract|protected|get|set) )*(?:"([^"]+)"|([\w$]+))(?=[?:(<;])/;

function nameOf(text: string): string {
  const [, own] = declared.exec(text) ?? [];
  const [, quoted, plain] = member.exec(text) ?? [];
  return own ?? quoted ?? plain ?? text;
}

function isMeaningful(line: string): boolean {
  return !/^\s*(?:\/\/.*)?$/.test(line) && !/^\s*[\])}>;,]+$/.test(line);
}

/** The lines of a report without comments and lone brackets. */
export function surfaceLines(report: string): SurfaceLine[] {
  const code = report.split("```ts\n")[1]?.split("\n```")[0] ?? "";
  const lines: SurfaceLine[] = [];
  let path: readonly string[] = [];
  let exported = false;
  for (const line of code.split("\n").filter(isMeaningful)) {
    const text = line.trim();
    const depth = (line.length - line.trimStart().length) / indent;
    if (depth === 0) exported = text.startsWith("export ");
    path = [...path.slice(0, depth), nameOf(text)];
    lines.push({ path, text, exported });
  }
  return lines;
}
