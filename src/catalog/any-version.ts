import type { VersionTypes } from "../versions/types.js";
import type * as types from "./types.js";

/** The public types as the implementation uses them: without what only one version has. */
export type ResourceOrigin = types.ResourceOrigin<VersionTypes>;
export type ResourceToAdd = VersionTypes["resource"];
export type ResourceIdentity = types.ResourceIdentity<VersionTypes>;
export type ResourceToRemove = types.ResourceToRemove<VersionTypes>;
export type AddResult = types.AddResult<VersionTypes>;
export type AddSuccess = types.AddSuccess<VersionTypes>;
export type ChangeOptions = types.ChangeOptions<VersionTypes>;
export type AddResourceOptions = types.AddResourceOptions<VersionTypes>;
export type AddResourcesOptions = types.AddResourcesOptions<VersionTypes>;

export type { ListedResource } from "../versions/types.js";
