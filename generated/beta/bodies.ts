// Generated from spec/beta/openapi.yaml by `npm run generate`. Do not edit.

/** An object may name its type. OData needs the name where a property accepts objects of several types. */
export interface ODataObject {
  /** Name of the object's type, such as `#microsoft.graph.accessPackageResource`. */
  "@odata.type"?: string;
}

/*
 * Bodies as a caller sends them, without the properties that only the service sets. A model with an abstract type accepts
 * further properties. Its required properties are optional here, so that types of other packages fit. The check before
 * sending reports those that are missing.
 */

/** One answer that a multiple-choice question offers. */
export interface AccessPackageAnswerChoice extends ODataObject {
  /**
   * The answer as programs read it. Required, according to its document.
   *
   * Source: published-answer-choice, ledger:localized-needs.
   */
  actualValue?: string | null;
  /**
   * The answer as people read it. Required, according to its document.
   *
   * Source: published-answer-choice, ledger:localized-needs.
   */
  displayValue?: AccessPackageLocalizedContent | null;
}

/** A text in several languages. */
export interface AccessPackageLocalizedContent extends ODataObject {
  /**
   * The text for languages without their own. Required, according to its document.
   *
   * Source: published-localized-content, published-create, ledger:localized-needs.
   */
  defaultText?: string | null;
  /**
   * The text in each language.
   *
   * Source: published-localized-content, published-create.
   */
  localizedTexts?: AccessPackageLocalizedText[] | null;
}

/** A text in one language. */
export interface AccessPackageLocalizedText extends ODataObject {
  /**
   * ISO code of the language. Required, according to its document.
   *
   * Source: published-localized-text, ledger:localized-needs.
   */
  languageCode?: string | null;
  /**
   * The text. Required, according to its document.
   *
   * Source: published-localized-text, ledger:localized-needs.
   */
  text?: string | null;
}

/** A question to people who request access. An abstract type, so every instance states its concrete type. */
export type AccessPackageQuestion = AccessPackageQuestionProperties | (AccessPackageQuestionProperties & Readonly<Record<string, unknown>>);
/** A question to people who request access. An abstract type, so every instance states its concrete type. */
export interface AccessPackageQuestionProperties extends ODataObject {
  /**
   * The kind of question, which decides its other properties.
   *
   * Source: published-create, graph-metadata.
   */
  "@odata.type"?: "#microsoft.graph.accessPackageTextInputQuestion" | "#microsoft.graph.accessPackageMultipleChoiceQuestion" | (string & NonNullable<unknown>);
  /**
   * The question's id, sent to say which existing question is meant.
   *
   * Source: published-question, ledger:ids-of-what-is-referred-to.
   */
  id?: string | null;
  /**
   * What is asked.
   *
   * Source: published-question, published-create.
   */
  text?: AccessPackageLocalizedContent | null;
  /**
   * Whether a request for access must have an answer.
   *
   * Source: published-question, published-create.
   */
  isRequired?: boolean | null;
  /**
   * Whether people who request access can change what they answered.
   *
   * Source: published-question, graph-types-beta, ledger:metadata-lags.
   */
  isAnswerEditable?: boolean | null;
  /**
   * Position of the question among the others, in ascending order. Format: int32.
   *
   * Source: published-question, published-create.
   */
  sequence?: number | null;
  /**
   * Whether the answer has one line. Text questions only.
   *
   * Source: published-text-question, published-create.
   */
  isSingleLineQuestion?: boolean | null;
  /**
   * Regular expression that the answer must match. Text questions only.
   *
   * Source: published-text-question, graph-types-beta, ledger:metadata-lags.
   */
  regexPattern?: string | null;
  /**
   * Whether several choices can be selected. Multiple-choice questions only.
   *
   * Source: published-choice-question, ledger:question-names.
   */
  allowsMultipleSelection?: boolean | null;
  /**
   * The possible answers. Multiple-choice questions only.
   *
   * Source: published-choice-question.
   */
  choices?: AccessPackageAnswerChoice[] | null;
}

