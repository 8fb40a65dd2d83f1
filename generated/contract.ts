// Generated from spec/openapi.yaml by `npm run generate`. Do not edit.

export interface PropertyContract {
  readonly required: boolean;
  readonly readOnly: boolean;
  readonly nullable: boolean;
  readonly type: "array" | "boolean" | "integer" | "number" | "object" | "string";
  readonly format?: string;
  /** Key in `models`: of the object itself, or of each item of the array. */
  readonly model?: string;
  /** Type of each item, when it is not a model. */
  readonly items?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Values the documentation names. The string is open: others are allowed. */
  readonly knownValues?: readonly string[];
}

export interface ModelContract {
  /** Name of the schema in the specification. */
  readonly schema: string;
  readonly properties: Readonly<Record<string, PropertyContract>>;
}

export interface ParameterContract {
  readonly in: "header" | "path" | "query";
  readonly required: boolean;
}

export interface OperationContract {
  readonly method: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, ParameterContract>>;
  /** Key in `models` or in `unions`. */
  readonly body?: string;
  /** Per documented status: the key in `models` of its body, or `null` for none. */
  readonly responses: Readonly<Record<string, string | null>>;
}

export interface ServerContract {
  readonly cloud: string;
  readonly url: string;
  readonly authorityHost: string;
}

