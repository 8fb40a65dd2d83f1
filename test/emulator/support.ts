import { connect } from "node:net";
import { operations as betaOperations } from "../../generated/beta/contract.js";
import { operations as v1Operations } from "../../generated/v1.0/contract.js";
import type { Emulator, Fault, OperationId } from "../../src/emulator/index.js";
import { withEmulator } from "../support/emulator.js";

/** The emulator of the running test. Each test of a file that imports this module starts with a fresh one. */
export let emulator: Emulator;
export const restart = withEmulator((started) => {
  emulator = started;
});

const operations = { ...v1Operations, ...betaOperations };

export type Version = "beta" | "v1.0";
export const versions: readonly Version[] = ["beta", "v1.0"];

const operationsOf = {
  beta: {
    create: "createAccessPackageResourceRequest",
    list: "listAccessPackageResources",
    catalogs: "listAccessPackageCatalogs",
  },
  "v1.0": { create: "createResourceRequest", list: "listCatalogResources", catalogs: "listCatalogs" },
} as const;

export const catalogId = "26ac04a5-ee6a-4f0b-a0ac-0dd3d7e43ae8";
export const otherCatalogId = "5f1ba0a8-9b34-4a53-ba2a-3f9b4d6c4f66";
export const groupId = "c6a8d8a7-50a0-4a29-9ae8-8b1a1c6c7f1e";

export const pageBody = {
  "@odata.type": "#microsoft.graph.accessPackageResourceRequest",
  catalogId: "Catalog Id value",
  executeImmediately: true,
  isValidationOnly: true,
  requestType: "Request Type value",
  requestState: "Request State value",
  requestStatus: "Request Status value",
  expirationDateTime: "2016-12-31T23:56:24.5775752+00:00",
  justification: "Justification value",
};

export function change(requestType: string, accessPackageResource: object, more: object = {}) {
  return { catalogId, requestType, accessPackageResource, ...more };
}

export function addGroup(originId: string = groupId, more: object = {}) {
  return change("AdminAdd", { originId, originSystem: "AadGroup" }, more);
}

/** A resource of an origin system with ids that can be any string. */
export function addOther(originId: string, more: object = {}) {
  return change("AdminAdd", { originId, originSystem: "CustomDataProvidedResource" }, more);
}

/** A body of v1.0. */
export function change1(requestType: string, resource: object, more: object = {}) {
  return { requestType, resource, catalog: { id: catalogId }, ...more };
}

export function addGroup1(originId: string = groupId, more: object = {}) {
  return change1("adminAdd", { originId, originSystem: "AadGroup" }, more);
}

export function addOther1(originId: string, more: object = {}) {
  return change1("adminAdd", { originId, originSystem: "CustomDataProvidedResource" }, more);
}

export function pathOf(operationId: OperationId, catalog: string = catalogId): string {
  return operations[operationId].path.replace("{catalogId}", catalog);
}

/** The properties of every kind of response body. */
export interface ResponseBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: readonly { readonly code: string; readonly message: string; readonly target: string }[];
    readonly innerError: Readonly<Record<string, string>>;
  };
  readonly value: readonly {
    readonly id: string;
    readonly originId: string;
    readonly attributes: unknown;
    readonly displayName: string;
  }[];
  readonly responses: readonly MemberResponse[];
  readonly id: string;
  readonly isValidationOnly: boolean;
  readonly "@odata.nextLink": string;
}

export interface MemberResponse {
  readonly id: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: ResponseBody;
}

export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: ResponseBody;
}

interface AskOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Sends one request with the global `fetch`, by default a GET with a token. A body that is not text is sent as JSON. */
export async function ask(path: string, { body, headers, ...init }: AskOptions = {}): Promise<Received> {
  const content = typeof body === "string" ? body : JSON.stringify(body);
  const response = await fetch(new URL(path, emulator.endpoint), {
    headers: {
      authorization: "Bearer a-token",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    redirect: "manual",
    ...(body === undefined ? {} : { body: content }),
    ...init,
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json() {
      return JSON.parse(text);
    },
  };
}

interface SendOptions extends AskOptions {
  /** Default beta. */
  readonly version?: Version;
  readonly query?: string;
  readonly catalog?: string;
}

export const send = (
  operationId: OperationId,
  { version = "beta", query = "", catalog, ...options }: SendOptions = {},
): Promise<Received> =>
  ask(`/${version}${pathOf(operationId, catalog)}${query}`, { method: operations[operationId].method, ...options });

/** Sends what `fetch` cannot, such as another Host header, and returns the response as it arrives. */
export function raw(start: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const { port, hostname, host } = new URL(emulator.endpoint);
    const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    const socket = connect(Number(port), hostname, () => socket.write(`${start}\r\n${lines.join("")}\r\n`));
    let response = "";
    socket.on("data", (chunk) => {
      response += chunk;
      socket.end();
    });
    socket.on("close", () => resolve(response));
    socket.on("error", reject);
  });
}

export const create = (body: unknown, version: Version = "beta") =>
  send(operationsOf[version].create, { body, version });

export const createByRef = (body: unknown) => send("createAccessPackageResourceRequestByRef", { body });

export const list = (query = "", version: Version = "beta", catalog: string = catalogId) =>
  send(operationsOf[version].list, { query, catalog, version });

/** The query of a list that is filtered. */
export const filter = (expression: string) => `?$filter=${encodeURIComponent(expression)}`;

export const listCatalogs = (query = "", version: Version = "beta") =>
  send(operationsOf[version].catalogs, { query, version });

export const originIds = async (query = "", version: Version = "beta"): Promise<readonly string[]> =>
  (await list(query, version)).json.value.map(({ originId }) => originId);

export const batch = (requests: readonly object[], version: Version = "beta") =>
  send("postBatch", { body: { requests }, version });

/** Queues a fault. Resolves when it strikes. */
export function struckBy(fault: Fault): Promise<void> {
  return new Promise((resolve) => {
    const match = () => {
      resolve();
      return true;
    };
    emulator.faults.next({ ...fault, match });
  });
}

/** Status and code of an error response. */
export const refusalOf = ({ status, json }: Received) => [status, json.error.code];

export function member(id: string, body: unknown, more: object = {}) {
  return {
    id,
    method: "POST",
    url: pathOf("createAccessPackageResourceRequest"),
    headers: { "Content-Type": "application/json" },
    body,
    ...more,
  };
}