/** A group, application, site or other resource whose roles a catalog can grant. */
export interface AccessPackageResource extends ODataObject {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResource`. May be left out.
   *
   * Source: graph-metadata, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * The resource's id in the catalog, set by the service; sent to say which resource to remove.
   *
   * Source: published-create, published-resource, ledger:resource-id-sendable.
   */
  id?: string;
  /**
   * Id of the resource in its origin system: a group's object id, the object id of an application's service principal, a site's address.
   *
   * Source: published-create, published-resource.
   */
  originId?: string | null;
  /**
   * Where the resource comes from.
   *
   * Source: published-create, published-resource, published-custom-resource, ledger:origin-systems.
   */
  originSystem?: "AadGroup" | "AadApplication" | "SharePointOnline" | "DirectoryRole" | "External" | "AzureResources" | "CustomDataProvidedResource" | (string & NonNullable<unknown>) | null;
  /**
   * The kind of resource. Free text; other values occur.
   *
   * Source: published-create, published-resource.
   */
  resourceType?: "Application" | "SharePoint Online Site" | (string & NonNullable<unknown>) | null;
  /**
   * Display name of the resource.
   *
   * Source: published-create, published-resource.
   */
  displayName?: string | null;
  /**
   * Description of the resource.
   *
   * Source: published-create, published-resource.
   */
  description?: string | null;
  /**
   * Web address of the resource.
   *
   * Source: published-create, published-resource.
   */
  url?: string | null;
  /**
   * What people who request access must say about themselves, and where the service stores it.
   *
   * Source: published-create, published-resource.
   */
  attributes?: AccessPackageResourceAttribute[] | null;
  /**
   * The location of a site, if SharePoint is spread over several. Give this or the bind annotation.
   *
   * Source: published-create, published-resource.
   */
  accessPackageResourceEnvironment?: AccessPackageResourceEnvironment | null;
  /**
   * The location of a site by reference, `accessPackageResourceEnvironments/` and its id. Sent, never returned.
   *
   * Source: published-create.
   */
  "accessPackageResourceEnvironment@odata.bind"?: string;
  /**
   * The connector to an external resource.
   *
   * Source: published-create, published-connector, ledger:metadata-lags.
   */
  externalOriginResourceConnector?: ExternalOriginResourceConnector | null;
  /**
   * The scopes that the resource has. Returned only when expanded; a published request sends an empty list.
   *
   * Source: published-resource, published-create, ledger:resource-scopes-sendable.
   */
  accessPackageResourceScopes?: object[] | null;
}

/** Something that people who request access to an application must say about themselves. */
export interface AccessPackageResourceAttribute extends ODataObject {
  /**
   * Name of the attribute at its destination.
   *
   * Source: published-create, graph-metadata.
   */
  attributeName?: string | null;
  /**
   * Where the value comes from.
   *
   * Source: published-create, graph-metadata.
   */
  attributeSource?: AccessPackageResourceAttributeSource | null;
  /**
   * Where the value is stored.
   *
   * Source: published-create, graph-metadata.
   */
  attributeDestination?: AccessPackageResourceAttributeDestination | null;
  /**
   * Whether people who request access can change a value that exists.
   *
   * Source: published-create, graph-types-beta, ledger:metadata-lags.
   */
  isEditable?: boolean | null;
  /**
   * Whether the value stays when access ends.
   *
   * Source: published-create, graph-types-beta, ledger:metadata-lags.
   */
  isPersistedOnAssignmentRemoval?: boolean | null;
}

/** Where an attribute's value is stored. An abstract type, so every instance states its concrete type. */
export type AccessPackageResourceAttributeDestination = AccessPackageResourceAttributeDestinationProperties | (AccessPackageResourceAttributeDestinationProperties & Readonly<Record<string, unknown>>);
/** Where an attribute's value is stored. An abstract type, so every instance states its concrete type. */
export interface AccessPackageResourceAttributeDestinationProperties extends ODataObject {
  /**
   * The kind of destination.
   *
   * Source: published-create, graph-metadata.
   */
  "@odata.type"?: "#microsoft.graph.accessPackageUserDirectoryAttributeStore" | (string & NonNullable<unknown>);
}

/** Where an attribute's value comes from. An abstract type, so every instance states its concrete type. */
export type AccessPackageResourceAttributeSource = AccessPackageResourceAttributeSourceProperties | (AccessPackageResourceAttributeSourceProperties & Readonly<Record<string, unknown>>);
/** Where an attribute's value comes from. An abstract type, so every instance states its concrete type. */
export interface AccessPackageResourceAttributeSourceProperties extends ODataObject {
  /**
   * The kind of source.
   *
   * Source: published-create, graph-metadata.
   */
  "@odata.type"?: "#microsoft.graph.accessPackageResourceAttributeQuestion" | (string & NonNullable<unknown>);
  /**
   * The question to ask, when the source is a question.
   *
   * Source: published-create, graph-metadata.
   */
  question?: AccessPackageQuestion | null;
}

/** A location of an origin system, such as one region of a SharePoint tenant. */
export interface AccessPackageResourceEnvironment extends ODataObject {
  /**
   * The location's id.
   *
   * Source: published-environment, ledger:ids-of-what-is-referred-to.
   */
  id?: string;
  /**
   * The location's id in its origin system; for SharePoint the address of its administration site.
   *
   * Source: published-environment, published-create.
   */
  originId?: string;
  /**
   * The origin system that has the location.
   *
   * Source: published-environment.
   */
  originSystem?: string;
  /**
   * Display name of the location.
   *
   * Source: published-environment.
   */
  displayName?: string | null;
  /**
   * Description of the location.
   *
   * Source: published-environment.
   */
  description?: string | null;
  /**
   * How entitlement management reaches the location.
   *
   * Source: published-environment.
   */
  connectionInfo?: EnvironmentConnectionInfo | null;
}

/** The request as in the page's table, with every property required. The real service was seen to refuse it, because it has no resource. */
export interface AccessPackageResourceRequestPageForm extends ODataObject {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResourceRequest`. May be left out.
   *
   * Source: page:76, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * Id of the catalog that the request is about.
   *
   * Source: page:48, ledger:catalog-id.
   */
  catalogId: string;
  /**
   * Whether to act immediately. What the service does with it is not documented.
   *
   * Source: page:49, ledger:execute-immediately.
   */
  executeImmediately: boolean;
  /**
   * When true, the request is only checked and nothing is added.
   *
   * Source: page:50, ledger:validation-only.
   */
  isValidationOnly: boolean;
  /**
   * The kind of change (to add, update or remove a resource).
   *
   * Source: page:51, ledger:request-type-values.
   */
  requestType: "AdminAdd" | "AdminUpdate" | "AdminRemove" | (string & NonNullable<unknown>);
  /**
   * The state of the request. Sent because the page sends it; the service decides it.
   *
   * Source: page:52, ledger:state-and-status-sent, ledger:open-strings.
   */
  requestState: "Delivered" | (string & NonNullable<unknown>);
  /**
   * Details of requestState. Sent because the page sends it; the service decides it.
   *
   * Source: page:53, ledger:state-and-status-sent, ledger:open-strings.
   */
  requestStatus: string;
  /**
   * When the request expires, in ISO 8601 with an offset. Its effect is not documented. Format: date-time.
   *
   * Source: page:54, ledger:expiration-date-time.
   */
  expirationDateTime: string;
  /**
   * The reason for the change.
   *
   * Source: page:55, ledger:justification-optional.
   */
  justification: string;
}

