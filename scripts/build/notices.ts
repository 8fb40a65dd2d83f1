import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Metafile } from "esbuild";

/**
 * The licence of every library whose code got into a bundle, as their licences ask.
 *
 * @param metafile What the bundler says it put where.
 * @param root Folder that the paths in it start from.
 * @throws Error naming the library that has no licence text to reproduce.
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
    throw new Error(`${name} ${version} has no licence file: its text must be in the package, so do without it.`);
  }
  return `${name} ${version}\n\n${texts.map((file) => readFileSync(join(folder, file), "utf8").trim()).join("\n\n")}\n`;
}
