import { describe, expect, it } from "@jest/globals";
import { exitCodes } from "../../src/cli/exit-codes.js";
import { version } from "../../src/transport/version.js";
import { catalogId, groupId, withEmulator } from "./harness.js";

const context = withEmulator();
const { terminal, run } = context;
const commands = ["add", "remove", "find", "list", "import", "check", "doctor", "emulator"];

/** The files that the examples mention. */
const files: Readonly<Record<string, string>> = {
  "groups.csv": `originSystem,originId\nAadGroup,${groupId}\n`,
  "export.csv": `id,displayName,mail\n${groupId},Sales,sales@contoso.com\n`,
  "groups.jsonl": `{"originSystem":"AadGroup","originId":"${groupId}"}\n`,
  "bodies.jsonl": `{"catalogId":"${catalogId}","requestType":"AdminAdd","accessPackageResource":{"originId":"1","originSystem":"AadGroup"}}\n`,
  "body.json": `{"catalogId":"${catalogId}","executeImmediately":true,"isValidationOnly":true,"requestType":"AdminAdd","requestState":"Delivered","requestStatus":"Fulfilled","expirationDateTime":"2026-11-24T12:00:00Z","justification":""}`,
};

async function helpOf(...argv: readonly string[]): Promise<string> {
  const { code, out, err } = await terminal.run(...argv, "--help");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

/** The examples of a help text as arguments, with the file after `<`. */
function examplesOf(help: string): { readonly argv: string[]; readonly input: string | undefined }[] {
  const [, text = ""] = help.split("\nExamples:\n");
  const [commandLines = ""] = text.split("\n\n");
  return commandLines
    .replaceAll(/ \\\n +/g, " ")
    .split("\n")
    .map((line) => {
      const [command = "", input] = line.split(" < ");
      expect(command).toMatch(/^ {2}\$ access-package-resource-requests [^"'|>]+$/);
      return { argv: command.trim().split(" ").slice(2), input };
    });
}

describe("help", () => {
  it.each([[[]], ...commands.map((command) => [[command]])])(
    "of %j fits 80 columns and has every exit code",
    async (argv) => {
      const help = await helpOf(...argv);
      expect(help.split("\n").filter((line) => line.length > 80)).toEqual([]);
      for (const code of Object.values(exitCodes)) expect(help).toMatch(new RegExp(`^  ${code} {2,}\\S`, "m"));
      expect(help).not.toMatch(/\n\n\n/);
    },
  );

  it.each(commands)("of %s has examples that work", async (command) => {
    const { target } = context;
    const [endpoint = "", value = ""] = target.slice(2);
    for (const { argv, input } of examplesOf(await helpOf(command))) {
      const paths = Object.entries(files).map(([name, content]) => [name, terminal.file(name, content)] as const);
      terminal.stdin = input === undefined ? "" : (files[input] ?? "");
      terminal.onWrite = () => {
        if (command === "emulator") terminal.interrupt();
      };
      await run("add", "AadGroup", groupId);
      const here = argv.map((part) => paths.find(([name]) => name === part)?.[1] ?? part);
      const journal = here.map((part) => (part === "groups.journal" ? `${terminal.folder}/${part}` : part));
      const reach = command === "check" || command === "emulator" ? [] : [endpoint, value];
      expect(await terminal.run(...journal, ...reach)).toMatchObject({ code: 0 });
    }
  });

  it("lists the known origin systems and clouds of the contract", async () => {
    const help = await helpOf("add");
    expect(help).toMatch(/AadGroup,\s+AadApplication,\s+SharePointOnline/);
    expect(help).toContain('"china"');
  });

  it.each(commands)("of %s offers --verbose only if the command sends requests", async (command) => {
    expect((await helpOf(command)).includes("--verbose")).toBe(command !== "check" && command !== "emulator");
  });

  it("is on standard error if there is no command", async () => {
    const { code, out, err } = await terminal.run();
    expect(err).toContain("Usage: access-package-resource-requests [options] [command]");
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });
});

it("--version prints the version", async () => {
  expect(await terminal.run("--version")).toEqual({ code: 0, out: `${version}\n`, err: "" });
});