/** The published form with the requestType AdminAdd. Its resource has an origin. */
export interface AccessPackageResourceRequestPublishedAddition extends ODataObject {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResourceRequest`. No published body has it.
   *
   * Source: published-create, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * Id of the catalog that the request is about, a GUID.
   *
   * Source: published-request, ledger:catalog-id.
   */
  catalogId: string;
  /**
   * The kind of change. `AdminAdd` makes the body an addition.
   *
   * Source: published-request, published-create.
   */
  requestType: "AdminAdd" | (string & NonNullable<unknown>);
  /**
   * The resource to add, identified by its origin.
   *
   * Source: published-create, ledger:additions-name-an-origin.
   */
  accessPackageResource: AccessPackageResourceToAdd;
  /**
   * The reason for the change.
   *
   * Source: published-request, ledger:justification-optional.
   */
  justification?: string | null;
  /**
   * Whether to act immediately. Not documented; requests without it were also delivered immediately.
   *
   * Source: graph-metadata, published-create, ledger:execute-immediately.
   */
  executeImmediately?: boolean | null;
  /**
   * When true, the request is only checked and nothing is added.
   *
   * Source: published-request, ledger:validation-only.
   */
  isValidationOnly?: boolean | null;
  /**
   * When the request expires, in ISO 8601. No published request uses it and its effect is not documented. Format: date-time.
   *
   * Source: graph-metadata, ledger:expiration-date-time.
   */
  expirationDateTime?: string | null;
  /**
   * An empty list in one published request. No model of the service has it.
   *
   * Source: published-create, ledger:history.
   */
  history?: object[] | null;
}

/** The request as in Microsoft's published document, and as the real service needs it. */
export interface AccessPackageResourceRequestPublishedForm extends ODataObject {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResourceRequest`. No published body has it.
   *
   * Source: published-create, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * Id of the catalog that the request is about, a GUID.
   *
   * Source: published-request, ledger:catalog-id.
   */
  catalogId: string;
  /**
   * The kind of change (to add, update or remove a resource).
   *
   * Source: published-request, ledger:request-type-values, ledger:admin-update-body.
   */
  requestType: "AdminAdd" | "AdminUpdate" | "AdminRemove" | (string & NonNullable<unknown>);
  /**
   * The resource. To add one, send originId and originSystem. To remove one, send its id in the catalog, or its originId and originSystem.
   *
   * Source: published-create, ledger:missing-resource.
   */
  accessPackageResource: AccessPackageResource;
  /**
   * The reason for the change.
   *
   * Source: published-request, ledger:justification-optional.
   */
  justification?: string | null;
  /**
   * Whether to act immediately. Not documented; requests without it were also delivered immediately.
   *
   * Source: graph-metadata, published-create, ledger:execute-immediately.
   */
  executeImmediately?: boolean | null;
  /**
   * When true, the request is only checked and nothing is added.
   *
   * Source: published-request, ledger:validation-only.
   */
  isValidationOnly?: boolean | null;
  /**
   * When the request expires, in ISO 8601. No published request uses it and its effect is not documented. Format: date-time.
   *
   * Source: graph-metadata, ledger:expiration-date-time.
   */
  expirationDateTime?: string | null;
  /**
   * An empty list in one published request. No model of the service has it.
   *
   * Source: published-create, ledger:history.
   */
  history?: object[] | null;
}

