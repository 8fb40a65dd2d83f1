import { truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { readDocument, readUserText } from "../scripts/contract/user-text.js";
import { run as drift } from "../scripts/drift/run.js";
import { run as review } from "../scripts/review/run.js";
import { temporaryFolder } from "./support/temporary-folder.js";

function fileWith(content: string | Buffer): string {
  const file = join(temporaryFolder("user-text"), "file");
  writeFileSync(file, content);
  return file;
}

function sparseFile(): string {
  const file = fileWith("");
  truncateSync(file, 2 ** 32);
  return file;
}

const unusableFiles: readonly [string, () => string, string][] = [
  ["a folder", () => temporaryFolder("user-text"), "is not a regular file: save its content to one"],
  ["a device", () => "/dev/zero", "is not a regular file: save its content to one"],
  ["a missing file", () => "nowhere.txt", "cannot be read: ENOENT"],
  ["a huge file", sparseFile, "is larger than"],
  ["a binary file", () => fileWith(Buffer.from([0x7f, 0x45, 0xff, 0xfe])), "is not UTF-8 text"],
  ["a file of zeros", () => fileWith("\0\0\0"), "is not UTF-8 text"],
  ["an empty file", () => fileWith("\n"), "is empty"],
];
const schema = ["--spec", "test/drift/fixtures/spec.yaml", "--ledger", "test/drift/fixtures/ledger.yaml"];

/** Runs a command and returns its exit code and what it prints on stderr. */
async function outcomeOf(command: "drift" | "review", file: string): Promise<{ exitCode: number; said: string }> {
  let said = "";
  const error = (text: string) => {
    said += text;
  };
  const output = { out: () => undefined, err: error, error, today: () => "2026-11-28" };
  const exitCode = await (command === "drift"
    ? drift(["--metadata", file, ...schema], output)
    : review(["--api-version", "beta", "--page", file, "--dry-run"], output));
  return { exitCode, said };
}

describe("a file that a user specifies", () => {
  it.each(unusableFiles)("is refused if it is %s", (_, create, problem) => {
    const file = create();
    expect(() => readUserText(file)).toThrow(`${file} ${problem}`);
  });

  it.each(["drift", "review"] as const)(
    "ends %s with exit code 2 and one line if it cannot be used",
    async (command) => {
      for (const [, create, problem] of unusableFiles) {
        const { exitCode, said } = await outcomeOf(command, create());
        expect([exitCode, said.split("\n").length, said]).toEqual([2, 2, expect.stringContaining(problem)]);
      }
    },
  );
});

const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
for (const [index, name] of [..."bcdefghi"].entries()) {
  bomb.push(`${name}: &${name} [${Array(9).fill(`*${"abcdefgh"[index]}`).join(", ")}]`);
}

describe("a YAML document", () => {
  it.each([
    ["aliases that multiply", bomb.join("\n"), "cannot be read: Excessive alias count"],
    ["an alias of nothing", "a: *b", "cannot be read: Unresolved alias"],
    ["an alias that refers to itself", "&a [*a]", "is nested more than 100 levels deep, or one of its aliases"],
    ["101 levels", "[".repeat(101) + "]".repeat(101), "is nested more than 100 levels deep"],
    ["20,000 levels", "[".repeat(20_000) + "]".repeat(20_000), "is nested more than 100 levels deep"],
  ])("is refused with %s", (_, text, problem) => {
    expect(() => readDocument(text, "spec.yaml")).toThrow(`spec.yaml ${problem}`);
  });

  it("is read with 99 levels and with aliases", () => {
    const text = `a: &a {b: 1}\nc: *a\nd: ${"[".repeat(98)}${"]".repeat(98)}`;
    expect(readDocument(text, "spec.yaml").value).toMatchObject({ c: { b: 1 } });
  });

  it("with aliases that multiply ends a command with exit code 2 and one line", async () => {
    const text = bomb.join("\n");
    const { exitCode, said } = await outcomeOf("review", fileWith(`---\n${text}\n---\n# Page\n`));
    expect({ exitCode, said }).toEqual({ exitCode: 2, said: expect.stringMatching(/^the page's front matter .*\n$/) });
    const output = { out: () => undefined, err: () => undefined };
    expect(await drift(["--metadata", fileWith("x"), "--spec", fileWith(text)], output)).toBe(2);
  });
});
