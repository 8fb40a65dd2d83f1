import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "@jest/globals";
import { capture, edited, type Result } from "./drift.js";

const files = ["--spec", join(__dirname, "fixtures/spec.yaml"), "--ledger", join(__dirname, "fixtures/ledger.yaml")];
let server: Server | undefined;

afterEach(async () => {
  await new Promise((resolve) => (server === undefined ? resolve(undefined) : server.close(resolve)));
  server = undefined;
});

async function fetchFrom(listener: RequestListener): Promise<Result> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  const result = await capture(["--metadata", `http://127.0.0.1:${port}/beta/$metadata`, ...files]);
  listening.closeAllConnections();
  return result;
}

describe("metadata from a URL", () => {
  it("is read from loopback", async () => {
    expect(await fetchFrom((_, response) => response.end(edited("model.xml")))).toMatchObject({ exitCode: 0, err: "" });
  });

  it.each(["https://other.example/x", "/moved"])(
    "follows no redirect, and reports its target: %s",
    async (location) => {
      const { exitCode, err } = await fetchFrom((_, response) => response.writeHead(302, { location }).end());
      expect(exitCode).toBe(5);
      expect(err).toContain(`responded with 302 and redirects to ${location}: use that URL if you trust it`);
    },
  );

  it.each<[string, RequestListener, string]>([
    ["the status is not a success", (_, response) => response.writeHead(404).end(), "responded with 404"],
    ["the body is empty", (_, response) => response.writeHead(204).end(), "responded without a body"],
    [
      "the connection breaks in the middle",
      (_, response) =>
        response.writeHead(200, { "content-length": "10000" }).write("<edmx:Edmx>", () => response.destroy()),
      "cannot fetch http://127.0.0.1",
    ],
  ])("exits with 5 and says so if %s", async (_, listener, message) => {
    const expected = { exitCode: 5, out: "", err: expect.stringContaining(message) };
    expect(await fetchFrom(listener)).toEqual(expected);
  });

  it("exits with 5 if nothing listens", async () => {
    const { exitCode, err } = await capture(["--metadata", "http://127.0.0.1:1/x", ...files]);
    expect(exitCode).toBe(5);
    expect(err).toContain("cannot fetch http://127.0.0.1:1/x");
  });
});
