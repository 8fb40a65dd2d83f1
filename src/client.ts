import { type EndpointOptions, resolveEndpoint } from "./auth/endpoint.js";
import type { TokenCredential } from "./auth/tokens.js";
import { Catalog } from "./catalog/catalog.js";
import { findCatalog } from "./catalog/find-catalog.js";
import { requestOptionsOf } from "./catalog/options.js";
import { assertId } from "./catalog/origin.js";
import type { ReadOptions } from "./catalog/types.js";
import { checkOptions, optionRules } from "./option-checks.js";
import {
  type CallOptions,
  type CallSettings,
  type Clock,
  type CreateRequestOptions,
  defaultSettings,
  mergeSettings,
  systemClock,
} from "./options.js";
import { Requests } from "./requests.js";
import type { FetchLike } from "./transport/messages.js";
import { unwrap } from "./transport/to-error.js";
import type { VersionTypes } from "./versions/types.js";
import type { ApiVersion } from "./versions/version.js";

/** Options of the client. Options of a call are the defaults of every call. */
export interface AccessPackageResourceRequestsClientOptions extends EndpointOptions, CallOptions {
  /** Sends the requests. Default: the global `fetch`. Pass your own to use a proxy. */
  readonly fetch?: FetchLike | undefined;
  /** Clock and timers. Default: the system's. Pass your own to test without waiting. */
  readonly clock?: Clock | undefined;
}

/** What the clients of all versions share. */
export abstract class Client<Types extends VersionTypes> {
  readonly #requests: Requests;
  readonly #settings: CallSettings;
  readonly #clock: Clock;

  /** @internal */
  constructor(
    version: ApiVersion,
    credential: TokenCredential | undefined,
    options: AccessPackageResourceRequestsClientOptions,
  ) {
    checkOptions(options, optionRules.client);
    const endpoint = resolveEndpoint(options, version);
    if (endpoint.isLoopback && !credential) {
      throw new TypeError("a loopback endpoint never gets a real credential: pass one made for it, with getToken");
    }
    if (!options.fetch && typeof globalThis.fetch !== "function") {
      throw new TypeError("this platform has no fetch: pass one as the option fetch");
    }
    this.#settings = mergeSettings(defaultSettings, options);
    this.#clock = options.clock ?? systemClock;
    this.#requests = new Requests({
      version,
      endpoint,
      credential,
      // A program may replace the global fetch later.
      fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
      clock: this.#clock,
      settings: this.#settings,
    });
  }

  /**
   * Creates a request to add a resource to a catalog, or to update or remove one (Microsoft Graph, "Create
   * accessPackageResourceRequest").
   *
   * @param body In beta, the published form, which the real service needs, or the page form. In v1.0, the form that its
   * `requestType` selects.
   * @returns The request as the service created it, without the resource.
   * @throws RequestValidationError when the body breaks the contract; nothing was sent.
   * @throws AuthenticationError when no access token can be obtained.
   * @throws ConnectionError when nothing reached the service.
   * @throws GraphError when the service refused the request.
   * @throws OutcomeUnknownError when no response says whether the service accepted it.
   * @throws RequestAbortedError when the caller's signal ended the call, or its deadline passed before sending.
   * @throws TypeError or RangeError when an option cannot be used.
   */
  async createRequest(body: Types["body"], options: CreateRequestOptions = {}): Promise<Types["request"]> {
    return unwrap(await this.#requests.create(body, options)) as Types["request"];
  }

  /** @internal */
  protected async createBy(operation: string | undefined, body: object, options: CreateRequestOptions) {
    return unwrap(await this.#requests.create<Types["request"] | undefined>(body, options, operation));
  }

  /**
   * Returns a catalog, to add, remove, find and list its resources.
   *
   * @param catalogId Id of the catalog, a GUID.
   * @throws TypeError when the id is empty, or would change the URL.
   */
  catalog(catalogId: string): Catalog<Types> {
    return Catalog.of(catalogId, this.#requests, this.#settings, this.#clock);
  }

  /**
   * Finds a catalog by its exact display name, which is case-sensitive.
   *
   * @param displayName Name of the catalog, sent as it is: leading and trailing spaces count.
   * @returns The catalog, with its `id` for `catalog`; `undefined` when the caller can see no catalog with this name.
   * @throws AmbiguousCatalogError when several catalogs have the name; the errors of `createRequest`.
   * @throws TypeError when the name is empty or cannot be sent; TypeError or RangeError when an option cannot be used.
   */
  async findCatalog(displayName: string, options: ReadOptions = {}): Promise<Types["catalog"] | undefined> {
    checkOptions(options, optionRules.read);
    assertId("displayName", displayName);
    return findCatalog(this.#requests, displayName, requestOptionsOf(this.#settings, options));
  }
}
