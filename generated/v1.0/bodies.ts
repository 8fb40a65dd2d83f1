// Generated from spec/v1.0/openapi.yaml by `npm run generate`. Do not edit.

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

/** One choice of a multiple choice question. */
export interface AccessPackageAnswerChoice extends ODataObject {
  /**
   * The choice's type, `#microsoft.graph.accessPackageAnswerChoice`. Optional.
   *
   * Source: published-multiple-choice.
   */
  "@odata.type"?: string;
  /**
   * The value that is stored if the choice is selected.
   *
   * Source: graph-metadata.
   */
  actualValue?: string | null;
  /**
   * The choice as people read it.
   *
   * Source: graph-metadata.
   */
  text?: string | null;
  /**
   * The choice in other languages.
   *
   * Source: graph-metadata.
   */
  localizations?: AccessPackageLocalizedText[] | null;
}

/** A catalog, identified by its id. */
export interface AccessPackageCatalogReference extends ODataObject {
  /**
   * Id of the catalog, a GUID.
   *
   * Source: published-create, ledger:ids-of-what-is-referred-to.
   */
  id: string;
}

/** A text in one language. */
export interface AccessPackageLocalizedText extends ODataObject {
  /**
   * The text's type, `#microsoft.graph.accessPackageLocalizedText`. Optional.
   *
   * Source: published-question.
   */
  "@odata.type"?: string;
  /**
   * The language, as an ISO code such as en or de.
   *
   * Source: graph-metadata.
   */
  languageCode: string;
  /**
   * The text in this language.
   *
   * Source: graph-metadata.
   */
  text?: string | null;
}

/** A question to people who request access. An abstract type, so every instance states its concrete type; it has only properties of that kind. */
export type AccessPackageQuestion = AccessPackageQuestionProperties | (AccessPackageQuestionProperties & Readonly<Record<string, unknown>>);
/** A question to people who request access. An abstract type, so every instance states its concrete type; it has only properties of that kind. */
export interface AccessPackageQuestionProperties extends ODataObject {
  /**
   * The kind of question.
   *
   * Source: published-create, published-multiple-choice, graph-metadata.
   */
  "@odata.type"?: "#microsoft.graph.accessPackageTextInputQuestion" | "#microsoft.graph.accessPackageMultipleChoiceQuestion" | (string & NonNullable<unknown>);
  /**
   * The question's id, set by the service; sent back when the attributes of a resource are sent again.
   *
   * Source: published-question, graph-metadata, ledger:ids-of-what-is-referred-to.
   */
  id?: string;
  /**
   * Position of the question among the others. Format: int32.
   *
   * Source: published-question, published-create, graph-metadata.
   */
  sequence?: number | null;
  /**
   * Whether the question must be answered.
   *
   * Source: published-question, published-create, graph-metadata.
   */
  isRequired?: boolean | null;
  /**
   * Whether people who request access can change what they answered.
   *
   * Source: published-question, published-create, graph-metadata.
   */
  isAnswerEditable?: boolean | null;
  /**
   * The question itself.
   *
   * Source: published-question, published-create, graph-metadata.
   */
  text?: string | null;
  /**
   * The question in other languages.
   *
   * Source: published-question, graph-metadata.
   */
  localizations?: AccessPackageLocalizedText[] | null;
  /**
   * Whether the answer is one line. Text input questions only.
   *
   * Source: published-create, graph-metadata.
   */
  isSingleLineQuestion?: boolean | null;
  /**
   * Regular expression that the answer must match. Text input questions only.
   *
   * Source: published-create, graph-metadata.
   */
  regexPattern?: string | null;
  /**
   * The choices. Multiple choice questions only.
   *
   * Source: published-multiple-choice, graph-metadata.
   */
  choices?: AccessPackageAnswerChoice[] | null;
  /**
   * Whether several choices can be selected. Multiple choice questions only.
   *
   * Source: published-multiple-choice, graph-metadata.
   */
  isMultipleSelectionAllowed?: boolean | null;
}

