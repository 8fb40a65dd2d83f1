import { mostPerBatch } from "../contract/limits.js";
import {
  type CallSettings,
  type Complete,
  mergeSettings,
  type RequestOptions,
  type RetryOptions,
  type StopOption,
} from "../options.js";
import { headersOf } from "../transport/headers.js";
import type { AddResourceOptions, AddResourcesOptions, ChangeOptions } from "./any-version.js";
import type { Journal } from "./journal.js";
import type { AddProgress, WaitOptions } from "./types.js";

export interface AdditionSettings extends Complete<WaitOptions> {
  readonly isValidationOnly: boolean;
  readonly waitUntilVisible: boolean;
  readonly retry: Complete<RetryOptions>;
}

export interface BulkSettings extends AdditionSettings {
  readonly batchSize: number;
  readonly maxInFlight: number;
  readonly maxRetryAfterInMs: number;
  readonly journal: Journal | undefined;
  readonly total: number | undefined;
  readonly onProgress: ((progress: AddProgress) => void) | undefined;
  /** Options of each HTTP request. */
  readonly options: RequestOptions & StopOption;
}

export function waitSettingsOf(options: WaitOptions): Complete<WaitOptions> {
  return {
    replicationTimeoutInMs: options.replicationTimeoutInMs ?? 300_000,
    visibilityTimeoutInMs: options.visibilityTimeoutInMs ?? 60_000,
    pollIntervalInMs: options.pollIntervalInMs ?? 1000,
  };
}

/** @throws TypeError for options that contradict each other. */
export function additionSettingsOf(
  base: CallSettings,
  options: AddResourceOptions & { readonly isValidationOnly?: boolean },
): AdditionSettings {
  const { isValidationOnly = false, waitUntilVisible = false } = options;
  if (isValidationOnly && waitUntilVisible) {
    throw new TypeError("waitUntilVisible cannot be used with isValidationOnly: a validation adds nothing");
  }
  const { retry } = mergeSettings(base, options);
  return { isValidationOnly, waitUntilVisible, retry, ...waitSettingsOf(options) };
}

/** @throws TypeError when `resources` cannot be iterated over, or for options that contradict each other. */
export function bulkSettingsOf(
  base: CallSettings,
  options: AddResourcesOptions & StopOption,
  resources: unknown,
): BulkSettings {
  const { batchSize = mostPerBatch, maxInFlight = 4, maxRetryAfterInMs = 300_000 } = options;
  const { journal, onProgress } = options;
  if (!isIterable(resources)) {
    throw new TypeError("resources must be an array or another iterable; for a single resource, use addResource");
  }
  const total = options.total ?? (Array.isArray(resources) ? resources.length : undefined);
  const bulk = { batchSize, maxInFlight, maxRetryAfterInMs, journal, onProgress, total };
  return { ...additionSettingsOf(base, options), ...bulk, options: requestOptionsOf(base, options) };
}

/**
 * The options that apply to each HTTP request.
 *
 * @throws TypeError for headers that cannot be sent.
 */
export function requestOptionsOf(base: CallSettings, options: ChangeOptions & StopOption): RequestOptions & StopOption {
  const { abortSignal, stopSignal, timeoutInMs, attemptTimeoutInMs, retry, onResponse } = options;
  // The hook of a call replaces the client's, so one that records attempts has to call the client's.
  const { onAttempt } = mergeSettings(base, options);
  const headers = headersOf(options);
  return { abortSignal, stopSignal, headers, timeoutInMs, attemptTimeoutInMs, retry, onAttempt, onResponse };
}

function isIterable(value: unknown): boolean {
  return typeof value === "object" && value !== null && (Symbol.iterator in value || Symbol.asyncIterator in value);
}
