import { type EmulatorClock, systemClock } from "./clock.js";
import type { Lag } from "./fault-kinds.js";
import type { RecordedRequest } from "./log.js";
import { isGuid } from "./state/resource.js";

/** A token bucket. */
export interface TokenBucketOptions {
  /** Requests per second that the limit allows in the long run. */
  readonly ratePerSecond: number;
  /** Requests that can arrive at once after a pause. */
  readonly burst: number;
}

/** A catalog that exists from the start. */
export interface EmulatorCatalog {
  /** A GUID. */
  readonly id: string;
  /** Several catalogs can have the same name. */
  readonly displayName: string;
}

/** How the emulator is set up. Everything is optional. */
export interface EmulatorOptions {
  /** TCP port on 127.0.0.1. Ports that browsers and `fetch` refuse are refused. Default 0: any free port. */
  readonly port?: number | undefined;
  /**
   * The catalogs that exist, by id, or by id and name. The default name is the id. Default: every GUID is the id of a
   * catalog, and the list of catalogs contains those that requests have mentioned so far.
   */
  readonly catalogs?: readonly (string | EmulatorCatalog)[] | undefined;
  /** Origin ids that no origin system knows: adding one fails with `ResourceNotFoundInOriginSystem`. Default none. */
  readonly missingFromOrigin?: readonly string[] | undefined;
  /** Origin ids that access packages use: removing one fails with `InvalidDeleteResourceHasEntitlements`. Default none. */
  readonly usedByPackages?: readonly string[] | undefined;
  /**
   * What happens in beta to a body without `accessPackageResource`: `"accept"` returns it as the documentation page does,
   * `"refuse"` fails with `ArgumentNullException`, as the real service has been seen to do. Default `"accept"`.
   */
  readonly pageForm?: "accept" | "refuse" | undefined;
  /** Success on the `/$ref` path of beta: 201 with the entity (the page), or 204 without a body (OData). Default `"201"`. */
  readonly refResponse?: "201" | "204" | undefined;
  /** Whether a list without a filter on the origin is refused, as users have reported. Default false. */
  readonly requireOriginFilter?: boolean | undefined;
  /** The largest number of resources in one page of a list, whatever `$top` is. Default 100. */
  readonly pageSize?: number | undefined;
  /** A limit on requests per second. Each member of a `$batch` counts as one request. Default: no limit. */
  readonly throttle?: TokenBucketOptions | undefined;
  /** How long the service does not know an origin object, from the first request to add it. Default: no lag. */
  readonly replicationLag?: Lag | undefined;
  /** How long lists omit a resource after it was added. Default: no lag. */
  readonly visibilityLag?: Lag | undefined;
  /**
   * Whether a second add of a resource is refused while lists still omit the first. It is not documented whether the
   * real service refuses it; false shows what happens if it does not. Default true.
   */
  readonly refuseHiddenDuplicates?: boolean | undefined;
  /** Called with each request once its response is decided: the members of a batch come before the batch. */
  readonly onRequest?: ((request: RecordedRequest) => void) | undefined;
  /** Whether `requests` is kept. Default true; false saves about 2 kB per request. */
  readonly record?: boolean | undefined;
  /** Default: the system clock. */
  readonly clock?: EmulatorClock | undefined;
}

/** The options with every default filled in. */
export type Settings = ReturnType<typeof settingsOf>;

const unlimited: TokenBucketOptions = { ratePerSecond: 0, burst: Number.POSITIVE_INFINITY };

/** The bad ports of the Fetch standard. */
const badPorts: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061,
  6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

export function settingsOf(options: EmulatorOptions) {
  const settings = {
    port: options.port ?? 0,
    catalogs: options.catalogs?.map((given) => (typeof given === "string" ? { id: given, displayName: given } : given)),
    missingFromOrigin: options.missingFromOrigin ?? [],
    usedByPackages: options.usedByPackages ?? [],
    pageForm: options.pageForm ?? "accept",
    refResponse: options.refResponse ?? "201",
    requireOriginFilter: options.requireOriginFilter ?? false,
    pageSize: options.pageSize ?? 100,
    throttle: options.throttle ?? unlimited,
    replicationLag: options.replicationLag,
    visibilityLag: options.visibilityLag,
    refuseHiddenDuplicates: options.refuseHiddenDuplicates ?? true,
    onRequest: options.onRequest,
    record: options.record ?? true,
    clock: options.clock ?? systemClock,
  };
  const { port, pageSize, catalogs = [] } = settings;
  const ids = new Set<string>();
  for (const { id } of catalogs) {
    if (!isGuid(id)) throw new RangeError(`The id of a catalog is '${id}', which is not a GUID.`);
    if (ids.has(id.toLowerCase())) throw new RangeError(`Two catalogs have the id ${id}.`);
    ids.add(id.toLowerCase());
  }
  if (badPorts.has(port)) throw new RangeError(`Browsers and fetch refuse port ${port}; choose another, such as 8080.`);
  if (!Number.isInteger(pageSize) || pageSize < 1) {
    throw new RangeError(`pageSize is ${pageSize}; it must be a positive integer.`);
  }
  return settings;
}
