// Generated from spec/v1.0/openapi.yaml by `npm run generate`. Do not edit.

export interface PropertyContract {
  readonly type: "array" | "boolean" | "integer" | "number" | "object" | "string";
  readonly required?: true;
  readonly readOnly?: true;
  readonly nullable?: true;
  readonly format?: string;
  /** Key in `models`: of the object itself, or of each item of the array. */
  readonly model?: string;
  /** Type of each item, when it is not a model. */
  readonly items?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Values the documentation names. The string is open: others are allowed. */
  readonly knownValues?: readonly string[];
}

export interface ModelContract {
  readonly properties: Readonly<Record<string, PropertyContract>>;
}

export interface OperationContract {
  readonly method: string;
  readonly path: string;
  /** Key in `models` or in `unions`. */
  readonly body?: string;
  /** By documented success status: the key in `models` of its body, or `null` for none. */
  readonly responses: Readonly<Record<string, string | null>>;
}

export interface ServerContract {
  readonly cloud: string;
  readonly url: string;
  readonly authorityHost: string;
}

export const models = {
  AccessPackageAnswerChoice: {
    properties: {
      "@odata.type": { type: "string" },
      "actualValue": { type: "string", nullable: true },
      "text": { type: "string", nullable: true },
      "localizations": { type: "array", model: "AccessPackageLocalizedText", nullable: true },
    },
  },
  AccessPackageCatalog: {
    properties: {
      "id": { type: "string", readOnly: true },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "catalogType": { type: "string", nullable: true, knownValues: ["userManaged", "serviceDefault", "serviceManaged", "unknownFutureValue"] },
      "state": { type: "string", nullable: true, knownValues: ["unpublished", "published", "unknownFutureValue"] },
      "isExternallyVisible": { type: "boolean", nullable: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "modifiedDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "accessPackages": { type: "array", items: "object", readOnly: true, nullable: true },
    },
  },
  AccessPackageCatalogCollection: {
    properties: {
      "@odata.context": { type: "string" },
      "@odata.nextLink": { type: "string" },
      "value": { type: "array", model: "AccessPackageCatalog", required: true },
    },
  },
  AccessPackageCatalogReference: {
    properties: {
      "id": { type: "string", required: true },
    },
  },
  AccessPackageLocalizedText: {
    properties: {
      "@odata.type": { type: "string" },
      "languageCode": { type: "string", required: true },
      "text": { type: "string", nullable: true },
    },
  },
  AccessPackageQuestion: {
    properties: {
      "@odata.type": { type: "string", required: true, knownValues: ["#microsoft.graph.accessPackageTextInputQuestion", "#microsoft.graph.accessPackageMultipleChoiceQuestion"] },
      "id": { type: "string" },
      "sequence": { type: "integer", nullable: true, format: "int32" },
      "isRequired": { type: "boolean", nullable: true },
      "isAnswerEditable": { type: "boolean", nullable: true },
      "text": { type: "string", nullable: true },
      "localizations": { type: "array", model: "AccessPackageLocalizedText", nullable: true },
      "isSingleLineQuestion": { type: "boolean", nullable: true },
      "regexPattern": { type: "string", nullable: true },
      "choices": { type: "array", model: "AccessPackageAnswerChoice", nullable: true },
      "isMultipleSelectionAllowed": { type: "boolean", nullable: true },
    },
  },
  AccessPackageResource: {
    properties: {
      "@odata.type": { type: "string", knownValues: ["#microsoft.graph.accessPackageResource", "#microsoft.graph.customDataProvidedResource"] },
      "id": { type: "string", readOnly: true },
      "originId": { type: "string", nullable: true },
      "originSystem": { type: "string", nullable: true, knownValues: ["AadGroup", "AadApplication", "SharePointOnline", "DirectoryRole", "AzureResources", "CustomDataProvidedResource"] },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "resourceType": { type: "string", nullable: true, knownValues: ["ManagementGroup", "Subscription"] },
      "attributes": { type: "array", model: "AccessPackageResourceAttribute", nullable: true },
      "environment": { type: "object", model: "AccessPackageResourceEnvironment", nullable: true },
      "notificationEndpointConfiguration": { type: "object", model: "CustomExtensionEndpointConfiguration", nullable: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "modifiedDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "roles": { type: "array", model: "AccessPackageResourceRole", readOnly: true, nullable: true },
      "scopes": { type: "array", model: "AccessPackageResourceScope", readOnly: true, nullable: true },
      "uploadSessions": { type: "array", items: "object", readOnly: true, nullable: true },
    },
  },
  AccessPackageResourceAttribute: {
    properties: {
      "@odata.type": { type: "string" },
      "name": { type: "string", nullable: true },
      "source": { type: "object", model: "AccessPackageResourceAttributeSource", nullable: true },
      "destination": { type: "object", model: "AccessPackageResourceAttributeDestination", nullable: true },
      "isEditable": { type: "boolean", nullable: true },
      "isPersistedOnAssignmentRemoval": { type: "boolean", nullable: true },
    },
  },
  AccessPackageResourceAttributeDestination: {
    properties: {
      "@odata.type": { type: "string", required: true, knownValues: ["#microsoft.graph.accessPackageUserDirectoryAttributeStore", "microsoft.graph.accessPackageUserDirectoryAttributeStore"] },
    },
  },
  AccessPackageResourceAttributeSource: {
    properties: {
      "@odata.type": { type: "string", required: true, knownValues: ["#microsoft.graph.accessPackageResourceAttributeQuestion"] },
      "question": { type: "object", model: "AccessPackageQuestion", nullable: true },
    },
  },
  AccessPackageResourceCollection: {
    properties: {
      "@odata.context": { type: "string" },
      "@odata.count": { type: "integer" },
      "@odata.nextLink": { type: "string" },
      "value": { type: "array", model: "AccessPackageResource", required: true },
    },
  },
  AccessPackageResourceEnvironment: {
    properties: {
      "id": { type: "string", readOnly: true },
      "originId": { type: "string", nullable: true },
      "originSystem": { type: "string", nullable: true },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "isDefaultEnvironment": { type: "boolean", nullable: true },
      "connectionInfo": { type: "object", model: "ConnectionInfo", nullable: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "modifiedDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
    },
  },
  AccessPackageResourceRequest: {
    properties: {
      "@odata.type": { type: "string" },
      "id": { type: "string", required: true, readOnly: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "state": { type: "string", readOnly: true, nullable: true, knownValues: ["submitted", "pendingApproval", "delivering", "delivered", "deliveryFailed", "denied", "scheduled", "canceled", "partiallyDelivered", "unknownFutureValue"] },
      "@odata.context": { type: "string" },
      "requestType": { type: "string", nullable: true, knownValues: ["notSpecified", "userAdd", "userUpdate", "userRemove", "adminAdd", "adminUpdate", "adminRemove", "systemAdd", "systemUpdate", "systemRemove", "onBehalfAdd", "unknownFutureValue", "approverRemove"] },
      "catalog": { type: "object", model: "AccessPackageCatalog", nullable: true },
      "resource": { type: "object", model: "AccessPackageResource", nullable: true },
    },
  },
  AccessPackageResourceRequestAdd: {
    properties: {
      "@odata.type": { type: "string" },
      "id": { type: "string", readOnly: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "state": { type: "string", readOnly: true, nullable: true, knownValues: ["submitted", "pendingApproval", "delivering", "delivered", "deliveryFailed", "denied", "scheduled", "canceled", "partiallyDelivered", "unknownFutureValue"] },
      "requestType": { type: "string", required: true, knownValues: ["adminAdd"] },
      "catalog": { type: "object", model: "AccessPackageCatalogReference", required: true },
      "resource": { type: "object", model: "AccessPackageResourceToAdd", required: true },
    },
  },
  AccessPackageResourceRequestBase: {
    properties: {
      "@odata.type": { type: "string" },
      "id": { type: "string", readOnly: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "state": { type: "string", readOnly: true, nullable: true, knownValues: ["submitted", "pendingApproval", "delivering", "delivered", "deliveryFailed", "denied", "scheduled", "canceled", "partiallyDelivered", "unknownFutureValue"] },
    },
  },
  AccessPackageResourceRequestRemove: {
    properties: {
      "@odata.type": { type: "string" },
      "id": { type: "string", readOnly: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "state": { type: "string", readOnly: true, nullable: true, knownValues: ["submitted", "pendingApproval", "delivering", "delivered", "deliveryFailed", "denied", "scheduled", "canceled", "partiallyDelivered", "unknownFutureValue"] },
      "requestType": { type: "string", required: true, knownValues: ["adminRemove"] },
      "catalog": { type: "object", model: "AccessPackageCatalogReference", required: true },
      "resource": { type: "object", model: "AccessPackageResourceToRemove", required: true },
    },
  },
  AccessPackageResourceRequestUpdate: {
    properties: {
      "@odata.type": { type: "string" },
      "id": { type: "string", readOnly: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "state": { type: "string", readOnly: true, nullable: true, knownValues: ["submitted", "pendingApproval", "delivering", "delivered", "deliveryFailed", "denied", "scheduled", "canceled", "partiallyDelivered", "unknownFutureValue"] },
      "requestType": { type: "string", required: true, knownValues: ["adminUpdate"] },
      "catalog": { type: "object", model: "AccessPackageCatalogReference", required: true },
      "resource": { type: "object", model: "AccessPackageResourceToUpdate", required: true },
    },
  },
  AccessPackageResourceRole: {
    properties: {
      "id": { type: "string", readOnly: true },
      "originId": { type: "string", nullable: true },
      "originSystem": { type: "string", nullable: true },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "type": { type: "string", nullable: true, knownValues: ["active", "eligible", "application", "delegated", "unknownFutureValue"] },
    },
  },
  AccessPackageResourceScope: {
    properties: {
      "id": { type: "string", readOnly: true },
      "originId": { type: "string", nullable: true },
      "originSystem": { type: "string", nullable: true },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "isRootScope": { type: "boolean", nullable: true },
    },
  },
  AccessPackageResourceToAdd: {
    properties: {
      "@odata.type": { type: "string", knownValues: ["#microsoft.graph.accessPackageResource", "#microsoft.graph.customDataProvidedResource"] },
      "id": { type: "string", readOnly: true },
      "originId": { type: "string", required: true },
      "originSystem": { type: "string", required: true, knownValues: ["AadGroup", "AadApplication", "SharePointOnline", "DirectoryRole", "AzureResources", "CustomDataProvidedResource"] },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "resourceType": { type: "string", nullable: true, knownValues: ["ManagementGroup", "Subscription"] },
      "attributes": { type: "array", model: "AccessPackageResourceAttribute", nullable: true },
      "environment": { type: "object", model: "AccessPackageResourceEnvironment", nullable: true },
      "notificationEndpointConfiguration": { type: "object", model: "CustomExtensionEndpointConfiguration", nullable: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "modifiedDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "roles": { type: "array", model: "AccessPackageResourceRole", readOnly: true, nullable: true },
      "scopes": { type: "array", model: "AccessPackageResourceScope", readOnly: true, nullable: true },
      "uploadSessions": { type: "array", items: "object", readOnly: true, nullable: true },
      "environment@odata.bind": { type: "string" },
    },
  },
  AccessPackageResourceToRemove: {
    properties: {
      "@odata.type": { type: "string" },
      "id": { type: "string", required: true },
    },
  },
  AccessPackageResourceToUpdate: {
    properties: {
      "@odata.type": { type: "string", knownValues: ["#microsoft.graph.accessPackageResource", "#microsoft.graph.customDataProvidedResource"] },
      "id": { type: "string", readOnly: true },
      "originId": { type: "string", required: true },
      "originSystem": { type: "string", required: true, knownValues: ["AadGroup", "AadApplication", "SharePointOnline", "DirectoryRole", "AzureResources", "CustomDataProvidedResource"] },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "resourceType": { type: "string", nullable: true, knownValues: ["ManagementGroup", "Subscription"] },
      "attributes": { type: "array", model: "AccessPackageResourceAttribute", required: true },
      "environment": { type: "object", model: "AccessPackageResourceEnvironment", nullable: true },
      "notificationEndpointConfiguration": { type: "object", model: "CustomExtensionEndpointConfiguration", nullable: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "modifiedDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "roles": { type: "array", model: "AccessPackageResourceRole", readOnly: true, nullable: true },
      "scopes": { type: "array", model: "AccessPackageResourceScope", readOnly: true, nullable: true },
      "uploadSessions": { type: "array", items: "object", readOnly: true, nullable: true },
    },
  },
  BatchRequest: {
    properties: {
      "requests": { type: "array", model: "BatchRequestItem", required: true, minItems: 1, maxItems: 20 },
    },
  },
  BatchRequestItem: {
    properties: {
      "id": { type: "string", required: true },
      "method": { type: "string", required: true, knownValues: ["GET", "POST"] },
      "url": { type: "string", required: true },
      "headers": { type: "object" },
      "body": { type: "object" },
      "dependsOn": { type: "array", items: "string" },
    },
  },
  BatchResponse: {
    properties: {
      "responses": { type: "array", model: "BatchResponseItem", required: true },
    },
  },
  BatchResponseItem: {
    properties: {
      "id": { type: "string", required: true },
      "status": { type: "integer", required: true },
      "headers": { type: "object", nullable: true },
      "body": { type: "object", nullable: true },
    },
  },
  ConnectionInfo: {
    properties: {
      "@odata.type": { type: "string" },
      "url": { type: "string", nullable: true },
    },
  },
  CustomExtensionEndpointConfiguration: {
    properties: {
      "@odata.type": { type: "string", required: true, knownValues: ["#microsoft.graph.logicAppTriggerEndpointConfiguration"] },
      "subscriptionId": { type: "string", nullable: true },
      "resourceGroupName": { type: "string", nullable: true },
      "logicAppWorkflowName": { type: "string", nullable: true },
      "url": { type: "string", nullable: true },
    },
  },
  ErrorDetails: {
    properties: {
      "code": { type: "string" },
      "message": { type: "string" },
      "target": { type: "string", nullable: true },
    },
  },
  InnerError: {
    properties: {
      "code": { type: "string", nullable: true },
      "date": { type: "string", nullable: true },
      "request-id": { type: "string", nullable: true },
      "client-request-id": { type: "string", nullable: true },
      "innerError": { type: "object", model: "InnerError", nullable: true },
      "innererror": { type: "object", model: "InnerError", nullable: true },
    },
  },
  MainError: {
    properties: {
      "code": { type: "string", required: true },
      "message": { type: "string", required: true },
      "target": { type: "string", nullable: true },
      "details": { type: "array", model: "ErrorDetails", nullable: true },
      "innerError": { type: "object", model: "InnerError", nullable: true },
      "innererror": { type: "object", model: "InnerError", nullable: true },
    },
  },
  ODataError: {
    properties: {
      "error": { type: "object", model: "MainError", required: true },
    },
  },
} as const satisfies Readonly<Record<string, ModelContract>>;

/** Bodies that may have one of several forms: the keys in `models` of the forms. */
export const unions = {
  AccessPackageResourceRequestBody: [
    "AccessPackageResourceRequestAdd",
    "AccessPackageResourceRequestRemove",
    "AccessPackageResourceRequestUpdate",
  ],
} as const satisfies Readonly<Record<string, readonly (keyof typeof models)[]>>;

export const operations = {
  createResourceRequest: {
    method: "POST",
    path: "/identityGovernance/entitlementManagement/resourceRequests",
    body: "AccessPackageResourceRequestBody",
    responses: {
      "201": "AccessPackageResourceRequest",
    },
  },
  listCatalogResources: {
    method: "GET",
    path: "/identityGovernance/entitlementManagement/catalogs/{catalogId}/resources",
    responses: {
      "200": "AccessPackageResourceCollection",
    },
  },
  listCatalogs: {
    method: "GET",
    path: "/identityGovernance/entitlementManagement/catalogs",
    responses: {
      "200": "AccessPackageCatalogCollection",
    },
  },
  postBatch: {
    method: "POST",
    path: "/$batch",
    body: "BatchRequest",
    responses: {
      "200": "BatchResponse",
    },
  },
} as const satisfies Readonly<Record<string, OperationContract>>;

/** The service roots, the default first. */
export const servers = [
  { cloud: "global", url: "https://graph.microsoft.com/v1.0", authorityHost: "https://login.microsoftonline.com" },
  { cloud: "usGov", url: "https://graph.microsoft.us/v1.0", authorityHost: "https://login.microsoftonline.us" },
  { cloud: "usGovDod", url: "https://dod-graph.microsoft.us/v1.0", authorityHost: "https://login.microsoftonline.us" },
  { cloud: "china", url: "https://microsoftgraph.chinacloudapi.cn/v1.0", authorityHost: "https://login.chinacloudapi.cn" },
] as const satisfies readonly ServerContract[];