/** Something that people who request access to an application must say about themselves. */
export interface AccessPackageResourceAttribute extends ODataObject {
  /**
   * The attribute's type, `#microsoft.graph.accessPackageResourceAttribute`. Optional.
   *
   * Source: published-attribute.
   */
  "@odata.type"?: string;
  /**
   * Name of the attribute at its destination, such as a property of a user or a directory extension.
   *
   * Source: published-attribute, graph-metadata.
   */
  name?: string | null;
  /**
   * Where the value comes from.
   *
   * Source: published-attribute, graph-metadata.
   */
  source?: AccessPackageResourceAttributeSource | null;
  /**
   * Where the value is stored.
   *
   * Source: published-attribute, graph-metadata.
   */
  destination?: AccessPackageResourceAttributeDestination | null;
  /**
   * Whether people who request access can change a value that exists.
   *
   * Source: graph-metadata, ledger:attribute-flags-undocumented.
   */
  isEditable?: boolean | null;
  /**
   * Whether the value stays when access ends.
   *
   * Source: graph-metadata, ledger:attribute-flags-undocumented.
   */
  isPersistedOnAssignmentRemoval?: boolean | null;
}

/** Where an attribute's value is stored. An abstract type, so every instance states its concrete type. */
export type AccessPackageResourceAttributeDestination = AccessPackageResourceAttributeDestinationProperties | (AccessPackageResourceAttributeDestinationProperties & Readonly<Record<string, unknown>>);
/** Where an attribute's value is stored. An abstract type, so every instance states its concrete type. */
export interface AccessPackageResourceAttributeDestinationProperties extends ODataObject {
  /**
   * The kind of destination, with or without a leading `#`.
   *
   * Source: published-create, graph-metadata, ledger:odata-type-without-hash.
   */
  "@odata.type"?: "#microsoft.graph.accessPackageUserDirectoryAttributeStore" | "microsoft.graph.accessPackageUserDirectoryAttributeStore" | (string & NonNullable<unknown>);
}

/** Where an attribute's value comes from. An abstract type, so every instance states its concrete type. */
export type AccessPackageResourceAttributeSource = AccessPackageResourceAttributeSourceProperties | (AccessPackageResourceAttributeSourceProperties & Readonly<Record<string, unknown>>);
/** Where an attribute's value comes from. An abstract type, so every instance states its concrete type. */
export interface AccessPackageResourceAttributeSourceProperties extends ODataObject {
  /**
   * The kind of source.
   *
   * Source: published-create, graph-metadata, ledger:odata-type-without-hash.
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
   * The location's id in its origin system. Send this id to specify a location.
   *
   * Source: published-resource, graph-metadata.
   */
  originId?: string | null;
  /**
   * The origin system that has the location.
   *
   * Source: graph-metadata.
   */
  originSystem?: string | null;
  /**
   * Display name of the location.
   *
   * Source: graph-metadata.
   */
  displayName?: string | null;
  /**
   * Description of the location.
   *
   * Source: graph-metadata.
   */
  description?: string | null;
  /**
   * True for the location used if none is given.
   *
   * Source: graph-metadata.
   */
  isDefaultEnvironment?: boolean | null;
  /**
   * How to reach the location.
   *
   * Source: graph-metadata.
   */
  connectionInfo?: ConnectionInfo | null;
}

/** A request to add a resource to a catalog. */
export interface AccessPackageResourceRequestAdd extends ODataObject {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResourceRequest`. Optional; no published body has it.
   *
   * Source: graph-metadata, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * The kind of change, `adminAdd`.
   *
   * Source: page:16, published-request.
   */
  requestType: "adminAdd" | (string & NonNullable<unknown>);
  /**
   * The catalog to add the resource to.
   *
   * Source: published-create, ledger:catalog-sent.
   */
  catalog: AccessPackageCatalogReference;
  /**
   * The resource, identified by its origin.
   *
   * Source: page:16, published-create, ledger:resource-relationship-name.
   */
  resource: AccessPackageResourceToAdd;
}

/** A request to remove a resource from a catalog. */
export interface AccessPackageResourceRequestRemove extends ODataObject {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResourceRequest`. Optional; no published body has it.
   *
   * Source: graph-metadata, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * The kind of change, `adminRemove`.
   *
   * Source: published-request, published-create.
   */
  requestType: "adminRemove" | (string & NonNullable<unknown>);
  /**
   * The catalog that contains the resource.
   *
   * Source: published-create, ledger:catalog-sent.
   */
  catalog: AccessPackageCatalogReference;
  /**
   * The resource, identified by its id in the catalog.
   *
   * Source: published-create, ledger:removal-by-id.
   */
  resource: AccessPackageResourceToRemove;
}

