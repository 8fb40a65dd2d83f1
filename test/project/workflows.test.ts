import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import support from "../../scripts/package/support.json";
import { npmScripts } from "./npm-scripts.js";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly uses?: string;
  readonly steps?: readonly Step[];
  readonly permissions?: unknown;
  readonly "timeout-minutes"?: number;
  readonly strategy?: { readonly matrix: { readonly node: readonly string[] } };
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const folder = resolve(__dirname, "../../.github/workflows");
const files = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), "utf8") }));
const workflows = Object.fromEntries(files.map(({ file, text }) => [file, parse(text) as Workflow]));
const jobs = Object.entries(workflows).flatMap(([file, { jobs: all }]) =>
  Object.entries(all).map(([name, job]) => ({ place: `${file}: ${name}`, job })),
);
const steps = jobs.flatMap(({ place, job }) => (job.steps ?? []).map((step) => ({ place, step })));

describe("workflows", () => {
  it("pin every action by a full commit, with the version next to it", () => {
    const uses = files.flatMap(({ text }) => text.split("\n").filter((line) => line.includes("uses:")));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) {
      expect(line).toMatch(
        /uses: (\.\/\.github\/workflows\/[\w-]+\.yml|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
      );
    }
  });

  it("use one commit of each action", () => {
    const pins = new Set(steps.flatMap(({ step }) => step.uses ?? []));
    expect(pins.size).toBe(new Set([...pins].map((pin) => pin.split("@")[0])).size);
  });

  it("can only read the repository", () => {
    for (const { permissions } of Object.values(workflows)) expect(permissions).toEqual({ contents: "read" });
  });

  it("give more rights only to the job that publishes, which runs no code of the project", () => {
    const privileged = jobs.filter(({ job }) => job.permissions !== undefined);
    expect(privileged.map(({ place }) => place)).toEqual(["release.yml: publish"]);
    const [publish] = privileged;
    expect(publish?.job.permissions).toEqual({ "id-token": "write" });
    expect(publish?.job.steps?.flatMap(({ run }) => run ?? [])).toEqual(["npm publish --provenance ./*.tgz"]);
    expect(publish?.job.steps?.map(({ uses }) => uses?.split("@")[0])).not.toContain("actions/checkout");
  });

  it("contain no secret, and pass no text of an event to a shell", () => {
    for (const { text } of files) expect(text).not.toMatch(/secrets\.|NODE_AUTH_TOKEN|pull_request_target/);
    for (const { step } of steps) expect(step.run ?? "").not.toContain("${{");
  });

  it("leave no credential in the clone, and have a time limit", () => {
    const checkouts = steps.filter(({ step }) => step.uses?.startsWith("actions/checkout@"));
    for (const { step } of checkouts) expect(step.with?.["persist-credentials"]).toBe(false);
    for (const { place, job } of jobs.filter(({ job: { uses } }) => uses === undefined)) {
      expect({ place, minutes: job["timeout-minutes"] }).toEqual({ place, minutes: expect.any(Number) });
    }
  });

  it("test on every Node of the support table, and on the oldest by its full version", () => {
    expect(jobs.flatMap(({ job }) => job.strategy?.matrix.node ?? [])).toEqual(support.node);
  });

  it("review every pull request that changes what the review reads", () => {
    const { on } = parse(readFileSync(join(folder, "review.yml"), "utf8"));
    expect(on).toEqual({ pull_request: { paths: ["spec/**", "generated/**", "src/**", "package.json"] } });
  });

  it("call only npm scripts that exist", () => {
    const commands = steps.map(({ step }) => step.run ?? "").join("\n");
    expect(npmScripts.missing(commands)).toEqual([]);
  });
});
