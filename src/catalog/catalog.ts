import type { PublishedForm } from "../contract/bodies.js";
import { argumentRules, checkOptions, checkValue, optionRules } from "../option-checks.js";
import type { CallSettings, Clock } from "../options.js";
import type { Requests } from "../requests.js";
import { Addition } from "./add/addition.js";
import { addSingly, successOf } from "./add/one.js";
import { copyOf, refusalOf } from "./bulk/inputs.js";
import { BulkAddition } from "./bulk/run.js";
import { findResource, listResources } from "./list.js";
import { additionSettingsOf, bulkSettingsOf, requestOptionsOf, sharedBodyOf, waitSettingsOf } from "./options.js";
import { assertId, assertOrigin, trimOrigin, withTrimmedOrigin } from "./origin.js";
import { type ResourceIdentity, type ResourceToRemove, removeResource } from "./remove.js";
import type {
  AddResourceOptions,
  AddResourcesOptions,
  AddResult,
  AddSuccess,
  CatalogResource,
  ChangeOptions,
  ListResourcesOptions,
  ReadOptions,
  RemoveResult,
  ResourceOrigin,
  ResourceToAdd,
} from "./types.js";

/** One entitlement-management catalog. Made by `client.catalog(catalogId)`; making it sends nothing. */
export class Catalog {
  /** Id of the catalog. */
  readonly id: string;
  readonly #requests: Requests;
  readonly #settings: CallSettings;
  readonly #clock: Clock;

  /** @internal */
  constructor(id: string, requests: Requests, settings: CallSettings, clock: Clock) {
    assertId("catalogId", id);
    this.id = trimOrigin(id);
    // As a part of an address they would lead elsewhere.
    if ([".", ".."].includes(this.id)) throw new TypeError("catalogId must be the id of a catalog");
    this.#requests = requests;
    this.#settings = settings;
    this.#clock = clock;
  }

  /**
   * Puts a resource into the catalog. May be repeated: what is there already is a success, an outcome that no
   * answer told is found out by looking, and a group too new to be known is tried again.
   *
   * @returns What became of it: `added`, `accepted`, `alreadyPresent` or `validated`.
   * @throws The errors of `createRequest`, when it was not added or its outcome is unknown; `outcome` says which.
   * @throws RequestNotDeliveredError when the service took the request and ended it without the change.
   * @throws TypeError or RangeError when an option cannot be used.
   */
  async addResource(given: ResourceToAdd, options: AddResourceOptions = {}): Promise<AddSuccess> {
    checkOptions(options, optionRules.add);
    const settings = additionSettingsOf(this.#settings, options);
    const bodyOf = this.#bodyOf(options);
    const resource = copyOf(given);
    const refused = refusalOf(0, resource, bodyOf);
    if (refused) return successOf(refused);
    const addition = new Addition(0, resource, settings);
    return addSingly(
      this.#requests,
      this.#clock,
      addition,
      bodyOf(resource),
      requestOptionsOf(this.#settings, options),
    );
  }

  /**
   * Puts many resources into the catalog, in batches, and yields what became of each input exactly once, in the
   * order in which that gets known. One that fails fails no other. Reading stops while nobody takes the results.
   * Leaving the loop early stops sending; batches in flight are finished and written to the journal.
   *
   * @param resources Any iterable; read as it is worked off, never held whole.
   * @throws TypeError when `resources` cannot be iterated over; TypeError or RangeError when an option cannot be used;
   * whatever the input or the journal throws; RequestAbortedError after the last result, when `abortSignal` ended the work.
   */
  addResources(
    resources: Iterable<ResourceToAdd> | AsyncIterable<ResourceToAdd>,
    options: AddResourcesOptions = {},
  ): AsyncGenerator<AddResult, void, undefined> {
    checkOptions(options, optionRules.bulk);
    const settings = bulkSettingsOf(this.#settings, options, resources);
    const target = { requests: this.#requests, catalogId: this.id, clock: this.#clock, bodyOf: this.#bodyOf(options) };
    return new BulkAddition(target, resources, settings).run();
  }

  /**
   * Takes a resource out of the catalog. What is not there is a success. An access package that uses it must let go
   * of it first.
   *
   * @param resource By the `id` it has in the catalog, by its origin, or as `listResources` yields it.
   * @returns What became of it: `removed`, `accepted` or `alreadyAbsent`.
   * @throws The errors of `createRequest`, when it was not removed or its outcome is unknown; `outcome` says which.
   * @throws RequestNotDeliveredError when the service took the request and ended it without the change.
   * @throws TypeError when neither is given; TypeError or RangeError when an option cannot be used.
   */
  async removeResource(resource: ResourceToRemove, options: ChangeOptions = {}): Promise<RemoveResult> {
    checkValue("resource", resource, argumentRules.resource);
    checkOptions(options, optionRules.change);
    const shared = { catalogId: this.id, requestType: "AdminRemove", ...sharedBodyOf(options) };
    const bodyOf = (known: ResourceIdentity): PublishedForm => ({ ...shared, accessPackageResource: known });
    const { id: catalogId } = this;
    const wait = waitSettingsOf(options);
    const context = { requests: this.#requests, clock: this.#clock, catalogId, bodyOf, wait };
    return removeResource({ ...context, options: requestOptionsOf(this.#settings, options) }, resource);
  }

  /**
   * Looks for a resource by its origin.
   *
   * @returns The resource as the catalog lists it, with its `id`; `undefined` when the catalog does not list it.
   * @throws TypeError when a part of the origin is missing or cannot be sent; the errors of `createRequest`.
   */
  async findResource(origin: ResourceOrigin, options: ReadOptions = {}): Promise<CatalogResource | undefined> {
    checkValue("origin", origin, argumentRules.origin);
    checkOptions(options, optionRules.read);
    assertOrigin(origin);
    return findResource(this.#requests, this.id, origin, requestOptionsOf(this.#settings, options));
  }

  /**
   * Lists what the catalog holds, page after page as they are needed.
   *
   * @throws TypeError when `originSystem` cannot be sent; the errors of `createRequest`, while iterating.
   */
  listResources(options: ListResourcesOptions = {}): AsyncGenerator<CatalogResource, void, undefined> {
    checkOptions(options, optionRules.list);
    const { originSystem } = options;
    if (originSystem !== undefined) assertId("originSystem", originSystem);
    const origin = originSystem === undefined ? {} : { originSystem };
    return listResources(this.#requests, this.id, { ...origin, ...requestOptionsOf(this.#settings, options) });
  }

  #bodyOf(options: AddResourceOptions): (resource: ResourceToAdd) => PublishedForm {
    const shared = { catalogId: this.id, requestType: "AdminAdd", ...sharedBodyOf(options) };
    return (resource) => ({ ...shared, accessPackageResource: withTrimmedOrigin(resource) });
  }
}