/** A request to change which attributes a resource in a catalog requires. */
export interface AccessPackageResourceRequestUpdate extends ODataObject {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResourceRequest`. Optional; no published body has it.
   *
   * Source: graph-metadata, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * The kind of change, `adminUpdate`.
   *
   * Source: published-request, published-create.
   */
  requestType: "adminUpdate" | (string & NonNullable<unknown>);
  /**
   * The catalog that contains the resource.
   *
   * Source: published-create, ledger:catalog-sent.
   */
  catalog: AccessPackageCatalogReference;
  /**
   * The resource, identified by its origin, with its attributes.
   *
   * Source: published-create, ledger:resource-relationship-name.
   */
  resource: AccessPackageResourceToUpdate;
}

/** A resource to add, identified by its origin. */
export interface AccessPackageResourceToAdd extends ODataObject {
  /**
   * The entity's type. Needed only for a derived type.
   *
   * Source: graph-metadata, published-custom-data, ledger:root-odata-type.
   */
  "@odata.type"?: "#microsoft.graph.accessPackageResource" | "#microsoft.graph.customDataProvidedResource" | (string & NonNullable<unknown>);
  /**
   * Id of the resource in its origin system: the object id of a group, the object id of an application's service principal, the address of a site, the path of an Azure resource.
   *
   * Source: page:16, published-create.
   */
  originId: string;
  /**
   * Where the resource comes from.
   *
   * Source: page:16, published-create, published-custom-data, ledger:origin-systems, ledger:directory-roles.
   */
  originSystem: "AadGroup" | "AadApplication" | "SharePointOnline" | "DirectoryRole" | "AzureResources" | "CustomDataProvidedResource" | (string & NonNullable<unknown>);
  /**
   * Display name of the resource.
   *
   * Source: published-resource, page:69.
   */
  displayName?: string | null;
  /**
   * Description of the resource.
   *
   * Source: published-resource, graph-metadata.
   */
  description?: string | null;
  /**
   * The kind of Azure resource. Sent in two published requests and declared nowhere.
   *
   * Source: published-create, ledger:resource-type-undeclared.
   */
  resourceType?: "ManagementGroup" | "Subscription" | (string & NonNullable<unknown>) | null;
  /**
   * What people who request access must say about themselves, and where the service stores it.
   *
   * Source: published-attribute, published-create, graph-metadata.
   */
  attributes?: AccessPackageResourceAttribute[] | null;
  /**
   * The location of a site, if SharePoint is spread over several. Sent by its originId; returned only when expanded.
   *
   * Source: published-resource, graph-metadata.
   */
  environment?: AccessPackageResourceEnvironment | null;
  /**
   * Which endpoint to call for an access review. Only for a customDataProvidedResource.
   *
   * Source: published-custom-data, graph-metadata.
   */
  notificationEndpointConfiguration?: CustomExtensionEndpointConfiguration | null;
  /**
   * The location of a site by reference, as another way to specify its environment.
   *
   * Source: published-resource.
   */
  "environment@odata.bind"?: string;
}

/** A resource in the catalog, identified by its id there. */
export interface AccessPackageResourceToRemove extends ODataObject {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResource`. Optional.
   *
   * Source: graph-metadata, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * The resource's id in the catalog, as listCatalogResources returns it.
   *
   * Source: published-create, ledger:resource-id-sent.
   */
  id: string;
}