export const models = {
  AccessPackageQuestion: {
    schema: "accessPackageQuestion",
    properties: {
      "@odata.type": { required: true, readOnly: false, nullable: false, type: "string", knownValues: ["#microsoft.graph.accessPackageTextInputQuestion", "#microsoft.graph.accessPackageMultipleChoiceQuestion"] },
    },
  },
  AccessPackageResource: {
    schema: "accessPackageResource",
    properties: {
      "@odata.type": { required: false, readOnly: false, nullable: false, type: "string" },
      "id": { required: false, readOnly: false, nullable: false, type: "string" },
      "originId": { required: false, readOnly: false, nullable: true, type: "string" },
      "originSystem": { required: false, readOnly: false, nullable: true, type: "string", knownValues: ["AadGroup", "AadApplication", "SharePointOnline", "DirectoryRole", "External", "AzureResources"] },
      "resourceType": { required: false, readOnly: false, nullable: true, type: "string", knownValues: ["Application", "SharePoint Online Site"] },
      "displayName": { required: false, readOnly: false, nullable: true, type: "string" },
      "description": { required: false, readOnly: false, nullable: true, type: "string" },
      "url": { required: false, readOnly: false, nullable: true, type: "string" },
      "attributes": { required: false, readOnly: false, nullable: true, type: "array", model: "AccessPackageResourceAttribute" },
      "accessPackageResourceEnvironment": { required: false, readOnly: false, nullable: true, type: "object", model: "AccessPackageResourceEnvironment" },
      "accessPackageResourceEnvironment@odata.bind": { required: false, readOnly: false, nullable: false, type: "string" },
      "externalOriginResourceConnector": { required: false, readOnly: false, nullable: true, type: "object", model: "ExternalOriginResourceConnector" },
      "addedBy": { required: false, readOnly: true, nullable: true, type: "string" },
      "addedOn": { required: false, readOnly: true, nullable: true, type: "string", format: "date-time" },
      "isPendingOnboarding": { required: false, readOnly: true, nullable: true, type: "boolean" },
      "accessPackageResourceRoles": { required: false, readOnly: true, nullable: true, type: "array", items: "object" },
      "accessPackageResourceScopes": { required: false, readOnly: false, nullable: true, type: "array", items: "object" },
    },
  },
  AccessPackageResourceAttribute: {
    schema: "accessPackageResourceAttribute",
    properties: {
      "id": { required: false, readOnly: true, nullable: true, type: "string" },
      "attributeName": { required: false, readOnly: false, nullable: true, type: "string" },
      "attributeSource": { required: false, readOnly: false, nullable: true, type: "object", model: "AccessPackageResourceAttributeSource" },
      "attributeDestination": { required: false, readOnly: false, nullable: true, type: "object", model: "AccessPackageResourceAttributeDestination" },
      "isEditable": { required: false, readOnly: false, nullable: true, type: "boolean" },
      "isPersistedOnAssignmentRemoval": { required: false, readOnly: false, nullable: true, type: "boolean" },
    },
  },
  AccessPackageResourceAttributeDestination: {
    schema: "accessPackageResourceAttributeDestination",
    properties: {
      "@odata.type": { required: true, readOnly: false, nullable: false, type: "string", knownValues: ["#microsoft.graph.accessPackageUserDirectoryAttributeStore"] },
    },
  },
  AccessPackageResourceAttributeSource: {
    schema: "accessPackageResourceAttributeSource",
    properties: {
      "@odata.type": { required: true, readOnly: false, nullable: false, type: "string", knownValues: ["#microsoft.graph.accessPackageResourceAttributeQuestion"] },
      "question": { required: false, readOnly: false, nullable: true, type: "object", model: "AccessPackageQuestion" },
    },
  },
  AccessPackageResourceCollection: {
    schema: "accessPackageResourceCollection",
    properties: {
      "@odata.context": { required: false, readOnly: false, nullable: false, type: "string" },
      "@odata.nextLink": { required: false, readOnly: false, nullable: false, type: "string" },
      "value": { required: true, readOnly: false, nullable: false, type: "array", model: "AccessPackageResource" },
    },
  },
  AccessPackageResourceEnvironment: {
    schema: "accessPackageResourceEnvironment",
    properties: {
      "id": { required: false, readOnly: false, nullable: false, type: "string" },
      "originId": { required: false, readOnly: false, nullable: false, type: "string" },
      "originSystem": { required: false, readOnly: false, nullable: false, type: "string" },
    },
  },
  AccessPackageResourceRequest: {
    schema: "accessPackageResourceRequest",
    properties: {
      "id": { required: true, readOnly: true, nullable: false, type: "string" },
      "@odata.context": { required: false, readOnly: false, nullable: false, type: "string" },
      "@odata.type": { required: false, readOnly: false, nullable: false, type: "string" },
      "catalogId": { required: false, readOnly: false, nullable: true, type: "string" },
      "executeImmediately": { required: false, readOnly: false, nullable: true, type: "boolean" },
      "isValidationOnly": { required: false, readOnly: false, nullable: true, type: "boolean" },
      "requestType": { required: false, readOnly: false, nullable: true, type: "string", knownValues: ["AdminAdd", "AdminUpdate", "AdminRemove"] },
      "requestState": { required: false, readOnly: false, nullable: true, type: "string", knownValues: ["Delivered", "Delivering"] },
      "requestStatus": { required: false, readOnly: false, nullable: true, type: "string", knownValues: ["Fulfilled"] },
      "expirationDateTime": { required: false, readOnly: false, nullable: true, type: "string", format: "date-time" },
      "justification": { required: false, readOnly: false, nullable: true, type: "string" },
      "accessPackageResource": { required: false, readOnly: false, nullable: true, type: "object", model: "AccessPackageResource" },
      "requestor": { required: false, readOnly: true, nullable: true, type: "object" },
      "history": { required: false, readOnly: false, nullable: true, type: "array", items: "object" },
    },
  },
  AccessPackageResourceRequestPageForm: {
    schema: "accessPackageResourceRequestPageForm",
    properties: {
      "id": { required: true, readOnly: true, nullable: false, type: "string" },
      "@odata.type": { required: false, readOnly: false, nullable: false, type: "string" },
      "catalogId": { required: true, readOnly: false, nullable: false, type: "string" },
      "executeImmediately": { required: true, readOnly: false, nullable: false, type: "boolean" },
      "isValidationOnly": { required: true, readOnly: false, nullable: false, type: "boolean" },
      "requestType": { required: true, readOnly: false, nullable: false, type: "string", knownValues: ["AdminAdd", "AdminUpdate", "AdminRemove"] },
      "requestState": { required: true, readOnly: false, nullable: false, type: "string", knownValues: ["Delivered"] },
      "requestStatus": { required: true, readOnly: false, nullable: false, type: "string" },
      "expirationDateTime": { required: true, readOnly: false, nullable: false, type: "string", format: "date-time" },
      "justification": { required: true, readOnly: false, nullable: false, type: "string" },
    },
  },
  AccessPackageResourceRequestPublishedForm: {
    schema: "accessPackageResourceRequestPublishedForm",
    properties: {
      "id": { required: true, readOnly: true, nullable: false, type: "string" },
      "@odata.type": { required: false, readOnly: false, nullable: false, type: "string" },
      "catalogId": { required: true, readOnly: false, nullable: false, type: "string" },
      "requestType": { required: true, readOnly: false, nullable: false, type: "string", knownValues: ["AdminAdd", "AdminUpdate", "AdminRemove"] },
      "accessPackageResource": { required: true, readOnly: false, nullable: false, type: "object", model: "AccessPackageResource" },
      "justification": { required: false, readOnly: false, nullable: true, type: "string" },
      "executeImmediately": { required: false, readOnly: false, nullable: true, type: "boolean" },
      "isValidationOnly": { required: false, readOnly: false, nullable: true, type: "boolean" },
      "expirationDateTime": { required: false, readOnly: false, nullable: true, type: "string", format: "date-time" },
      "requestState": { required: false, readOnly: true, nullable: true, type: "string" },
      "requestStatus": { required: false, readOnly: true, nullable: true, type: "string" },
      "history": { required: false, readOnly: false, nullable: true, type: "array", items: "object" },
    },
  },
  BatchRequest: {
    schema: "batchRequest",
    properties: {
      "requests": { required: true, readOnly: false, nullable: false, type: "array", model: "BatchRequestItem", minItems: 1, maxItems: 20 },
    },
  },
  BatchRequestItem: {
    schema: "batchRequestItem",
    properties: {
      "id": { required: true, readOnly: false, nullable: false, type: "string" },
      "method": { required: true, readOnly: false, nullable: false, type: "string", knownValues: ["GET", "POST"] },
      "url": { required: true, readOnly: false, nullable: false, type: "string" },
      "headers": { required: false, readOnly: false, nullable: false, type: "object" },
      "body": { required: false, readOnly: false, nullable: false, type: "object" },
      "dependsOn": { required: false, readOnly: false, nullable: false, type: "array", items: "string" },
    },
  },
  BatchResponse: {
    schema: "batchResponse",
    properties: {
      "responses": { required: true, readOnly: false, nullable: false, type: "array", model: "BatchResponseItem" },
    },
  },
  BatchResponseItem: {
    schema: "batchResponseItem",
    properties: {
      "id": { required: true, readOnly: false, nullable: false, type: "string" },
      "status": { required: true, readOnly: false, nullable: false, type: "integer" },
      "headers": { required: false, readOnly: false, nullable: true, type: "object" },
      "body": { required: false, readOnly: false, nullable: true, type: "object" },
    },
  },
  ConnectionInfo: {
    schema: "connectionInfo",
    properties: {
      "@odata.type": { required: true, readOnly: false, nullable: false, type: "string", knownValues: ["microsoft.graph.externalTokenBasedSapIagConnectionInfo"] },
      "url": { required: false, readOnly: false, nullable: true, type: "string" },
    },
  },
  Entity: {
    schema: "entity",
    properties: {
      "id": { required: true, readOnly: true, nullable: false, type: "string" },
    },
  },
  ErrorDetails: {
    schema: "errorDetails",
    properties: {
      "code": { required: false, readOnly: false, nullable: false, type: "string" },
      "message": { required: false, readOnly: false, nullable: false, type: "string" },
      "target": { required: false, readOnly: false, nullable: true, type: "string" },
    },
  },
  ExternalOriginResourceConnector: {
    schema: "externalOriginResourceConnector",
    properties: {
      "id": { required: false, readOnly: false, nullable: false, type: "string" },
      "displayName": { required: false, readOnly: false, nullable: true, type: "string" },
      "description": { required: false, readOnly: false, nullable: true, type: "string" },
      "connectorType": { required: false, readOnly: false, nullable: true, type: "string", knownValues: ["sapIag", "sapAc"] },
      "connectionInfo": { required: false, readOnly: false, nullable: true, type: "object", model: "ConnectionInfo" },
    },
  },
  InnerError: {
    schema: "innerError",
    properties: {
      "code": { required: false, readOnly: false, nullable: true, type: "string" },
      "date": { required: false, readOnly: false, nullable: true, type: "string" },
      "request-id": { required: false, readOnly: false, nullable: true, type: "string" },
      "client-request-id": { required: false, readOnly: false, nullable: true, type: "string" },
      "innerError": { required: false, readOnly: false, nullable: true, type: "object", model: "InnerError" },
      "innererror": { required: false, readOnly: false, nullable: true, type: "object", model: "InnerError" },
    },
  },
  MainError: {
    schema: "mainError",
    properties: {
      "code": { required: true, readOnly: false, nullable: false, type: "string" },
      "message": { required: true, readOnly: false, nullable: false, type: "string" },
      "target": { required: false, readOnly: false, nullable: true, type: "string" },
      "details": { required: false, readOnly: false, nullable: true, type: "array", model: "ErrorDetails" },
      "innerError": { required: false, readOnly: false, nullable: true, type: "object", model: "InnerError" },
      "innererror": { required: false, readOnly: false, nullable: true, type: "object", model: "InnerError" },
    },
  },
  ODataError: {
    schema: "oDataError",
    properties: {
      "error": { required: true, readOnly: false, nullable: false, type: "object", model: "MainError" },
    },
  },
} as const satisfies Readonly<Record<string, ModelContract>>;

