// Runs a bundle where there is nothing but what browsers and edge runtimes have: no process, Buffer or require.
const assert = require("node:assert/strict");
const { readFileSync } = require("node:fs");
const vm = require("node:vm");

const names = [
  "AbortController",
  "AbortSignal",
  "FormData",
  "Headers",
  "Response",
  "TextDecoder",
  "TextEncoder",
  "performance",
  "URL",
  "atob",
];
const globals = Object.fromEntries(
  [...names, "crypto", "setTimeout", "clearTimeout"].map((name) => [name, globalThis[name]]),
);
const requests = [];
globals.fetch = async (url) => {
  requests.push(url);
  return new Response('{"id":"1","requestType":"AdminAdd"}', { status: 201 });
};
const context = vm.createContext(globals);
vm.runInContext(readFileSync(process.argv[2], "utf8"), context);

async function main() {
  const { AccessPackageResourceRequestsClient } = context.bundle;
  const client = new AccessPackageResourceRequestsClient({
    getToken: async () => ({ token: "t", expiresOnTimestamp: Infinity }),
  });
  const accessPackageResource = { originSystem: "AadGroup", originId: "o" };
  const created = await client.createRequest({ catalogId: "c", requestType: "AdminAdd", accessPackageResource });
  assert.equal(created.id, "1");
  assert.equal(requests.length, 1);
}

main();