/** A resource in the catalog, identified by its origin, and what to change in it. */
export interface AccessPackageResourceToUpdate extends ODataObject {
  /**
   * The entity's type. Needed only for a derived type.
   *
   * Source: graph-metadata, published-custom-data, ledger:root-odata-type.
   */
  "@odata.type"?: "#microsoft.graph.accessPackageResource" | "#microsoft.graph.customDataProvidedResource" | (string & NonNullable<unknown>);
  /**
   * Id of the resource in its origin system.
   *
   * Source: published-create.
   */
  originId: string;
  /**
   * Where the resource comes from.
   *
   * Source: published-create, ledger:origin-systems.
   */
  originSystem: "AadGroup" | "AadApplication" | "SharePointOnline" | "DirectoryRole" | "AzureResources" | "CustomDataProvidedResource" | (string & NonNullable<unknown>);
  /**
   * Display name of the resource.
   *
   * Source: published-resource, page:69.
   */
  displayName?: string | null;
  /**
   * Description of the resource.
   *
   * Source: published-resource, graph-metadata.
   */
  description?: string | null;
  /**
   * The kind of Azure resource. Sent in two published requests and declared nowhere.
   *
   * Source: published-create, ledger:resource-type-undeclared.
   */
  resourceType?: "ManagementGroup" | "Subscription" | (string & NonNullable<unknown>) | null;
  /**
   * The attributes that the resource requires from now on.
   *
   * Source: published-create, published-attribute.
   */
  attributes: AccessPackageResourceAttribute[];
  /**
   * The location of a site, if SharePoint is spread over several. Sent by its originId; returned only when expanded.
   *
   * Source: published-resource, graph-metadata.
   */
  environment?: AccessPackageResourceEnvironment | null;
  /**
   * Which endpoint to call for an access review. Only for a customDataProvidedResource.
   *
   * Source: published-custom-data, graph-metadata.
   */
  notificationEndpointConfiguration?: CustomExtensionEndpointConfiguration | null;
}

/** How to reach a system. */
export interface ConnectionInfo extends ODataObject {
  /**
   * The kind of connection. Optional.
   *
   * Source: graph-metadata.
   */
  "@odata.type"?: string;
  /**
   * Address of the system.
   *
   * Source: graph-metadata.
   */
  url?: string | null;
}

/** An endpoint outside Graph. An abstract type, so every instance states its concrete type. */
export type CustomExtensionEndpointConfiguration = CustomExtensionEndpointConfigurationProperties | (CustomExtensionEndpointConfigurationProperties & Readonly<Record<string, unknown>>);
/** An endpoint outside Graph. An abstract type, so every instance states its concrete type. */
export interface CustomExtensionEndpointConfigurationProperties extends ODataObject {
  /**
   * The kind of endpoint, which decides its other properties.
   *
   * Source: published-custom-data, graph-metadata.
   */
  "@odata.type"?: "#microsoft.graph.logicAppTriggerEndpointConfiguration" | (string & NonNullable<unknown>);
  /**
   * Id of the Azure subscription that has the logic app.
   *
   * Source: graph-metadata.
   */
  subscriptionId?: string | null;
  /**
   * Name of the Azure resource group that has the logic app.
   *
   * Source: graph-metadata.
   */
  resourceGroupName?: string | null;
  /**
   * Name of the logic app's workflow.
   *
   * Source: graph-metadata.
   */
  logicAppWorkflowName?: string | null;
  /**
   * Address that triggers the logic app.
   *
   * Source: graph-metadata.
   */
  url?: string | null;
}

/*
 * Bodies as the service returns them. Only what the contract requires of a response is certain.
 */

