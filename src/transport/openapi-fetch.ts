import { createFinalURL, defaultPathSerializer } from "openapi-fetch";
import { createOperations, type Operations } from "../../generated/beta/client.js";
import { type OperationContract, operations } from "../../generated/beta/contract.js";
import type { CreateRequestBody } from "../contract/bodies.js";
import type { OperationId } from "../contract/check.js";
import { OutgoingRequest } from "./messages.js";

/** What a success of an operation has as its body. */
export type DataOf<Id extends OperationId> = NonNullable<Awaited<ReturnType<Operations[Id]>>["data"]>;
/** What an operation sends: its body, and what fills its path. A body in two forms has the types that callers give. */
export type InitOf<Id extends OperationId> = Id extends "createAccessPackageResourceRequest"
  ? { readonly body: CreateRequestBody }
  : Parameters<Operations[Id]>[0];

type Operation = (init: object) => Promise<unknown>;

/** A response that openapi-fetch does not read. */
const ignored = { ok: true, status: 204, headers: new Map() };

/**
 * The operations of the contract as requests. This is the only file that knows openapi-fetch, which holds each request
 * to the types of its operation. It sends nothing: its `fetch` keeps the request, and the transport sends that.
 */
export class OperationRequests {
  readonly #operations: Operations;

  constructor(baseUrl: string) {
    this.#operations = createOperations({
      baseUrl,
      Request: OutgoingRequest as unknown as typeof Request,
      // What its own does for forms is not asked for here, and costs time in each call.
      bodySerializer: (body) => JSON.stringify(body),
    });
  }

  /**
   * The request of an operation.
   *
   * @param search The query of the address, without its `?`.
   * @throws whatever JSON.stringify throws for a body that cannot be written as JSON.
   */
  async create<Id extends OperationId>(id: Id, init: InitOf<Id>, search = ""): Promise<OutgoingRequest> {
    const operation = this.#operations[id] as Operation;
    let created: unknown;
    const fetch = async (request: unknown) => {
      created = request;
      return ignored;
    };
    await operation({ ...init, fetch, querySerializer: () => search });
    return created as OutgoingRequest;
  }
}

/** The address of an operation below the service root, for a member of a batch. */
export function addressOf(id: OperationId, path: Readonly<Record<string, string>>, search: string): string {
  const { path: template }: OperationContract = operations[id];
  const querySerializer = () => search;
  return createFinalURL(template, {
    baseUrl: "",
    params: { path },
    querySerializer,
    pathSerializer: defaultPathSerializer,
  });
}
