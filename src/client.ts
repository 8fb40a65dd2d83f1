import { type EndpointOptions, resolveEndpoint } from "./auth/endpoint.js";
import type { TokenCredential } from "./auth/tokens.js";
import { Catalog } from "./catalog/catalog.js";
import { findCatalog } from "./catalog/find-catalog.js";
import { requestOptionsOf } from "./catalog/options.js";
import { assertId } from "./catalog/origin.js";
import type { ReadOptions } from "./catalog/types.js";
import { beta } from "./contract/beta.js";
import type {
  AccessPackageCatalog,
  AccessPackageResourceRequest,
  CreateRequestBody,
  PageForm,
} from "./contract/bodies.js";
import { checkOptions, optionRules } from "./option-checks.js";
import {
  type CallOptions,
  type CallSettings,
  type Clock,
  defaultSettings,
  mergeSettings,
  systemClock,
} from "./options.js";
import { type CreateRequestOptions, Requests } from "./requests.js";
import type { FetchLike } from "./transport/messages.js";
import { unwrap } from "./transport/to-error.js";

/** Options of the client. Options of a call are defaults for every call. */
export interface AccessPackageResourceRequestsClientOptions extends EndpointOptions, CallOptions {
  /** Sends the requests. Default: the global `fetch`. Give your own to use a proxy. */
  readonly fetch?: FetchLike;
  /** Clock and timers. Default: the system's. Give your own to test without waiting. */
  readonly clock?: Clock;
}

/**
 * Client for Microsoft Graph's accessPackageResourceRequests (beta): puts groups, applications and SharePoint
 * sites into an entitlement-management catalog.
 */
export class AccessPackageResourceRequestsClient {
  readonly #requests: Requests;
  readonly #settings: CallSettings;
  readonly #clock: Clock;

  /**
   * @param credential Gets the tokens: a credential of `@azure/identity`, or an object of your own with `getToken`.
   * Default: `DefaultAzureCredential`, imported from `@azure/identity` when the first token is needed.
   * @throws TypeError when the credential has no `getToken`, an option has a wrong type, there is no `fetch`, or the
   * endpoint is of another version, may not get a token, or is a loopback one and no credential was passed.
   * @throws RangeError when a number is out of range.
   */
  constructor(credential?: TokenCredential, options: AccessPackageResourceRequestsClientOptions = {}) {
    checkOptions(options, optionRules.client);
    const endpoint = resolveEndpoint(options);
    if (endpoint.isLoopback && !credential) {
      throw new TypeError("a loopback endpoint is never given a real credential: pass one made for it, with getToken");
    }
    if (!options.fetch && typeof globalThis.fetch !== "function") {
      throw new TypeError("this platform has no fetch: pass one as the option of that name");
    }
    this.#settings = mergeSettings(defaultSettings, options);
    this.#clock = options.clock ?? systemClock;
    this.#requests = new Requests({
      contract: beta,
      endpoint,
      credential,
      // A program may replace the global fetch later.
      fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
      clock: this.#clock,
      settings: this.#settings,
    });
  }

  /**
   * Creates a request to add a resource to a catalog, to update it or to remove it (page line 31; Microsoft Graph
   * beta, "Create accessPackageResourceRequest").
   *
   * @param body The published form, which the real service needs, or the page form.
   * @returns The request as the service made it, without the resource.
   * @throws RequestValidationError when the body breaks the contract; nothing was sent.
   * @throws AuthenticationError when no access token can be obtained.
   * @throws ConnectionError when nothing reached the service.
   * @throws GraphError when the service refused the request.
   * @throws OutcomeUnknownError when no response says whether the service took it.
   * @throws RequestAbortedError when the caller's signal, or the deadline before sending, ended the call.
   * @throws TypeError or RangeError when an option cannot be used.
   */
  async createRequest(
    body: CreateRequestBody,
    options: CreateRequestOptions = {},
  ): Promise<AccessPackageResourceRequest> {
    return unwrap(await this.#requests.create(body, options));
  }

  /**
   * The same at the address with `/$ref` at its end, which the page's HTTP line prints (page line 31). Microsoft's
   * published page has no such address, and there is no report that the real service has it.
   *
   * @param body The page form: every property of the page's table but `id`.
   * @returns The request, as the page says; `undefined` after a 204 without a body, as OData says.
   * @throws The same errors as `createRequest`.
   */
  async createRequestByRef(
    body: PageForm,
    options: CreateRequestOptions = {},
  ): Promise<AccessPackageResourceRequest | undefined> {
    return unwrap(await this.#requests.createByRef(body, options));
  }

  /**
   * A catalog, to add, remove, find and list its resources.
   *
   * @param catalogId Id of the catalog, a GUID.
   * @throws TypeError when the id is empty, or would change the address.
   */
  catalog(catalogId: string): Catalog {
    return new Catalog(catalogId, this.#requests, this.#settings, this.#clock);
  }

  /**
   * Finds a catalog by its display name. Only a name with the same characters counts, letter case included.
   *
   * @param displayName Name of the catalog, as it is sent: blanks at its ends count.
   * @returns The catalog, with its `id` for `catalog`; `undefined` when the caller may see no catalog of this name.
   * @throws AmbiguousCatalogError when several catalogs have the name; the errors of `createRequest`.
   * @throws TypeError when the name is empty or cannot be sent; TypeError or RangeError when an option cannot be used.
   */
  async findCatalog(displayName: string, options: ReadOptions = {}): Promise<AccessPackageCatalog | undefined> {
    checkOptions(options, optionRules.read);
    assertId("displayName", displayName);
    return findCatalog(this.#requests, displayName, requestOptionsOf(this.#settings, options));
  }
}
