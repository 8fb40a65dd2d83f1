import { models } from "../../generated/beta/contract.js";
import type { PublishedForm } from "../contract/bodies.js";
import { type CallSettings, mergeSettings, type RequestOptions } from "../options.js";
import type { AdditionSettings } from "./add/addition.js";
import type { Journal } from "./journal.js";
import type { AddProgress, AddResourceOptions, AddResourcesOptions, ChangeOptions, WaitOptions } from "./types.js";

const mostPerBatch = models.BatchRequest.properties.requests.maxItems;

export interface BulkSettings extends AdditionSettings {
  readonly batchSize: number;
  readonly maxInFlight: number;
  readonly maxRetryAfterInMs: number;
  readonly journal: Journal | undefined;
  readonly total: number | undefined;
  readonly onProgress: ((progress: AddProgress) => void) | undefined;
  /** Options of each HTTP request. */
  readonly options: RequestOptions;
}

/** How long to wait for the service's own delays. */
export function waitSettingsOf(options: WaitOptions): Required<WaitOptions> {
  return {
    replicationTimeoutInMs: options.replicationTimeoutInMs ?? 300_000,
    visibilityTimeoutInMs: options.visibilityTimeoutInMs ?? 60_000,
    pollIntervalInMs: options.pollIntervalInMs ?? 1000,
  };
}

/** How an addition is to be done. Throws a TypeError for options that contradict each other. */
export function additionSettingsOf(base: CallSettings, options: AddResourceOptions): AdditionSettings {
  const { isValidationOnly = false, waitUntilVisible = false } = options;
  if (isValidationOnly && waitUntilVisible) {
    throw new TypeError("waitUntilVisible cannot be used with isValidationOnly: nothing would become visible");
  }
  const { retry } = mergeSettings(base, options);
  return { isValidationOnly, waitUntilVisible, retry, ...waitSettingsOf(options) };
}

export function bulkSettingsOf(base: CallSettings, options: AddResourcesOptions, resources: unknown): BulkSettings {
  const { batchSize = mostPerBatch, maxInFlight = 4, maxRetryAfterInMs = 300_000, journal, onProgress } = options;
  if (!isIterable(resources)) {
    throw new TypeError("resources must be an array or another iterable; addResource takes a single one");
  }
  const total = options.total ?? (Array.isArray(resources) ? resources.length : undefined);
  const settings = additionSettingsOf(base, options);
  const bounds = { batchSize, maxInFlight, maxRetryAfterInMs };
  return { ...settings, ...bounds, journal, onProgress, total, options: requestOptionsOf(base, options) };
}

/** What of the options belongs to each HTTP request. */
export function requestOptionsOf(base: CallSettings, options: ChangeOptions): RequestOptions {
  const { abortSignal, timeoutInMs, attemptTimeoutInMs, retry, onResponse } = options;
  // Named here because keeping the attempts takes the place of the client's own.
  const { onAttempt } = mergeSettings(base, options);
  return {
    ...(abortSignal && { abortSignal }),
    ...(timeoutInMs !== undefined && { timeoutInMs }),
    ...(attemptTimeoutInMs !== undefined && { attemptTimeoutInMs }),
    ...(retry && { retry }),
    ...(onAttempt && { onAttempt }),
    ...(onResponse && { onResponse }),
  };
}

/** What every request of a change says, besides the resource. */
export function sharedBodyOf(options: AddResourceOptions): Partial<PublishedForm> {
  const { justification, executeImmediately, isValidationOnly } = options;
  return {
    ...(justification !== undefined && { justification }),
    ...(executeImmediately !== undefined && { executeImmediately }),
    ...(isValidationOnly !== undefined && { isValidationOnly }),
  };
}

function isIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
