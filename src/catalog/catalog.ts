import { argumentRules, checkOptions, checkValue, optionRules } from "../option-checks.js";
import type { CallSettings, Clock } from "../options.js";
import type { Requests } from "../requests.js";
import type { Beta } from "../versions/beta/types.js";
import type { ResourceExpansion, VersionTypes } from "../versions/types.js";
import type { ApiVersion } from "../versions/version.js";
import { Addition } from "./add/addition.js";
import { addOne } from "./add/one.js";
import type * as anyVersion from "./any-version.js";
import { BulkAddition } from "./bulk/run.js";
import type { CatalogContext } from "./context.js";
import { findResource, listResources } from "./list.js";
import { additionSettingsOf, bulkSettingsOf, requestOptionsOf, waitSettingsOf } from "./options.js";
import { assertId, assertOrigin, trimOrigin, withTrimmedOrigin } from "./origin.js";
import { removeResource } from "./remove.js";
import { copyOf, errorIn } from "./resource.js";
import type {
  AddResourceOptions,
  AddResourcesOptions,
  AddResult,
  AddSuccess,
  ChangeOptions,
  ExpandedResource,
  FindResourceOptions,
  ListResourcesOptions,
  RemoveResult,
  ResourceOrigin,
  ResourceToRemove,
} from "./types.js";

/** An entitlement-management catalog. Created by `client.catalog(catalogId)`, which sends nothing. */
export class Catalog<Types extends VersionTypes = Beta> {
  /** Id of the catalog. */
  readonly id: string;
  readonly #context: CatalogContext;
  readonly #settings: CallSettings;

  private constructor(id: string, requests: Requests, settings: CallSettings, clock: Clock) {
    assertId("catalogId", id);
    this.id = trimOrigin(id);
    // As part of a URL they would point elsewhere.
    if ([".", ".."].includes(this.id)) throw new TypeError("catalogId must be the id of a catalog");
    this.#context = { catalogId: this.id, requests, clock };
    this.#settings = settings;
  }

  /** @internal */
  static of<Types extends VersionTypes>(id: string, requests: Requests, settings: CallSettings, clock: Clock) {
    return new Catalog<Types>(id, requests, settings, clock);
  }