/** One choice of a multiple choice question. */
export interface AccessPackageAnswerChoiceOutput {
  /**
   * The choice's type, `#microsoft.graph.accessPackageAnswerChoice`. Optional.
   *
   * Source: published-multiple-choice.
   */
  "@odata.type"?: string;
  /**
   * The value that is stored if the choice is selected.
   *
   * Source: graph-metadata.
   */
  actualValue?: string | null;
  /**
   * The choice as people read it.
   *
   * Source: graph-metadata.
   */
  text?: string | null;
  /**
   * The choice in other languages.
   *
   * Source: graph-metadata.
   */
  localizations?: AccessPackageLocalizedTextOutput[] | null;
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
  catalogType?: "userManaged" | "serviceDefault" | "serviceManaged" | "unknownFutureValue" | (string & NonNullable<unknown>) | null;
  /**
   * Whether the catalog's access packages are available for management.
   *
   * Source: published-catalog, graph-metadata.
   */
  state?: "unpublished" | "published" | "unknownFutureValue" | (string & NonNullable<unknown>) | null;
  /**
   * Whether users outside the tenant can request its access packages.
   *
   * Source: published-catalog, graph-metadata.
   */
  isExternallyVisible?: boolean | null;
  /**
   * When the catalog was created, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-catalog, graph-metadata.
   */
  createdDateTime?: string | null;
  /**
   * When the catalog was last changed, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-catalog, graph-metadata.
   */
  modifiedDateTime?: string | null;
  /**
   * The catalog's access packages. Returned only when expanded; not modelled further.
   *
   * Source: published-catalog, published-list-catalogs, ledger:modelled-in-part.
   */
  accessPackages?: { [key: string]: unknown }[] | null;
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

/** A text in one language. */
export interface AccessPackageLocalizedTextOutput {
  /**
   * The text's type, `#microsoft.graph.accessPackageLocalizedText`. Optional.
   *
   * Source: published-question.
   */
  "@odata.type"?: string;
  /**
   * The language, as an ISO code such as en or de.
   *
   * Source: graph-metadata.
   */
  languageCode: string;
  /**
   * The text in this language.
   *
   * Source: graph-metadata.
   */
  text?: string | null;
}

/** A question to people who request access. An abstract type, so every instance states its concrete type; it has only properties of that kind. */
export interface AccessPackageQuestionOutput {
  [key: string]: unknown;
  /**
   * The kind of question.
   *
   * Source: published-create, published-multiple-choice, graph-metadata.
   */
  "@odata.type": "#microsoft.graph.accessPackageTextInputQuestion" | "#microsoft.graph.accessPackageMultipleChoiceQuestion" | (string & NonNullable<unknown>);
  /**
   * The question's id, set by the service; sent back when the attributes of a resource are sent again.
   *
   * Source: published-question, graph-metadata, ledger:ids-of-what-is-referred-to.
   */
  id?: string;
  /**
   * Position of the question among the others. Format: int32.
   *
   * Source: published-question, published-create, graph-metadata.
   */
  sequence?: number | null;
  /**
   * Whether the question must be answered.
   *
   * Source: published-question, published-create, graph-metadata.
   */
  isRequired?: boolean | null;
  /**
   * Whether people who request access can change what they answered.
   *
   * Source: published-question, published-create, graph-metadata.
   */
  isAnswerEditable?: boolean | null;
  /**
   * The question itself.
   *
   * Source: published-question, published-create, graph-metadata.
   */
  text?: string | null;
  /**
   * The question in other languages.
   *
   * Source: published-question, graph-metadata.
   */
  localizations?: AccessPackageLocalizedTextOutput[] | null;
  /**
   * Whether the answer is one line. Text input questions only.
   *
   * Source: published-create, graph-metadata.
   */
  isSingleLineQuestion?: boolean | null;
  /**
   * Regular expression that the answer must match. Text input questions only.
   *
   * Source: published-create, graph-metadata.
   */
  regexPattern?: string | null;
  /**
   * The choices. Multiple choice questions only.
   *
   * Source: published-multiple-choice, graph-metadata.
   */
  choices?: AccessPackageAnswerChoiceOutput[] | null;
  /**
   * Whether several choices can be selected. Multiple choice questions only.
   *
   * Source: published-multiple-choice, graph-metadata.
   */
  isMultipleSelectionAllowed?: boolean | null;
}

/** A group, application, site or other resource whose roles a catalog can grant. */
export interface AccessPackageResourceOutput {
  /**
   * The entity's type. Needed only for a derived type.
   *
   * Source: graph-metadata, published-custom-data, ledger:root-odata-type.
   */
  "@odata.type"?: "#microsoft.graph.accessPackageResource" | "#microsoft.graph.customDataProvidedResource" | (string & NonNullable<unknown>);
  /**
   * The resource's id in the catalog, which the service sets.
   *
   * Source: published-resource, graph-metadata, ledger:resource-id-sent.
   */
  id?: string;
  /**
   * Id of the resource in its origin system.
   *
   * Source: published-resource, graph-metadata.
   */
  originId?: string | null;
  /**
   * Where the resource comes from.
   *
   * Source: published-resource, published-create, published-custom-data, ledger:origin-systems.
   */
  originSystem?: "AadGroup" | "AadApplication" | "SharePointOnline" | "DirectoryRole" | "AzureResources" | "CustomDataProvidedResource" | (string & NonNullable<unknown>) | null;
  /**
   * Display name of the resource.
   *
   * Source: published-resource, page:69.
   */
  displayName?: string | null;
  /**
   * Description of the resource.
   *
   * Source: published-resource, graph-metadata.
   */
  description?: string | null;
  /**
   * The kind of Azure resource. Sent in two published requests and declared nowhere.
   *
   * Source: published-create, ledger:resource-type-undeclared.
   */
  resourceType?: "ManagementGroup" | "Subscription" | (string & NonNullable<unknown>) | null;
  /**
   * What people who request access must say about themselves, and where the service stores it.
   *
   * Source: published-attribute, published-create, graph-metadata.
   */
  attributes?: AccessPackageResourceAttributeOutput[] | null;
  /**
   * The location of a site, if SharePoint is spread over several. Sent by its originId; returned only when expanded.
   *
   * Source: published-resource, graph-metadata.
   */
  environment?: AccessPackageResourceEnvironmentOutput | null;
  /**
   * Which endpoint to call for an access review. Only for a customDataProvidedResource.
   *
   * Source: published-custom-data, graph-metadata.
   */
  notificationEndpointConfiguration?: CustomExtensionEndpointConfigurationOutput | null;
  /**
   * When the resource was added to the catalog, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-resource, graph-metadata.
   */
  createdDateTime?: string | null;
  /**
   * When the resource was last changed in the catalog, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-resource, graph-metadata.
   */
  modifiedDateTime?: string | null;
  /**
   * The roles that the resource has. Returned only when expanded.
   *
   * Source: published-resource, published-list-resources, graph-metadata.
   */
  roles?: AccessPackageResourceRoleOutput[] | null;
  /**
   * The scopes that the resource has. Returned only when expanded.
   *
   * Source: published-resource, published-list-resources, graph-metadata.
   */
  scopes?: AccessPackageResourceScopeOutput[] | null;
  /**
   * Uploads of access data to a customDataProvidedResource. Not modelled further.
   *
   * Source: published-custom-data, graph-metadata, ledger:modelled-in-part.
   */
  uploadSessions?: { [key: string]: unknown }[] | null;
}

/** Something that people who request access to an application must say about themselves. */
export interface AccessPackageResourceAttributeOutput {
  /**
   * The attribute's type, `#microsoft.graph.accessPackageResourceAttribute`. Optional.
   *
   * Source: published-attribute.
   */
  "@odata.type"?: string;
  /**
   * Name of the attribute at its destination, such as a property of a user or a directory extension.
   *
   * Source: published-attribute, graph-metadata.
   */
  name?: string | null;
  /**
   * Where the value comes from.
   *
   * Source: published-attribute, graph-metadata.
   */
  source?: AccessPackageResourceAttributeSourceOutput | null;
  /**
   * Where the value is stored.
   *
   * Source: published-attribute, graph-metadata.
   */
  destination?: AccessPackageResourceAttributeDestinationOutput | null;
  /**
   * Whether people who request access can change a value that exists.
   *
   * Source: graph-metadata, ledger:attribute-flags-undocumented.
   */
  isEditable?: boolean | null;
  /**
   * Whether the value stays when access ends.
   *
   * Source: graph-metadata, ledger:attribute-flags-undocumented.
   */
  isPersistedOnAssignmentRemoval?: boolean | null;
}

/** Where an attribute's value is stored. An abstract type, so every instance states its concrete type. */
export interface AccessPackageResourceAttributeDestinationOutput {
  [key: string]: unknown;
  /**
   * The kind of destination, with or without a leading `#`.
   *
   * Source: published-create, graph-metadata, ledger:odata-type-without-hash.
   */
  "@odata.type": "#microsoft.graph.accessPackageUserDirectoryAttributeStore" | "microsoft.graph.accessPackageUserDirectoryAttributeStore" | (string & NonNullable<unknown>);
}

/** Where an attribute's value comes from. An abstract type, so every instance states its concrete type. */
export interface AccessPackageResourceAttributeSourceOutput {
  [key: string]: unknown;
  /**
   * The kind of source.
   *
   * Source: published-create, graph-metadata, ledger:odata-type-without-hash.
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
   * Total number of resources. Returned only when `$count` asks for it.
   *
   * Source: graph-query-parameters.
   */
  "@odata.count"?: number;
  /**
   * Address of the next page; absent on the last one.
   *
   * Source: graph-paging.
   */
  "@odata.nextLink"?: string;
  /**
   * The resources on this page. Can be empty even if more pages follow.
   *
   * Source: published-list-resources, graph-paging.
   */
  value: AccessPackageResourceOutput[];
}

/** A location of an origin system, such as one region of a SharePoint tenant. */
export interface AccessPackageResourceEnvironmentOutput {
  /**
   * The location's id, which the service sets.
   *
   * Source: graph-metadata.
   */
  id?: string;
  /**
   * The location's id in its origin system. Send this id to specify a location.
   *
   * Source: published-resource, graph-metadata.
   */
  originId?: string | null;
  /**
   * The origin system that has the location.
   *
   * Source: graph-metadata.
   */
  originSystem?: string | null;
  /**
   * Display name of the location.
   *
   * Source: graph-metadata.
   */
  displayName?: string | null;
  /**
   * Description of the location.
   *
   * Source: graph-metadata.
   */
  description?: string | null;
  /**
   * True for the location used if none is given.
   *
   * Source: graph-metadata.
   */
  isDefaultEnvironment?: boolean | null;
  /**
   * How to reach the location.
   *
   * Source: graph-metadata.
   */
  connectionInfo?: ConnectionInfoOutput | null;
  /**
   * When the location was created, in ISO 8601, UTC. Format: date-time.
   *
   * Source: graph-metadata.
   */
  createdDateTime?: string | null;
  /**
   * When the location was last changed, in ISO 8601, UTC. Format: date-time.
   *
   * Source: graph-metadata.
   */
  modifiedDateTime?: string | null;
}

/** The request as the service returns it. Only the id is certain; a document might omit the rest. */
export interface AccessPackageResourceRequestOutput {
  /**
   * The entity's type, `#microsoft.graph.accessPackageResourceRequest`. Optional; no published body has it.
   *
   * Source: graph-metadata, ledger:root-odata-type.
   */
  "@odata.type"?: string;
  /**
   * The request's id. It is not the id of the resource.
   *
   * Source: page:96, published-request, ledger:tutorial-mixes-versions.
   */
  id: string;
  /**
   * When the request was created, in ISO 8601, UTC. Format: date-time.
   *
   * Source: published-request, graph-metadata.
   */
  createdDateTime?: string | null;
  /**
   * The state of the request. The document lists delivered, if the resource was added or removed, and deliveryFailed, if it could not be.
   *
   * Source: published-request, graph-metadata, ledger:states, ledger:delivering-after-created.
   */
  state?: "submitted" | "pendingApproval" | "delivering" | "delivered" | "deliveryFailed" | "denied" | "scheduled" | "canceled" | "partiallyDelivered" | "unknownFutureValue" | (string & NonNullable<unknown>) | null;
  /**
   * Address of the metadata that describes the response.
   *
   * Source: graph-metadata, ledger:shortened-responses.
   */
  "@odata.context"?: string;
  /**
   * The kind of change. The values of the three forms are documented here; the others belong to other requests.
   *
   * Source: published-request, graph-metadata, ledger:value-after-sentinel, ledger:update-echo.
   */
  requestType?: "notSpecified" | "userAdd" | "userUpdate" | "userRemove" | "adminAdd" | "adminUpdate" | "adminRemove" | "systemAdd" | "systemUpdate" | "systemRemove" | "onBehalfAdd" | "unknownFutureValue" | "approverRemove" | (string & NonNullable<unknown>) | null;
  /**
   * The catalog. Returned only when a caller expands it, which a create request cannot do.
   *
   * Source: published-request, graph-metadata, ledger:catalog-sent.
   */
  catalog?: AccessPackageCatalogOutput | null;
  /**
   * The resource. Returned only when a caller expands it, so its id must be looked up in the catalog.
   *
   * Source: published-request, graph-metadata, ledger:shortened-responses.
   */
  resource?: AccessPackageResourceOutput | null;
}

/** A role of a resource, such as Member of a group. */
export interface AccessPackageResourceRoleOutput {
  /**
   * The role's id, which the service sets.
   *
   * Source: published-list-resources, graph-metadata.
   */
  id?: string;
  /**
   * Id of the role in its origin system, such as `Member_` and the id of the group.
   *
   * Source: published-list-resources, graph-metadata.
   */
  originId?: string | null;
  /**
   * Where the role comes from.
   *
   * Source: published-list-resources, graph-metadata.
   */
  originSystem?: string | null;
  /**
   * Display name of the role.
   *
   * Source: published-list-resources, graph-metadata.
   */
  displayName?: string | null;
  /**
   * Description of the role.
   *
   * Source: published-list-resources, graph-metadata.
   */
  description?: string | null;
  /**
   * The kind of assignment. In the metadata only.
   *
   * Source: graph-metadata.
   */
  type?: "active" | "eligible" | "application" | "delegated" | "unknownFutureValue" | (string & NonNullable<unknown>) | null;
}

/** A part of a resource that a role can be granted on, such as its root. */
export interface AccessPackageResourceScopeOutput {
  /**
   * The scope's id, which the service sets.
   *
   * Source: published-list-resources, graph-metadata.
   */
  id?: string;
  /**
   * Id of the scope in its origin system.
   *
   * Source: published-list-resources, graph-metadata.
   */
  originId?: string | null;
  /**
   * Where the scope comes from.
   *
   * Source: published-list-resources, graph-metadata.
   */
  originSystem?: string | null;
  /**
   * Display name of the scope.
   *
   * Source: published-list-resources, graph-metadata.
   */
  displayName?: string | null;
  /**
   * Description of the scope.
   *
   * Source: published-list-resources, graph-metadata.
   */
  description?: string | null;
  /**
   * True for the scope that is the whole resource.
   *
   * Source: published-list-resources, graph-metadata.
   */
  isRootScope?: boolean | null;
}

/** How to reach a system. */
export interface ConnectionInfoOutput {
  /**
   * The kind of connection. Optional.
   *
   * Source: graph-metadata.
   */
  "@odata.type"?: string;
  /**
   * Address of the system.
   *
   * Source: graph-metadata.
   */
  url?: string | null;
}

/** An endpoint outside Graph. An abstract type, so every instance states its concrete type. */
export interface CustomExtensionEndpointConfigurationOutput {
  [key: string]: unknown;
  /**
   * The kind of endpoint, which decides its other properties.
   *
   * Source: published-custom-data, graph-metadata.
   */
  "@odata.type": "#microsoft.graph.logicAppTriggerEndpointConfiguration" | (string & NonNullable<unknown>);
  /**
   * Id of the Azure subscription that has the logic app.
   *
   * Source: graph-metadata.
   */
  subscriptionId?: string | null;
  /**
   * Name of the Azure resource group that has the logic app.
   *
   * Source: graph-metadata.
   */
  resourceGroupName?: string | null;
  /**
   * Name of the logic app's workflow.
   *
   * Source: graph-metadata.
   */
  logicAppWorkflowName?: string | null;
  /**
   * Address that triggers the logic app.
   *
   * Source: graph-metadata.
   */
  url?: string | null;
}