/** A resource to add to a catalog, identified by its origin. */
export interface AccessPackageResourceToAdd extends ODataObject {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResource`. May be left out.
   *
   * Source: graph-metadata, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * The resource's id in the catalog, set by the service; sent to say which resource to remove.
   *
   * Source: published-create, published-resource, ledger:resource-id-sendable.
   */
  id?: string;
  /**
   * Id of the resource in its origin system: a group's object id, the object id of an application's service principal, a site's address.
   *
   * Source: published-create, published-resource.
   */
  originId: string;
  /**
   * Where the resource comes from.
   *
   * Source: published-create, published-resource.
   */
  originSystem: "AadGroup" | "AadApplication" | "SharePointOnline" | "DirectoryRole" | "External" | "AzureResources" | "CustomDataProvidedResource" | (string & NonNullable<unknown>);
  /**
   * The kind of resource. Free text; other values occur.
   *
   * Source: published-create, published-resource.
   */
  resourceType?: "Application" | "SharePoint Online Site" | (string & NonNullable<unknown>) | null;
  /**
   * Display name of the resource.
   *
   * Source: published-create, published-resource.
   */
  displayName?: string | null;
  /**
   * Description of the resource.
   *
   * Source: published-create, published-resource.
   */
  description?: string | null;
  /**
   * Web address of the resource.
   *
   * Source: published-create, published-resource.
   */
  url?: string | null;
  /**
   * What people who request access must say about themselves, and where the service stores it.
   *
   * Source: published-create, published-resource.
   */
  attributes?: AccessPackageResourceAttribute[] | null;
  /**
   * The location of a site, if SharePoint is spread over several. Give this or the bind annotation.
   *
   * Source: published-create, published-resource.
   */
  accessPackageResourceEnvironment?: AccessPackageResourceEnvironment | null;
  /**
   * The location of a site by reference, `accessPackageResourceEnvironments/` and its id. Sent, never returned.
   *
   * Source: published-create.
   */
  "accessPackageResourceEnvironment@odata.bind"?: string;
  /**
   * The connector to an external resource.
   *
   * Source: published-create, published-connector, ledger:metadata-lags.
   */
  externalOriginResourceConnector?: ExternalOriginResourceConnector | null;
  /**
   * The scopes that the resource has. Returned only when expanded; a published request sends an empty list.
   *
   * Source: published-resource, published-create, ledger:resource-scopes-sendable.
   */
  accessPackageResourceScopes?: object[] | null;
}

/** How to reach a system. Every kind adds properties, so every instance gives its kind. */
export type ConnectionInfo = ConnectionInfoProperties | (ConnectionInfoProperties & Readonly<Record<string, unknown>>);
/** How to reach a system. Every kind adds properties, so every instance gives its kind. */
export interface ConnectionInfoProperties extends ODataObject {
  /**
   * The kind of connection, which decides its other properties.
   *
   * Source: published-create, published-sap-iag-connection, published-sap-ac-connection, ledger:connection-info-kinds.
   */
  "@odata.type"?: "microsoft.graph.externalTokenBasedSapIagConnectionInfo" | "#microsoft.graph.externalTokenBasedSapIagConnectionInfo" | "#microsoft.graph.externalSapAcConnectionInfo" | (string & NonNullable<unknown>);
  /**
   * Address of the system.
   *
   * Source: published-connection-info, published-create.
   */
  url?: string | null;
  /**
   * Id of the Azure subscription that has the key vault.
   *
   * Source: published-sap-iag-connection, published-sap-ac-connection.
   */
  subscriptionId?: string | null;
  /**
   * Name of the Azure resource group that has the key vault.
   *
   * Source: published-sap-iag-connection, published-sap-ac-connection.
   */
  resourceGroup?: string | null;
  /**
   * Name of the Azure key vault that stores the credentials.
   *
   * Source: published-sap-iag-connection, published-sap-ac-connection.
   */
  keyVaultName?: string | null;
  /**
   * Name of the client secret in the key vault. SAP Cloud Identity Access Governance only.
   *
   * Source: published-sap-iag-connection.
   */
  secretName?: string | null;
  /**
   * Address that issues access tokens. SAP Cloud Identity Access Governance only.
   *
   * Source: published-sap-iag-connection.
   */
  accessTokenUrl?: string | null;
  /**
   * Client id for requesting access tokens. SAP Cloud Identity Access Governance only.
   *
   * Source: published-sap-iag-connection.
   */
  clientId?: string | null;
  /**
   * Id of the system to connect to. SAP Access Control only.
   *
   * Source: published-sap-ac-connection.
   */
  systemId?: string | null;
  /**
   * Id of the user to connect as. SAP Access Control only.
   *
   * Source: published-sap-ac-connection.
   */
  userIdentifier?: string | null;
  /**
   * How to authenticate. SAP Access Control only; its kinds are not modelled.
   *
   * Source: published-sap-ac-connection.
   */
  authenticationInfo?: object | null;
}

/** How to reach a location. Graph's plain connectionInfo, because a location need not give a kind. */
export interface EnvironmentConnectionInfo extends ODataObject {
  /**
   * The type, `#microsoft.graph.connectionInfo`. May be left out.
   *
   * Source: published-connection-info, ledger:connection-info-kinds.
   */
  "@odata.type"?: string;
  /**
   * Address of the location.
   *
   * Source: published-connection-info, graph-types-beta.
   */
  url?: string | null;
}

/** How entitlement management reaches a system outside Microsoft's cloud. */
export type ExternalOriginResourceConnector = ExternalOriginResourceConnectorProperties | (ExternalOriginResourceConnectorProperties & Readonly<Record<string, unknown>>);
/** How entitlement management reaches a system outside Microsoft's cloud. */
export interface ExternalOriginResourceConnectorProperties extends ODataObject {
  /**
   * The connector's id.
   *
   * Source: published-connector, published-create, ledger:ids-of-what-is-referred-to.
   */
  id?: string;
  /**
   * Display name of the connector.
   *
   * Source: published-connector, published-create.
   */
  displayName?: string | null;
  /**
   * Description of the connector.
   *
   * Source: published-connector, published-create.
   */
  description?: string | null;
  /**
   * The kind of system that it reaches.
   *
   * Source: published-connector, published-create.
   */
  connectorType?: "sapIag" | "sapAc" | (string & NonNullable<unknown>) | null;
  /**
   * How to reach the system.
   *
   * Source: published-connector, published-create.
   */
  connectionInfo?: ConnectionInfo | null;
}

