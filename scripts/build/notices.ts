import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/**
 * The licence texts of the libraries in a bundle, as the licences require.
 *
 * @param metafile The bundler's list of what is in the bundle.
 * @param root Folder that the paths in the list are relative to.
 * @throws Error that names a library without a licence text.
 */
export function thirdPartyNotices({ outputs }: Pick<Metafile, "outputs">, root = "."): string {
  const inputs = Object.values(outputs).flatMap((output) => Object.entries(output.inputs));
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const folders = new Set(files.flatMap((file) => /.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
  const parts = [...folders].sort().map((folder) => noticeOf(join(root, folder)));
  return `dist/cli.cjs contains these libraries.\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

function noticeOf(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const texts = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice|copying)\b/i.test(file));
  if (!texts.some((file) => !/^notice/i.test(file))) {
    throw new Error(
      `${name} ${version} has no licence file, and the package must contain its text. Use another library.`,
    );
  }
  return `${name} ${version}\n\n${texts.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n")}\n`;
}