/** Bodies that may have one of several forms: the keys in `models` of the forms. */
export const unions = {
  AccessPackageResourceRequestBody: [
    "AccessPackageResourceRequestPageForm",
    "AccessPackageResourceRequestPublishedForm",
  ],
} as const satisfies Readonly<Record<string, readonly (keyof typeof models)[]>>;

export const operations = {
  createAccessPackageResourceRequest: {
    method: "POST",
    path: "/identityGovernance/entitlementManagement/accessPackageResourceRequests",
    parameters: {
      "client-request-id": { in: "header", required: false },
    },
    body: "AccessPackageResourceRequestBody",
    responses: {
      "201": "AccessPackageResourceRequest",
      "4XX": "ODataError",
      "5XX": "ODataError",
    },
  },
  createAccessPackageResourceRequestByRef: {
    method: "POST",
    path: "/identityGovernance/entitlementManagement/accessPackageResourceRequests/$ref",
    parameters: {
      "client-request-id": { in: "header", required: false },
    },
    body: "AccessPackageResourceRequestPageForm",
    responses: {
      "201": "AccessPackageResourceRequest",
      "204": null,
      "4XX": "ODataError",
      "5XX": "ODataError",
    },
  },
  listAccessPackageResources: {
    method: "GET",
    path: "/identityGovernance/entitlementManagement/accessPackageCatalogs/{catalogId}/accessPackageResources",
    parameters: {
      "catalogId": { in: "path", required: true },
      "$filter": { in: "query", required: false },
      "$top": { in: "query", required: false },
      "$skiptoken": { in: "query", required: false },
      "client-request-id": { in: "header", required: false },
    },
    responses: {
      "200": "AccessPackageResourceCollection",
      "4XX": "ODataError",
      "5XX": "ODataError",
    },
  },
  postBatch: {
    method: "POST",
    path: "/$batch",
    parameters: {
      "client-request-id": { in: "header", required: false },
    },
    body: "BatchRequest",
    responses: {
      "200": "BatchResponse",
      "4XX": "ODataError",
      "5XX": "ODataError",
    },
  },
} as const satisfies Readonly<Record<string, OperationContract>>;

/** Where the service lives, the default first. */
export const servers = [
  { cloud: "global", url: "https://graph.microsoft.com/beta", authorityHost: "https://login.microsoftonline.com" },
  { cloud: "usGov", url: "https://graph.microsoft.us/beta", authorityHost: "https://login.microsoftonline.us" },
  { cloud: "usGovDod", url: "https://dod-graph.microsoft.us/beta", authorityHost: "https://login.microsoftonline.us" },
  { cloud: "china", url: "https://microsoftgraph.chinacloudapi.cn/beta", authorityHost: "https://login.chinacloudapi.cn" },
] as const satisfies readonly ServerContract[];