/*
 * Bodies as the service returns them. Only what the contract requires of a response is certain.
 */

/** One answer that a multiple-choice question offers. */
export interface AccessPackageAnswerChoiceOutput {
  /**
   * The answer as programs read it. Required, according to its document.
   *
   * Source: published-answer-choice, ledger:localized-needs.
   */
  actualValue?: string | null;
  /**
   * The answer as people read it. Required, according to its document.
   *
   * Source: published-answer-choice, ledger:localized-needs.
   */
  displayValue?: AccessPackageLocalizedContentOutput | null;
}

/** A container for resources and for the access packages that use them. */
export interface AccessPackageCatalogOutput {
  /**
   * The catalog's id, which the service sets.
   *
   * Source: published-catalog, graph-metadata.
   */
  id?: string;
  /**
   * Display name of the catalog.
   *
   * Source: published-catalog, graph-metadata.
   */
  displayName?: string | null;
  /**
   * Description of the catalog.
   *
   * Source: published-catalog, graph-metadata.
   */
  description?: string | null;
  /**
   * Who created the catalog, a user or entitlement management.
   *
   * Source: published-catalog, graph-metadata.
   */
  catalogType?: "UserManaged" | "ServiceDefault" | (string & NonNullable<unknown>) | null;
  /**
   * Whether the catalog's access packages are available for management. The property is called state in v1.0.
   *
   * Source: published-catalog, graph-metadata.
   */
  catalogStatus?: "Published" | (string & NonNullable<unknown>) | null;
  /**
   * Whether users outside the tenant can request its access packages.
   *
   * Source: published-catalog, graph-metadata.
   */
  isExternallyVisible?: boolean | null;
  /**
   * User principal name of the user who created the catalog.
   *
   * Source: published-catalog, graph-metadata.
   */
  createdBy?: string | null;
  /**
   * When the catalog was created, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-catalog, graph-metadata.
   */
  createdDateTime?: string | null;
  /**
   * User principal name of the user who last changed the catalog.
   *
   * Source: published-catalog, graph-metadata.
   */
  modifiedBy?: string | null;
  /**
   * When the catalog was last changed, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-catalog, graph-metadata.
   */
  modifiedDateTime?: string | null;
}

/** One page of the catalogs. */
export interface AccessPackageCatalogCollectionOutput {
  /**
   * Address of the metadata that describes the response.
   *
   * Source: graph-paging.
   */
  "@odata.context"?: string;
  /**
   * Address of the next page; absent on the last one.
   *
   * Source: graph-paging.
   */
  "@odata.nextLink"?: string;
  /**
   * The catalogs on this page. Can be empty even if more pages follow.
   *
   * Source: published-list-catalogs, graph-paging.
   */
  value: AccessPackageCatalogOutput[];
}

/** A text in several languages. */
export interface AccessPackageLocalizedContentOutput {
  /**
   * The text for languages without their own. Required, according to its document.
   *
   * Source: published-localized-content, published-create, ledger:localized-needs.
   */
  defaultText?: string | null;
  /**
   * The text in each language.
   *
   * Source: published-localized-content, published-create.
   */
  localizedTexts?: AccessPackageLocalizedTextOutput[] | null;
}

/** A text in one language. */
export interface AccessPackageLocalizedTextOutput {
  /**
   * ISO code of the language. Required, according to its document.
   *
   * Source: published-localized-text, ledger:localized-needs.
   */
  languageCode?: string | null;
  /**
   * The text. Required, according to its document.
   *
   * Source: published-localized-text, ledger:localized-needs.
   */
  text?: string | null;
}

/** A question to people who request access. An abstract type, so every instance states its concrete type. */
export interface AccessPackageQuestionOutput {
  [key: string]: unknown;
  /**
   * The kind of question, which decides its other properties.
   *
   * Source: published-create, graph-metadata.
   */
  "@odata.type": "#microsoft.graph.accessPackageTextInputQuestion" | "#microsoft.graph.accessPackageMultipleChoiceQuestion" | (string & NonNullable<unknown>);
  /**
   * The question's id, sent to say which existing question is meant.
   *
   * Source: published-question, ledger:ids-of-what-is-referred-to.
   */
  id?: string | null;
  /**
   * What is asked.
   *
   * Source: published-question, published-create.
   */
  text?: AccessPackageLocalizedContentOutput | null;
  /**
   * Whether a request for access must have an answer.
   *
   * Source: published-question, published-create.
   */
  isRequired?: boolean | null;
  /**
   * Whether people who request access can change what they answered.
   *
   * Source: published-question, graph-types-beta, ledger:metadata-lags.
   */
  isAnswerEditable?: boolean | null;
  /**
   * Position of the question among the others, in ascending order. Format: int32.
   *
   * Source: published-question, published-create.
   */
  sequence?: number | null;
  /**
   * Whether the answer has one line. Text questions only.
   *
   * Source: published-text-question, published-create.
   */
  isSingleLineQuestion?: boolean | null;
  /**
   * Regular expression that the answer must match. Text questions only.
   *
   * Source: published-text-question, graph-types-beta, ledger:metadata-lags.
   */
  regexPattern?: string | null;
  /**
   * Whether several choices can be selected. Multiple-choice questions only.
   *
   * Source: published-choice-question, ledger:question-names.
   */
  allowsMultipleSelection?: boolean | null;
  /**
   * The possible answers. Multiple-choice questions only.
   *
   * Source: published-choice-question.
   */
  choices?: AccessPackageAnswerChoiceOutput[] | null;
}

