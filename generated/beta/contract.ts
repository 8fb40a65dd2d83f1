// Generated from spec/beta/openapi.yaml by `npm run generate`. Do not edit.

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
      "actualValue": { type: "string", nullable: true },
      "displayValue": { type: "object", model: "AccessPackageLocalizedContent", nullable: true },
    },
  },
  AccessPackageCatalog: {
    properties: {
      "id": { type: "string", readOnly: true },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "catalogType": { type: "string", nullable: true, knownValues: ["UserManaged", "ServiceDefault"] },
      "catalogStatus": { type: "string", nullable: true, knownValues: ["Published"] },
      "isExternallyVisible": { type: "boolean", nullable: true },
      "createdBy": { type: "string", readOnly: true, nullable: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "modifiedBy": { type: "string", readOnly: true, nullable: true },
      "modifiedDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
    },
  },
  AccessPackageCatalogCollection: {
    properties: {
      "@odata.context": { type: "string" },
      "@odata.nextLink": { type: "string" },
      "value": { type: "array", model: "AccessPackageCatalog", required: true },
    },
  },
  AccessPackageLocalizedContent: {
    properties: {
      "defaultText": { type: "string", nullable: true },
      "localizedTexts": { type: "array", model: "AccessPackageLocalizedText", nullable: true },
    },
  },
  AccessPackageLocalizedText: {
    properties: {
      "languageCode": { type: "string", nullable: true },
      "text": { type: "string", nullable: true },
    },
  },
  AccessPackageQuestion: {
    properties: {
      "@odata.type": { type: "string", required: true, knownValues: ["#microsoft.graph.accessPackageTextInputQuestion", "#microsoft.graph.accessPackageMultipleChoiceQuestion"] },
      "id": { type: "string", nullable: true },
      "text": { type: "object", model: "AccessPackageLocalizedContent", nullable: true },
      "isRequired": { type: "boolean", nullable: true },
      "isAnswerEditable": { type: "boolean", nullable: true },
      "sequence": { type: "integer", nullable: true, format: "int32" },
      "isSingleLineQuestion": { type: "boolean", nullable: true },
      "regexPattern": { type: "string", nullable: true },
      "allowsMultipleSelection": { type: "boolean", nullable: true },
      "choices": { type: "array", model: "AccessPackageAnswerChoice", nullable: true },
    },
  },
  AccessPackageResource: {
    properties: {
      "@odata.type": { type: "string" },
      "id": { type: "string" },
      "originId": { type: "string", nullable: true },
      "originSystem": { type: "string", nullable: true, knownValues: ["AadGroup", "AadApplication", "SharePointOnline", "DirectoryRole", "External", "AzureResources", "CustomDataProvidedResource"] },
      "resourceType": { type: "string", nullable: true, knownValues: ["Application", "SharePoint Online Site"] },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "url": { type: "string", nullable: true },
      "attributes": { type: "array", model: "AccessPackageResourceAttribute", nullable: true },
      "accessPackageResourceEnvironment": { type: "object", model: "AccessPackageResourceEnvironment", nullable: true },
      "accessPackageResourceEnvironment@odata.bind": { type: "string" },
      "externalOriginResourceConnector": { type: "object", model: "ExternalOriginResourceConnector", nullable: true },
      "addedBy": { type: "string", readOnly: true, nullable: true },
      "addedOn": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "isPendingOnboarding": { type: "boolean", readOnly: true, nullable: true },
      "accessPackageResourceRoles": { type: "array", items: "object", readOnly: true, nullable: true },
      "accessPackageResourceScopes": { type: "array", items: "object", nullable: true },
      "uploadSessions": { type: "array", items: "object", readOnly: true, nullable: true },
    },
  },
  AccessPackageResourceAttribute: {
    properties: {
      "id": { type: "string", readOnly: true, nullable: true },
      "attributeName": { type: "string", nullable: true },
      "attributeSource": { type: "object", model: "AccessPackageResourceAttributeSource", nullable: true },
      "attributeDestination": { type: "object", model: "AccessPackageResourceAttributeDestination", nullable: true },
      "isEditable": { type: "boolean", nullable: true },
      "isPersistedOnAssignmentRemoval": { type: "boolean", nullable: true },
    },
  },
  AccessPackageResourceAttributeDestination: {
    properties: {
      "@odata.type": { type: "string", required: true, knownValues: ["#microsoft.graph.accessPackageUserDirectoryAttributeStore"] },
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
      "@odata.nextLink": { type: "string" },
      "value": { type: "array", model: "AccessPackageResource", required: true },
    },
  },
  AccessPackageResourceEnvironment: {
    properties: {
      "id": { type: "string" },
      "originId": { type: "string" },
      "originSystem": { type: "string" },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "isDefaultEnvironment": { type: "boolean", readOnly: true, nullable: true },
      "connectionInfo": { type: "object", model: "EnvironmentConnectionInfo", nullable: true },
      "createdBy": { type: "string", readOnly: true, nullable: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "modifiedBy": { type: "string", readOnly: true, nullable: true },
      "modifiedDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "accessPackageResources": { type: "array", model: "AccessPackageResource", readOnly: true, nullable: true },
    },
  },
  AccessPackageResourceRequest: {
    properties: {
      "id": { type: "string", required: true, readOnly: true },
      "@odata.context": { type: "string" },
      "@odata.type": { type: "string" },
      "catalogId": { type: "string", nullable: true },
      "executeImmediately": { type: "boolean", nullable: true },
      "isValidationOnly": { type: "boolean", nullable: true },
      "requestType": { type: "string", nullable: true, knownValues: ["AdminAdd", "AdminUpdate", "AdminRemove"] },
      "requestState": { type: "string", nullable: true, knownValues: ["Delivered", "Delivering", "DeliveryFailed", "Denied", "Canceled"] },
      "requestStatus": { type: "string", nullable: true, knownValues: ["Fulfilled"] },
      "expirationDateTime": { type: "string", nullable: true, format: "date-time" },
      "justification": { type: "string", nullable: true },
      "accessPackageResource": { type: "object", model: "AccessPackageResource", nullable: true },
      "requestor": { type: "object", readOnly: true, nullable: true },
      "history": { type: "array", items: "object", nullable: true },
    },
  },
  AccessPackageResourceRequestPageForm: {
    properties: {
      "id": { type: "string", readOnly: true },
      "@odata.type": { type: "string" },
      "catalogId": { type: "string", required: true },
      "executeImmediately": { type: "boolean", required: true },
      "isValidationOnly": { type: "boolean", required: true },
      "requestType": { type: "string", required: true, knownValues: ["AdminAdd", "AdminUpdate", "AdminRemove"] },
      "requestState": { type: "string", required: true, knownValues: ["Delivered"] },
      "requestStatus": { type: "string", required: true },
      "expirationDateTime": { type: "string", required: true, format: "date-time" },
      "justification": { type: "string", required: true },
    },
  },
  AccessPackageResourceRequestPublishedAddition: {
    properties: {
      "id": { type: "string", readOnly: true },
      "@odata.type": { type: "string" },
      "catalogId": { type: "string", required: true },
      "requestType": { type: "string", required: true, knownValues: ["AdminAdd"] },
      "accessPackageResource": { type: "object", model: "AccessPackageResourceToAdd", required: true },
      "justification": { type: "string", nullable: true },
      "executeImmediately": { type: "boolean", nullable: true },
      "isValidationOnly": { type: "boolean", nullable: true },
      "expirationDateTime": { type: "string", nullable: true, format: "date-time" },
      "requestState": { type: "string", readOnly: true, nullable: true },
      "requestStatus": { type: "string", readOnly: true, nullable: true },
      "history": { type: "array", items: "object", nullable: true },
    },
  },
  AccessPackageResourceRequestPublishedForm: {
    properties: {
      "id": { type: "string", readOnly: true },
      "@odata.type": { type: "string" },
      "catalogId": { type: "string", required: true },
      "requestType": { type: "string", required: true, knownValues: ["AdminAdd", "AdminUpdate", "AdminRemove"] },
      "accessPackageResource": { type: "object", model: "AccessPackageResource", required: true },
      "justification": { type: "string", nullable: true },
      "executeImmediately": { type: "boolean", nullable: true },
      "isValidationOnly": { type: "boolean", nullable: true },
      "expirationDateTime": { type: "string", nullable: true, format: "date-time" },
      "requestState": { type: "string", readOnly: true, nullable: true },
      "requestStatus": { type: "string", readOnly: true, nullable: true },
      "history": { type: "array", items: "object", nullable: true },
    },
  },
  AccessPackageResourceToAdd: {
    properties: {
      "@odata.type": { type: "string" },
      "id": { type: "string" },
      "originId": { type: "string", required: true },
      "originSystem": { type: "string", required: true, knownValues: ["AadGroup", "AadApplication", "SharePointOnline", "DirectoryRole", "External", "AzureResources", "CustomDataProvidedResource"] },
      "resourceType": { type: "string", nullable: true, knownValues: ["Application", "SharePoint Online Site"] },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "url": { type: "string", nullable: true },
      "attributes": { type: "array", model: "AccessPackageResourceAttribute", nullable: true },
      "accessPackageResourceEnvironment": { type: "object", model: "AccessPackageResourceEnvironment", nullable: true },
      "accessPackageResourceEnvironment@odata.bind": { type: "string" },
      "externalOriginResourceConnector": { type: "object", model: "ExternalOriginResourceConnector", nullable: true },
      "addedBy": { type: "string", readOnly: true, nullable: true },
      "addedOn": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "isPendingOnboarding": { type: "boolean", readOnly: true, nullable: true },
      "accessPackageResourceRoles": { type: "array", items: "object", readOnly: true, nullable: true },
      "accessPackageResourceScopes": { type: "array", items: "object", nullable: true },
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
      "@odata.type": { type: "string", required: true, knownValues: ["microsoft.graph.externalTokenBasedSapIagConnectionInfo", "#microsoft.graph.externalTokenBasedSapIagConnectionInfo", "#microsoft.graph.externalSapAcConnectionInfo"] },
      "url": { type: "string", nullable: true },
      "subscriptionId": { type: "string", nullable: true },
      "resourceGroup": { type: "string", nullable: true },
      "keyVaultName": { type: "string", nullable: true },
      "secretName": { type: "string", nullable: true },
      "accessTokenUrl": { type: "string", nullable: true },
      "clientId": { type: "string", nullable: true },
      "systemId": { type: "string", nullable: true },
      "userIdentifier": { type: "string", nullable: true },
      "authenticationInfo": { type: "object", nullable: true },
    },
  },
  Entity: {
    properties: {
      "id": { type: "string", required: true, readOnly: true },
    },
  },
  EnvironmentConnectionInfo: {
    properties: {
      "@odata.type": { type: "string" },
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
  ExternalOriginResourceConnector: {
    properties: {
      "id": { type: "string" },
      "displayName": { type: "string", nullable: true },
      "description": { type: "string", nullable: true },
      "connectorType": { type: "string", nullable: true, knownValues: ["sapIag", "sapAc"] },
      "connectionInfo": { type: "object", model: "ConnectionInfo", nullable: true },
      "createdBy": { type: "string", readOnly: true, nullable: true },
      "createdDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
      "modifiedBy": { type: "string", readOnly: true, nullable: true },
      "modifiedDateTime": { type: "string", readOnly: true, nullable: true, format: "date-time" },
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
    "AccessPackageResourceRequestPageForm",
    "AccessPackageResourceRequestPublishedAddition",
    "AccessPackageResourceRequestPublishedForm",
  ],
} as const satisfies Readonly<Record<string, readonly (keyof typeof models)[]>>;

export const operations = {
  createAccessPackageResourceRequest: {
    method: "POST",
    path: "/identityGovernance/entitlementManagement/accessPackageResourceRequests",
    body: "AccessPackageResourceRequestBody",
    responses: {
      "201": "AccessPackageResourceRequest",
    },
  },
  createAccessPackageResourceRequestByRef: {
    method: "POST",
    path: "/identityGovernance/entitlementManagement/accessPackageResourceRequests/$ref",
    body: "AccessPackageResourceRequestPageForm",
    responses: {
      "201": "AccessPackageResourceRequest",
      "204": null,
    },
  },
  listAccessPackageCatalogs: {
    method: "GET",
    path: "/identityGovernance/entitlementManagement/accessPackageCatalogs",
    responses: {
      "200": "AccessPackageCatalogCollection",
    },
  },
  listAccessPackageResources: {
    method: "GET",
    path: "/identityGovernance/entitlementManagement/accessPackageCatalogs/{catalogId}/accessPackageResources",
    responses: {
      "200": "AccessPackageResourceCollection",
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
  { cloud: "global", url: "https://graph.microsoft.com/beta", authorityHost: "https://login.microsoftonline.com" },
  { cloud: "usGov", url: "https://graph.microsoft.us/beta", authorityHost: "https://login.microsoftonline.us" },
  { cloud: "usGovDod", url: "https://dod-graph.microsoft.us/beta", authorityHost: "https://login.microsoftonline.us" },
  { cloud: "china", url: "https://microsoftgraph.chinacloudapi.cn/beta", authorityHost: "https://login.chinacloudapi.cn" },
] as const satisfies readonly ServerContract[];
