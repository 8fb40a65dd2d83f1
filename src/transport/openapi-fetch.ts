import type { ApiVersion } from "../versions/version.js";
import { OutgoingRequest } from "./messages.js";

type Operation = (init: object) => Promise<unknown>;

/** A response that openapi-fetch does not read. */
const ignored = { ok: true, status: 204, headers: new Map() };

/**
 * The operations of the contract as requests. This is the only file that knows openapi-fetch, which checks each request
 * against the types of its operation. It sends nothing: its `fetch` keeps the request, and the transport sends that.
 */
export class OperationRequests {
  readonly #operations: Readonly<Record<string, Operation>>;

  constructor(baseUrl: string, { createOperations }: Pick<ApiVersion, "createOperations">) {
    this.#operations = createOperations({
      baseUrl,
      Request: OutgoingRequest as unknown as typeof Request,
      // openapi-fetch's own also handles forms, which takes time in each call.
      bodySerializer: (body: unknown) => JSON.stringify(body),
    }) as Readonly<Record<string, Operation>>;
  }

  /**
   * The request of an operation.
   *
   * @param search The query of the URL, without its `?`.
   * @throws whatever JSON.stringify throws for a body that cannot be written as JSON.
   */
  async create(id: string, init: object, search = ""): Promise<OutgoingRequest> {
    let created: unknown;
    const fetch = async (request: unknown) => {
      created = request;
      return ignored;
    };
    await this.#operations[id]?.({ fetch, querySerializer: () => search, ...init });
    return created as OutgoingRequest;
  }
}