/** A group, application, site or other resource whose roles a catalog can grant. */
export interface AccessPackageResourceOutput {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResource`. May be left out.
   *
   * Source: graph-metadata, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * The resource's id in the catalog, set by the service; sent to say which resource to remove.
   *
   * Source: published-create, published-resource, ledger:resource-id-sendable.
   */
  id?: string;
  /**
   * Id of the resource in its origin system: a group's object id, the object id of an application's service principal, a site's address.
   *
   * Source: published-create, published-resource.
   */
  originId?: string | null;
  /**
   * Where the resource comes from.
   *
   * Source: published-create, published-resource, published-custom-resource, ledger:origin-systems.
   */
  originSystem?: "AadGroup" | "AadApplication" | "SharePointOnline" | "DirectoryRole" | "External" | "AzureResources" | "CustomDataProvidedResource" | (string & NonNullable<unknown>) | null;
  /**
   * The kind of resource. Free text; other values occur.
   *
   * Source: published-create, published-resource.
   */
  resourceType?: "Application" | "SharePoint Online Site" | (string & NonNullable<unknown>) | null;
  /**
   * Display name of the resource.
   *
   * Source: published-create, published-resource.
   */
  displayName?: string | null;
  /**
   * Description of the resource.
   *
   * Source: published-create, published-resource.
   */
  description?: string | null;
  /**
   * Web address of the resource.
   *
   * Source: published-create, published-resource.
   */
  url?: string | null;
  /**
   * What people who request access must say about themselves, and where the service stores it.
   *
   * Source: published-create, published-resource.
   */
  attributes?: AccessPackageResourceAttributeOutput[] | null;
  /**
   * The location of a site, if SharePoint is spread over several. Give this or the bind annotation.
   *
   * Source: published-create, published-resource.
   */
  accessPackageResourceEnvironment?: AccessPackageResourceEnvironmentOutput | null;
  /**
   * The location of a site by reference, `accessPackageResourceEnvironments/` and its id. Sent, never returned.
   *
   * Source: published-create.
   */
  "accessPackageResourceEnvironment@odata.bind"?: string;
  /**
   * The connector to an external resource.
   *
   * Source: published-create, published-connector, ledger:metadata-lags.
   */
  externalOriginResourceConnector?: ExternalOriginResourceConnectorOutput | null;
  /**
   * Who added the resource to the catalog.
   *
   * Source: published-resource.
   */
  addedBy?: string | null;
  /**
   * When the resource was added to the catalog, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-resource, ledger:added-on-name.
   */
  addedOn?: string | null;
  /**
   * True while the resource cannot be used yet.
   *
   * Source: published-resource.
   */
  isPendingOnboarding?: boolean | null;
  /**
   * The roles that the resource has. Returned only when expanded.
   *
   * Source: published-resource.
   */
  accessPackageResourceRoles?: { [key: string]: unknown }[] | null;
  /**
   * The scopes that the resource has. Returned only when expanded; a published request sends an empty list.
   *
   * Source: published-resource, published-create, ledger:resource-scopes-sendable.
   */
  accessPackageResourceScopes?: { [key: string]: unknown }[] | null;
  /**
   * Upload sessions for the data files of a custom resource. Returned only when expanded.
   *
   * Source: published-custom-resource, graph-sdk-beta, ledger:metadata-lags.
   */
  uploadSessions?: { [key: string]: unknown }[] | null;
}

/** Something that people who request access to an application must say about themselves. */
export interface AccessPackageResourceAttributeOutput {
  /**
   * The attribute's id, set by the service.
   *
   * Source: graph-metadata.
   */
  id?: string | null;
  /**
   * Name of the attribute at its destination.
   *
   * Source: published-create, graph-metadata.
   */
  attributeName?: string | null;
  /**
   * Where the value comes from.
   *
   * Source: published-create, graph-metadata.
   */
  attributeSource?: AccessPackageResourceAttributeSourceOutput | null;
  /**
   * Where the value is stored.
   *
   * Source: published-create, graph-metadata.
   */
  attributeDestination?: AccessPackageResourceAttributeDestinationOutput | null;
  /**
   * Whether people who request access can change a value that exists.
   *
   * Source: published-create, graph-types-beta, ledger:metadata-lags.
   */
  isEditable?: boolean | null;
  /**
   * Whether the value stays when access ends.
   *
   * Source: published-create, graph-types-beta, ledger:metadata-lags.
   */
  isPersistedOnAssignmentRemoval?: boolean | null;
}

/** Where an attribute's value is stored. An abstract type, so every instance states its concrete type. */
export interface AccessPackageResourceAttributeDestinationOutput {
  [key: string]: unknown;
  /**
   * The kind of destination.
   *
   * Source: published-create, graph-metadata.
   */
  "@odata.type": "#microsoft.graph.accessPackageUserDirectoryAttributeStore" | (string & NonNullable<unknown>);
}

/** Where an attribute's value comes from. An abstract type, so every instance states its concrete type. */
export interface AccessPackageResourceAttributeSourceOutput {
  [key: string]: unknown;
  /**
   * The kind of source.
   *
   * Source: published-create, graph-metadata.
   */
  "@odata.type": "#microsoft.graph.accessPackageResourceAttributeQuestion" | (string & NonNullable<unknown>);
  /**
   * The question to ask, when the source is a question.
   *
   * Source: published-create, graph-metadata.
   */
  question?: AccessPackageQuestionOutput | null;
}

/** One page of a catalog's resources. */
export interface AccessPackageResourceCollectionOutput {
  /**
   * Address of the metadata that describes the response.
   *
   * Source: graph-paging.
   */
  "@odata.context"?: string;
  /**
   * Address of the next page; absent on the last one.
   *
   * Source: graph-paging.
   */
  "@odata.nextLink"?: string;
  /**
   * The resources on this page. Can be empty even if more pages follow.
   *
   * Source: published-list, graph-paging.
   */
  value: AccessPackageResourceOutput[];
}

/** A location of an origin system, such as one region of a SharePoint tenant. */
export interface AccessPackageResourceEnvironmentOutput {
  /**
   * The location's id.
   *
   * Source: published-environment, ledger:ids-of-what-is-referred-to.
   */
  id?: string;
  /**
   * The location's id in its origin system; for SharePoint the address of its administration site.
   *
   * Source: published-environment, published-create.
   */
  originId?: string;
  /**
   * The origin system that has the location.
   *
   * Source: published-environment.
   */
  originSystem?: string;
  /**
   * Display name of the location.
   *
   * Source: published-environment.
   */
  displayName?: string | null;
  /**
   * Description of the location.
   *
   * Source: published-environment.
   */
  description?: string | null;
  /**
   * True for the location used if none is given; always true for groups and applications.
   *
   * Source: published-environment, ledger:environment-read-only.
   */
  isDefaultEnvironment?: boolean | null;
  /**
   * How entitlement management reaches the location.
   *
   * Source: published-environment.
   */
  connectionInfo?: EnvironmentConnectionInfoOutput | null;
  /**
   * Name of the user who created the location.
   *
   * Source: published-environment, ledger:environment-read-only.
   */
  createdBy?: string | null;
  /**
   * When the location was created, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-environment, ledger:environment-read-only.
   */
  createdDateTime?: string | null;
  /**
   * Name of the entity that last changed the location.
   *
   * Source: published-environment, ledger:environment-read-only.
   */
  modifiedBy?: string | null;
  /**
   * When the location was last changed, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-environment, ledger:environment-read-only.
   */
  modifiedDateTime?: string | null;
  /**
   * The resources at the location. Returned only when expanded.
   *
   * Source: published-environment.
   */
  accessPackageResources?: AccessPackageResourceOutput[] | null;
}

/** The request as the service returns it. Only the id is certain; published responses omit other properties or have them null. */
export interface AccessPackageResourceRequestOutput {
  /**
   * The entity's id, set by the service. Never sent; every response has it.
   *
   * Source: published-request, ledger:id-required.
   */
  id: string;
  /**
   * Address of the metadata that describes the response.
   *
   * Source: published-create, ledger:response-shape.
   */
  "@odata.context"?: string;
  /**
   * The entity's type. The page's response has it; no published one does.
   *
   * Source: page:102, ledger:response-shape, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * Id of the catalog that the request is about.
   *
   * Source: page:104, published-request.
   */
  catalogId?: string | null;
  /**
   * As sent, or false if it was not sent.
   *
   * Source: page:105, published-create, ledger:execute-immediately.
   */
  executeImmediately?: boolean | null;
  /**
   * As sent, or false if it was not sent. True means that nothing was added.
   *
   * Source: page:106, published-request, ledger:validation-only.
   */
  isValidationOnly?: boolean | null;
  /**
   * The kind of change.
   *
   * Source: page:107, published-request, ledger:request-type-values.
   */
  requestType?: "AdminAdd" | "AdminUpdate" | "AdminRemove" | (string & NonNullable<unknown>) | null;
  /**
   * The state of the request. Delivered means that the resource was added or removed; DeliveryFailed, Denied and Canceled mean that it was not; Delivering was seen to persist, and to end in failure.
   *
   * Source: page:108, published-request, report-stuck-delivering, ledger:open-strings, ledger:delivering-after-created.
   */
  requestState?: "Delivered" | "Delivering" | "DeliveryFailed" | "Denied" | "Canceled" | (string & NonNullable<unknown>) | null;
  /**
   * Details of requestState; Fulfilled in every published response.
   *
   * Source: page:109, published-create, ledger:open-strings.
   */
  requestStatus?: "Fulfilled" | (string & NonNullable<unknown>) | null;
  /**
   * When the request expires, in ISO 8601 with up to seven digits after the second; null if it was not sent. Format: date-time.
   *
   * Source: page:110, published-create, ledger:expiration-date-time.
   */
  expirationDateTime?: string | null;
  /**
   * As sent, or null if it was not sent.
   *
   * Source: page:111, published-create.
   */
  justification?: string | null;
  /**
   * The resource. The published responses do not have it, so its id must be looked up in the catalog.
   *
   * Source: graph-metadata, ledger:missing-resource, ledger:response-shape, ledger:null-references.
   */
  accessPackageResource?: AccessPackageResourceOutput | null;
  /**
   * Who made the request. Returned only when a caller expands it, which create requests cannot do.
   *
   * Source: published-request, ledger:missing-requestor.
   */
  requestor?: { [key: string]: unknown } | null;
  /**
   * Seen in one published request, so a response can have it. No model of the service has it.
   *
   * Source: published-create, ledger:history.
   */
  history?: { [key: string]: unknown }[] | null;
}

/** How to reach a system. Every kind adds properties, so every instance gives its kind. */
export interface ConnectionInfoOutput {
  [key: string]: unknown;
  /**
   * The kind of connection, which decides its other properties.
   *
   * Source: published-create, published-sap-iag-connection, published-sap-ac-connection, ledger:connection-info-kinds.
   */
  "@odata.type": "microsoft.graph.externalTokenBasedSapIagConnectionInfo" | "#microsoft.graph.externalTokenBasedSapIagConnectionInfo" | "#microsoft.graph.externalSapAcConnectionInfo" | (string & NonNullable<unknown>);
  /**
   * Address of the system.
   *
   * Source: published-connection-info, published-create.
   */
  url?: string | null;
  /**
   * Id of the Azure subscription that has the key vault.
   *
   * Source: published-sap-iag-connection, published-sap-ac-connection.
   */
  subscriptionId?: string | null;
  /**
   * Name of the Azure resource group that has the key vault.
   *
   * Source: published-sap-iag-connection, published-sap-ac-connection.
   */
  resourceGroup?: string | null;
  /**
   * Name of the Azure key vault that stores the credentials.
   *
   * Source: published-sap-iag-connection, published-sap-ac-connection.
   */
  keyVaultName?: string | null;
  /**
   * Name of the client secret in the key vault. SAP Cloud Identity Access Governance only.
   *
   * Source: published-sap-iag-connection.
   */
  secretName?: string | null;
  /**
   * Address that issues access tokens. SAP Cloud Identity Access Governance only.
   *
   * Source: published-sap-iag-connection.
   */
  accessTokenUrl?: string | null;
  /**
   * Client id for requesting access tokens. SAP Cloud Identity Access Governance only.
   *
   * Source: published-sap-iag-connection.
   */
  clientId?: string | null;
  /**
   * Id of the system to connect to. SAP Access Control only.
   *
   * Source: published-sap-ac-connection.
   */
  systemId?: string | null;
  /**
   * Id of the user to connect as. SAP Access Control only.
   *
   * Source: published-sap-ac-connection.
   */
  userIdentifier?: string | null;
  /**
   * How to authenticate. SAP Access Control only; its kinds are not modelled.
   *
   * Source: published-sap-ac-connection.
   */
  authenticationInfo?: { [key: string]: unknown } | null;
}

/** How to reach a location. Graph's plain connectionInfo, because a location need not give a kind. */
export interface EnvironmentConnectionInfoOutput {
  /**
   * The type, `#microsoft.graph.connectionInfo`. May be left out.
   *
   * Source: published-connection-info, ledger:connection-info-kinds.
   */
  "@odata.type"?: string;
  /**
   * Address of the location.
   *
   * Source: published-connection-info, graph-types-beta.
   */
  url?: string | null;
}

