export { Catalog } from "./catalog/catalog.js";
export type { Journal, JournalEntry, JournalState } from "./catalog/journal.js";
export type { ResourceToRemove } from "./catalog/removal.js";
export type * from "./catalog/types.js";
export { AccessPackageResourceRequestsClient, type AccessPackageResourceRequestsClientOptions } from "./client.js";
export type { AccessToken, GetTokenOptions, TokenCredential } from "./credential.js";
export type { Cloud, EndpointOptions } from "./endpoint.js";
export * from "./errors/index.js";
export type { FetchInit, FetchLike } from "./http.js";
export type { CallOptions, Clock, RawResponse, RequestOptions, RetryOptions } from "./options.js";
export type {
  AccessPackageResourceRequest,
  CreateRequestBody,
  CreateRequestOptions,
  PageForm,
  PublishedForm,
} from "./requests.js";
