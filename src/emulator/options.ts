import { type EmulatorClock, systemClock } from "./clock.js";
import type { Lag } from "./lag.js";
import type { TokenBucketOptions } from "./throttle.js";

/** How the emulator is set up. Everything is optional. */
export interface EmulatorOptions {
  /** TCP port on 127.0.0.1. Default 0: one that is free. */
  readonly port?: number;
  /** Ids of the catalogs that exist. Default: every GUID is one. */
  readonly catalogs?: readonly string[];
  /** Origin ids the origin systems do not know: adding one answers `ResourceNotFoundInOriginSystem`. Default none. */
  readonly missingFromOrigin?: readonly string[];
  /** Origin ids that access packages use: removing one answers `InvalidDeleteResourceHasEntitlements`. Default none. */
  readonly usedByPackages?: readonly string[];
  /**
   * What becomes of a body without `accessPackageResource`: `"accept"` echoes it as the documentation page does,
   * `"refuse"` answers `ArgumentNullException` as the real service was seen to. Default `"accept"`.
   */
  readonly pageForm?: "accept" | "refuse";
  /** Success on the `/$ref` path: 201 with the entity (the page), or 204 without a body (OData). Default `"201"`. */
  readonly refAnswer?: "201" | "204";
  /** Whether listing a catalog without a filter on the origin is refused, as users have seen. Default false. */
  readonly requireOriginFilter?: boolean;
  /** Most resources in one page of a list, whatever `$top` asks for. Default 100. */
  readonly pageSize?: number;
  /** A limit on requests per second, each member of a `$batch` counting as one. Default none. */
  readonly throttle?: TokenBucketOptions;
  /** How long each origin object is unknown to the service, from the first request to add it. Default not at all. */
  readonly replicationLag?: Lag;
  /** How long each resource is missing from lists after it was added. Default not at all. */
  readonly visibilityLag?: Lag;
  /** Whether `requests` is kept. Default true; false saves about 2 kB per request. */
  readonly record?: boolean;
  /** Where ids and the order of batch answers come from; the same seed gives the same. Default 1. */
  readonly seed?: number;
  /** Default: the machine's time. */
  readonly clock?: EmulatorClock;
}

/** The options with every default filled in. */
export interface Settings {
  readonly catalogs: ReadonlySet<string> | undefined;
  readonly missingFromOrigin: ReadonlySet<string>;
  readonly usedByPackages: ReadonlySet<string>;
  readonly refusesPageForm: boolean;
  readonly refAnswersEntity: boolean;
  readonly requireOriginFilter: boolean;
  readonly pageSize: number;
  readonly throttle: TokenBucketOptions;
  readonly replicationLag: Lag | undefined;
  readonly visibilityLag: Lag | undefined;
  readonly record: boolean;
  readonly seed: number;
  readonly clock: EmulatorClock;
}

const unlimited: TokenBucketOptions = { ratePerSecond: 0, burst: Number.POSITIVE_INFINITY };

export function settingsOf(options: EmulatorOptions): Settings {
  const { pageSize = 100, record = true, seed = 1, clock = systemClock, requireOriginFilter = false } = options;
  if (!Number.isInteger(pageSize) || pageSize < 1) {
    throw new RangeError(`pageSize is ${pageSize}; it must be a whole number from 1.`);
  }
  return {
    catalogs: options.catalogs && new Set(options.catalogs.map((id) => id.toLowerCase())),
    missingFromOrigin: new Set(options.missingFromOrigin),
    usedByPackages: new Set(options.usedByPackages),
    refusesPageForm: options.pageForm === "refuse",
    refAnswersEntity: options.refAnswer !== "204",
    requireOriginFilter,
    pageSize,
    throttle: options.throttle ?? unlimited,
    replicationLag: options.replicationLag,
    visibilityLag: options.visibilityLag,
    record,
    seed,
    clock,
  };
}