/** How entitlement management reaches a system outside Microsoft's cloud. */
export interface ExternalOriginResourceConnectorOutput {
  [key: string]: unknown;
  /**
   * The connector's id.
   *
   * Source: published-connector, published-create, ledger:ids-of-what-is-referred-to.
   */
  id?: string;
  /**
   * Display name of the connector.
   *
   * Source: published-connector, published-create.
   */
  displayName?: string | null;
  /**
   * Description of the connector.
   *
   * Source: published-connector, published-create.
   */
  description?: string | null;
  /**
   * The kind of system that it reaches.
   *
   * Source: published-connector, published-create.
   */
  connectorType?: "sapIag" | "sapAc" | (string & NonNullable<unknown>) | null;
  /**
   * How to reach the system.
   *
   * Source: published-connector, published-create.
   */
  connectionInfo?: ConnectionInfoOutput | null;
  /**
   * Id of the user or application that created the connector.
   *
   * Source: published-connector, graph-sdk-beta.
   */
  createdBy?: string | null;
  /**
   * When the connector was created, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-connector, graph-sdk-beta.
   */
  createdDateTime?: string | null;
  /**
   * Id of the user or application that last changed the connector.
   *
   * Source: published-connector, graph-sdk-beta.
   */
  modifiedBy?: string | null;
  /**
   * When the connector was last changed, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-connector, graph-sdk-beta.
   */
  modifiedDateTime?: string | null;
}
