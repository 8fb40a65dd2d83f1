import { afterEach, beforeEach, expect, jest, test } from "@jest/globals";

// `npm start` shows the built package. Here the same scenes run without a build.
jest.mock("access-package-resource-requests", () => jest.requireActual("../../src"), { virtual: true });
jest.mock("access-package-resource-requests/v1.0", () => jest.requireActual("../../src/v1.0"), { virtual: true });
jest.mock("access-package-resource-requests/emulator", () => jest.requireActual("../../src/emulator"), {
  virtual: true,
});

// Imported after the mocks, because a clone without a build has no other package of that name.
const runDemo = async (verbose: boolean) => (await import("../../scripts/start/demo.js")).runDemo(verbose);

let log: jest.SpiedFunction<typeof console.log>;
const printed = () => log.mock.calls.map(([text]) => String(text)).join("\n");

beforeEach(() => {
  log = jest.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(() => void jest.restoreAllMocks());

test("npm start shows five scenes in at most 80 lines, and one exchange in full", async () => {
  await runDemo(false);
  expect(printed().match(/^\d\. /gm)).toHaveLength(5);
  expect(printed().match(/^ {2}✓ .+ \(\d+ ms\)$/gm)).toHaveLength(8);
  expect(printed().match(/^ {2}> POST /gm)).toHaveLength(1);
  expect(printed().split("\n").length).toBeLessThanOrEqual(80);
});

test("npm start -- --verbose prints every request and its response", async () => {
  await runDemo(true);
  const requests = printed().match(/^ {2}> (GET|POST) /gm) ?? [];
  const responses = printed().match(/^ {2}< \d{3}/gm) ?? [];
  expect(requests.length).toBeGreaterThan(10);
  // Two responses are lost.
  expect(responses).toHaveLength(requests.length - 2);
  expect(printed()).not.toContain("Bearer");
});

test("npm start fails if a scene does not show what it should", async () => {
  jest.spyOn(crypto, "randomUUID").mockReturnValue("8ab659d0-3839-427d-8c54-5ae92f0b3e2e");
  await expect(runDemo(false)).rejects.toMatchObject({
    name: "CommandFailure",
    message: expect.stringMatching(/^✗ scene 3 /),
  });
});
