/** What the entry points of all versions export. */
export type { Cloud, EndpointOptions } from "./auth/endpoint.js";
export type { AccessToken, GetTokenOptions, TokenCredential } from "./auth/tokens.js";
export type { Journal, JournalEntry, JournalState } from "./catalog/journal.js";
export type { AccessPackageResourceRequestsClientOptions } from "./client.js";
export * from "./errors/index.js";
export type {
  CallOptions,
  Clock,
  CreateRequestOptions,
  RawResponse,
  RequestOptions,
  RetryOptions,
} from "./options.js";
export type { FetchInit, FetchLike } from "./transport/messages.js";
export type { ResourceExpansion } from "./versions/types.js";
