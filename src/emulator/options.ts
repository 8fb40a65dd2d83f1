import { type EmulatorClock, systemClock } from "./clock.js";
import type { Lag } from "./state/lags.js";
import type { TokenBucketOptions } from "./state/token-bucket.js";

/** How the emulator is set up. Everything is optional. */
export interface EmulatorOptions {
  /** TCP port on 127.0.0.1, none of those that browsers and `fetch` refuse. Default 0: one that is free. */
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
  readonly refResponse?: "201" | "204";
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
  /**
   * Whether a second add of a resource is refused while lists still miss the first. The real service is assumed to
   * refuse it, which nothing documents; false shows what a caller does without that. Default true.
   */
  readonly refuseHiddenDuplicates?: boolean;
  /** Whether `requests` is kept. Default true; false saves about 2 kB per request. */
  readonly record?: boolean;
  /** Default: the machine's time. */
  readonly clock?: EmulatorClock;
}

/** The options with every default filled in. */
export interface Settings {
  readonly catalogs: ReadonlySet<string> | undefined;
  readonly missingFromOrigin: readonly string[];
  readonly usedByPackages: readonly string[];
  readonly refusesPageForm: boolean;
  readonly refResponsesEntity: boolean;
  readonly requireOriginFilter: boolean;
  readonly pageSize: number;
  readonly throttle: TokenBucketOptions;
  readonly replicationLag: Lag | undefined;
  readonly visibilityLag: Lag | undefined;
  readonly refuseHiddenDuplicates: boolean;
  readonly record: boolean;
  readonly clock: EmulatorClock;
}

const unlimited: TokenBucketOptions = { ratePerSecond: 0, burst: Number.POSITIVE_INFINITY };

/** The bad ports of the Fetch standard. */
const badPorts: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

export function settingsOf(options: EmulatorOptions): Settings {
  const { port = 0, pageSize = 100, record = true, clock = systemClock, requireOriginFilter = false } = options;
  if (badPorts.has(port)) throw new RangeError(`Browsers and fetch refuse port ${port}; choose another, such as 8080.`);
  if (!Number.isInteger(pageSize) || pageSize < 1) {
    throw new RangeError(`pageSize is ${pageSize}; it must be a whole number from 1.`);
  }
  return {
    catalogs: options.catalogs && new Set(options.catalogs.map((id) => id.toLowerCase())),
    missingFromOrigin: options.missingFromOrigin ?? [],
    usedByPackages: options.usedByPackages ?? [],
    refusesPageForm: options.pageForm === "refuse",
    refResponsesEntity: options.refResponse !== "204",
    requireOriginFilter,
    pageSize,
    throttle: options.throttle ?? unlimited,
    replicationLag: options.replicationLag,
    visibilityLag: options.visibilityLag,
    refuseHiddenDuplicates: options.refuseHiddenDuplicates ?? true,
    record,
    clock,
  };
}