  /**
   * Adds a resource to the catalog. You can repeat it: a resource that is already there is a success. If the outcome of
   * a request is unknown, it checks the catalog. If the service does not know the origin yet, it tries again.
   *
   * @param resource Its origin, and any other property that the contract lets a caller set, such as `displayName`.
   * @returns The result, with its outcome: `added`, `accepted`, `alreadyPresent` or `validated` (beta only).
   * @throws The errors of `createRequest`, when it was not added or its outcome is unknown; `outcome` says which.
   * @throws RequestNotDeliveredError when the service accepted the request and ended it without the change.
   * @throws TypeError or RangeError when an option cannot be used.
   */
  async addResource(resource: Types["resource"], options: AddResourceOptions<Types> = {}): Promise<AddSuccess<Types>> {
    checkOptions<anyVersion.AddResourceOptions>(options, optionRules.add, this.#version.optionRules.add);
    const settings = additionSettingsOf(this.#settings, options);
    const copy = copyOf(resource);
    const body = this.#addBodyOf(options)(copy);
    const error = errorIn(this.#version, copy, body);
    if (error) throw error;
    const addition = new Addition(0, copy, settings);
    const added = await addOne(this.#context, addition, body, requestOptionsOf(this.#settings, options));
    return added as AddSuccess<Types>;
  }

  /**
   * Adds many resources to the catalog, in batches. It yields one result for each input, in the order in which the
   * outcomes become known. An input that fails does not affect the others. The input is read only while the caller
   * asks for results. Leaving the loop early stops sending; batches in flight are finished and written to the journal.
   *
   * @param resources Any iterable. It is read as needed, and never kept in memory as a whole.
   * @throws TypeError when `resources` cannot be iterated over; TypeError or RangeError when an option cannot be used;
   * whatever the input or the journal throws; RequestAbortedError after the last result, when `abortSignal` ended the work.
   */
  addResources(
    resources: readonly Types["resource"][] | Iterable<Types["resource"]> | AsyncIterable<Types["resource"]>,
    options: AddResourcesOptions<Types> = {},
  ): AsyncGenerator<AddResult<Types>, void, undefined> {
    checkOptions<anyVersion.AddResourcesOptions>(options, optionRules.bulk, this.#version.optionRules.add);
    const settings = bulkSettingsOf(this.#settings, options, resources);
    const context = { ...this.#context, bodyOf: this.#addBodyOf(options) };
    const results: AsyncGenerator<object, void, undefined> = new BulkAddition(context, resources, settings).run();
    return results as AsyncGenerator<AddResult<Types>, void, undefined>;
  }

  /**
   * Removes a resource from the catalog. A resource that is not there is a success. A resource that an access package
   * uses cannot be removed.
   *
   * @param resource Its `id` in the catalog, its origin, or the resource as `listResources` yields it.
   * @returns The result, with its outcome: `removed`, `accepted` or `alreadyAbsent`.
   * @throws The errors of `createRequest`, when it was not removed or its outcome is unknown; `outcome` says which.
   * @throws RequestNotDeliveredError when the service accepted the request and ended it without the change.
   * @throws TypeError when it has neither an id nor an origin; TypeError or RangeError when an option cannot be used.
   */
  async removeResource(resource: ResourceToRemove<Types>, options: ChangeOptions<Types> = {}): Promise<RemoveResult> {
    checkValue("resource", resource, argumentRules.resource);
    checkOptions<anyVersion.ChangeOptions>(options, optionRules.change, this.#version.optionRules.change);
    const bodyOf = (identity: anyVersion.ResourceIdentity) =>
      this.#version.changeBody("Remove", this.id, identity, options);
    const settings = { ...waitSettingsOf(options), bodyOf, options: requestOptionsOf(this.#settings, options) };
    return removeResource(this.#context, resource, settings);
  }

  /**
   * Finds a resource by its origin.
   *
   * @returns The resource as the catalog lists it, with its `id`; `undefined` when the catalog does not list it.
   * @throws TypeError when a part of the origin is missing or cannot be sent; the errors of `createRequest`.
   */
  async findResource<Expansion extends ResourceExpansion = never>(
    origin: ResourceOrigin<Types>,
    options: FindResourceOptions<Expansion> = {},
  ): Promise<ExpandedResource<Expansion, Types> | undefined> {
    checkValue("origin", origin, argumentRules.origin);
    checkOptions(options, optionRules.find);
    assertOrigin(origin);
    const catalog = { ...this.#context, expand: this.#expandQueryOf(options.expand) };
    const found = await findResource(catalog, origin, requestOptionsOf(this.#settings, options));
    return found as ExpandedResource<Expansion, Types> | undefined;
  }

  /**
   * Lists the resources of the catalog. Each page is read when it is needed.
   *
   * @throws TypeError when `originSystem` cannot be sent; the errors of `createRequest`, while iterating.
   */
  listResources<Expansion extends ResourceExpansion = never>(
    options: ListResourcesOptions<Expansion, Types> = {},
  ): AsyncGenerator<ExpandedResource<Expansion, Types>, void, undefined> {
    checkOptions(options, optionRules.list);
    const { originSystem } = options;
    if (originSystem !== undefined) assertId("originSystem", originSystem);
    const catalog = { ...this.#context, expand: this.#expandQueryOf(options.expand) };
    const listed = listResources(catalog, originSystem, requestOptionsOf(this.#settings, options));
    return listed as AsyncGenerator<ExpandedResource<Expansion, Types>, void, undefined>;
  }

  get #version(): ApiVersion {
    return this.#context.requests.version;
  }

  /** The `$expand` query; empty when there is nothing to expand. */
  #expandQueryOf(expansions: readonly ResourceExpansion[] = []): string {
    const names = new Set(expansions.map((expansion) => this.#version.expandable[expansion]));
    return names.size === 0 ? "" : `$expand=${[...names].join(",")}`;
  }

  #addBodyOf(options: object): (resource: anyVersion.ResourceToAdd) => object {
    return (resource) => this.#version.changeBody("Add", this.id, withTrimmedOrigin(resource), options);
  }
}
