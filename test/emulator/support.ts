import { operations } from "../../generated/beta/contract.js";
import type { Emulator, EmulatorClock, OperationId } from "../../src/emulator/index.js";

export const catalogId = "26ac04a5-ee6a-4f0b-a0ac-0dd3d7e43ae8";
export const otherCatalogId = "5f1ba0a8-9b34-4a53-ba2a-3f9b4d6c4f66";
export const groupId = "c6a8d8a7-50a0-4a29-9ae8-8b1a1c6c7f1e";

const token = "a-token";

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

export function pathOf(operationId: OperationId, catalog: string = catalogId): string {
  return operations[operationId].path.replace("{catalogId}", catalog);
}

/** What an answer of some kind holds; a test reads what its answer has. */
export interface ResponseBody {
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: readonly { readonly code: string; readonly message: string; readonly target: string }[];
    readonly innerError: Readonly<Record<string, string>>;
  };
  readonly value: readonly { readonly id: string; readonly originId: string; readonly attributes: unknown }[];
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

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: ResponseBody;
}

/** One request by the platform's own fetch, the body as JSON unless it is text already. */
export async function send(
  emulator: Emulator,
  operationId: OperationId,
  init: {
    body?: unknown;
    query?: string;
    catalog?: string;
    headers?: Record<string, string>;
    signal?: AbortSignal;
  } = {},
): Promise<Answered> {
  const { body, query = "", catalog, headers, signal } = init;
  const { method } = operations[operationId];
  const response = await fetch(`${emulator.endpoint}${pathOf(operationId, catalog)}${query}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    redirect: "manual",
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
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

export const create = (emulator: Emulator, body: unknown) =>
  send(emulator, "createAccessPackageResourceRequest", { body });

export const createByRef = (emulator: Emulator, body: unknown) =>
  send(emulator, "createAccessPackageResourceRequestByRef", { body });

export const list = (emulator: Emulator, query = "", catalog: string = catalogId) =>
  send(emulator, "listAccessPackageResources", { query, catalog });

export const originIds = async (emulator: Emulator, query = ""): Promise<readonly string[]> =>
  (await list(emulator, query)).json.value.map(({ originId }) => originId);

export const batch = (emulator: Emulator, requests: readonly object[]) =>
  send(emulator, "postBatch", { body: { requests } });

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

/** A clock that stands still until it is told to go on. */
export class ManualClock implements EmulatorClock {
  #now = Date.parse("2026-01-02T03:04:05.500Z");
  readonly timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  #arrived: (() => void) | undefined;
  #next = 0;

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, delayInMs: number): number {
    this.#next += 1;
    this.timers.set(this.#next, { at: this.#now + delayInMs, callback });
    this.#arrived?.();
    return this.#next;
  }

  clearTimeout(timer: unknown): void {
    this.timers.delete(Number(timer));
  }

  /** Resolves when somebody waits. */
  async waiting(): Promise<void> {
    if (this.timers.size > 0) return;
    await new Promise<void>((resolve) => {
      this.#arrived = resolve;
    });
  }

  advance(byMs: number): void {
    this.#now += byMs;
    for (const [timer, { at, callback }] of [...this.timers]) {
      if (at > this.#now) continue;
      this.timers.delete(timer);
      callback();
    }
  }
}
