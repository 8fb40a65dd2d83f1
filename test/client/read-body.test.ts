import type { ServerResponse } from "node:http";
import { ReadableStream } from "node:stream/web";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "@jest/globals";
import { failure, loopbackClient, publishedBody, setUp } from "../support/client.js";
import { example } from "../support/examples.js";
import { stalledBody, text } from "../support/fetch.js";
import { serveHttp } from "../support/servers.js";

const entity = { ...example<object>("addGroupResponse"), justification: "für alle – 😀" };
const entityText = JSON.stringify(entity);
const bytes = Buffer.from(entityText);

/** A response of a type that tests cannot create; only a response from the network has it. */
function ofType(type: ResponseType, response: Response): Response {
  return Object.defineProperty(response, "type", { value: type });
}

function announced(response: Response, lengthInBytes: number): Response {
  response.headers.set("content-length", String(lengthInBytes));
  return response;
}

/** The entity in two pieces. */
function inPieces(firstLength: number, headers = {}): Response {
  const body = ReadableStream.from([bytes.subarray(0, firstLength), bytes.subarray(firstLength)]);
  return new Response(body as unknown as BodyInit, { status: 201, headers });
}

function createWith(response: Response) {
  return setUp({ responses: [response] }).client.createRequest(publishedBody());
}

describe("the body of a success is read", () => {
  it.each<[string, (response: ServerResponse) => unknown]>([
    ["of a given length", (response) => response.setHeader("content-length", bytes.length).end(bytes)],
    ["in chunks", (response) => response.write(bytes) && response.end()],
    [
      "compressed, with its compressed length",
      (response) => {
        const small = gzipSync(bytes);
        response.setHeader("content-encoding", "gzip").setHeader("content-length", small.length).end(small);
      },
    ],
    [
      "after a byte order mark",
      (response) => {
        const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]);
        response.setHeader("content-length", marked.length).end(marked);
      },
    ],
  ])("%s", async (_, send) => {
    const server = await serveHttp((request, response) => {
      response.statusCode = 201;
      request.resume().on("end", () => send(response));
    });
    expect(await loopbackClient(server).createRequest(publishedBody())).toEqual(entity);
  });

  it("without waiting for its stream to close, once it has the given length", async () => {
    const response = ofType("basic", announced(stalledBody(201, entityText), bytes.length));
    expect(await createWith(response)).toEqual(entity);
  });

  it.each([
    ["when a browser might hide that it is compressed", ofType("cors", inPieces(20))],
    ["when it was compressed", ofType("basic", inPieces(20, { "content-encoding": "gzip" }))],
  ])("to its end %s, even if its first piece has the given length", async (_, response) => {
    expect(await createWith(announced(response, 20))).toEqual(entity);
  });

  it("of another HTTP library's response, with nothing but get and text", async () => {
    const response = (status: number) => ({
      status,
      headers: { get: () => null },
      body: "x",
      text: async () => entityText,
    });
    const responses = [429, 201].map((status) => async () => response(status) as unknown as Response);
    const { client, finish } = setUp({ responses });
    expect(await finish(client.createRequest(publishedBody()))).toEqual(entity);
  });

  it("in pieces that split a character", async () => {
    const middle = bytes.indexOf(0xf0) + 2;
    const response = announced(ofType("basic", inPieces(middle)), bytes.length);
    expect(await createWith(response)).toEqual(entity);
  });
});

describe("the outcome is unknown when the body of a success", () => {
  it.each(["", null])("is %j, although a length was given", async (body) => {
    const response = ofType("basic", announced(text(201, body), 20));
    expect(await failure(createWith(response))).toMatchObject({ name: "OutcomeUnknownError", status: 201 });
  });
});
