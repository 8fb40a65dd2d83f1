import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "@jest/globals";
import { readSettings } from "../../../scripts/generate/project.js";
import type { Emulator } from "../../../src/emulator/index.js";
import { withEmulator } from "../../support/emulator.js";
import { createFolder } from "../project.js";

const run = promisify(execFile);
const root = process.cwd();

/** Why the test cannot run here. Undefined if it can, or if it must. */
function missing(): string | undefined {
  if (process.env["CI_REQUIRES_PYTHON"] === "1") return undefined;
  // The generated client needs Python 3.10; on Debian, venv without ensurepip makes environments that have no pip.
  const { status } = spawnSync("python3", ["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"]);
  return status === 0 ? undefined : "not run: it needs python3 3.10 or later with venv and ensurepip";
}

const why = missing();
const itWithPython = why === undefined ? it : it.skip;
// Jest does not print the names of skipped tests when it runs several files.
if (why !== undefined) process.stderr.write(`The Python client is ${why}.\n`);

/** Writes openapi-generator's own Python client for the specification, and returns a Python that can import it. */
async function createPythonClient(): Promise<{ readonly python: string; readonly client: string }> {
  const folder = createFolder();
  const client = folder.path("client");
  const { "generator-cli": command } = readSettings(root).wrapperConfig;
  const jar = join(root, command.storageDir, `${command.version}.jar`);
  if (!existsSync(jar)) throw new Error(`${jar} is missing: \`npm run generate\` downloads it`);
  await run("java", ["-jar", jar, "generate", "-g", "python", "-i", "spec/beta/openapi.yaml", "-o", client]);
  await run("python3", ["-m", "venv", folder.path("venv")]);
  const python = folder.path("venv/bin/python");
  await run(python, ["-m", "pip", "install", "--quiet", "--requirement", join(client, "requirements.txt")]);
  return { python, client };
}

const program = `
import sys
from openapi_client import (AccessPackageResource, AccessPackageResourceRequestBody,
    AccessPackageResourceRequestPublishedForm, AccessPackageResourceRequestsApi, ApiClient, Configuration)

request = AccessPackageResourceRequestPublishedForm(
    catalog_id="26ac0c0a-08bc-4a7b-a313-839f58044ba5",
    request_type="AdminAdd",
    access_package_resource=AccessPackageResource(
        origin_id="c6294667-7348-4f5a-be73-9d2c65f574f3", origin_system="AadGroup"),
)
with ApiClient(Configuration(host=sys.argv[1], access_token="token")) as client:
    response = AccessPackageResourceRequestsApi(client).create_access_package_resource_request(
        AccessPackageResourceRequestBody(request))
print(response.to_json(), end="")
`;

describe("the Python client that openapi-generator generates from the specification", () => {
  let emulator: Emulator;
  withEmulator((started) => {
    emulator = started;
  });

  itWithPython("creates a request without an id, and the emulator accepts it", async () => {
    const { python, client } = await createPythonClient();
    const { stdout } = await run(python, ["-c", program, emulator.endpoint], { cwd: client });
    expect(JSON.parse(stdout)).toMatchObject({ requestState: "Delivered", requestType: "AdminAdd" });
    expect(emulator.commits).toMatchObject([{ form: "published", originId: "c6294667-7348-4f5a-be73-9d2c65f574f3" }]);
  });
});
