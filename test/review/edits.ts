import { contract, edited } from "./contract.js";

export interface Edit {
  readonly edit: string;
  readonly before: string;
  readonly after: string;
  /** Wire, TypeScript surface, and bump below 1.0. */
  readonly expected: string;
  /** Kind of the change, where the verdict does not show it. */
  readonly change: string | undefined;
  /** A ledger entry says that the service never changed. */
  readonly corrected: boolean;
}

const breaks = "breaking breaking minor";
const fits = "compatible compatible patch";
const breaksWire = "breaking none minor";
const fitsWire = "compatible none patch";
const breaksTypes = "none breaking minor";
const words = "none none patch";
const nothing = "none none none";

const note = "note: {type: string, nullable: true, description: Words.}";
const remark = "remark: {type: string, nullable: true, description: Words back.}";
const state = "requestState: {type: string,";
const location =
  "            Location:\n              description: Where it is.\n              schema: {type: string}\n";
const top = "        - name: $top\n";
const wholeTop = `${top}          in: query\n          schema: {type: integer, minimum: 1}\n`;
const two = "  - url: https://two.example/beta\n";
const variable = (values: string, words = "Words.") =>
  `${two}    variables: {region: {default: a, enum: [${values}], description: ${words}}}\n`;
const required = "required: [shelfId, requestType]";
const reference = "/shelves/shelfRequests/$ref:";
const scope = "- oauth2: [Shelf.ReadWrite.All]";
const eitherScope = `${scope}\n  - oauth2: [Shelf.Read.All]`;
const failure = "        4XX:\n";
const notFound = (schema: string) =>
  `        '404': {description: No., content: {application/json: {schema: {$ref: '#/components/schemas/${schema}'}}}}\n`;
const listThings = "operationId: listThings";
const body = "        required: true\n        content:\n";
const textBody = `${body}          text/plain: {schema: {type: string}}\n`;
const topSchema = "          schema: {type: integer, minimum: 1}\n";
const topList = "          schema: {type: array, items: {type: string}}\n";
const problem = "    problem:\n      type: object\n";
const otherProperties = `${problem}      additionalProperties: true\n`;
const refused =
  "          description: Refused.\n          content: {application/json: {schema: {$ref: '#/components/schemas/problem'}}}\n";
const json = `${body}          application/json:\n`;
const anyJson = json.replace("json", "*");
const readScope = "            Shelf.Read.All: Read shelves.\n";
const otherFlow = `${readScope}        authorizationCode:\n          authorizationUrl: https://login.example\n          tokenUrl: https://login.example/token\n          scopes: {Shelf.Read.All: Read shelves.}\n`;
const end = "components:\n  securitySchemes:\n";

/** Before the edit, the text has `was` instead of `from`. */
type Row = readonly [
  edit: string,
  from: string,
  to: string,
  expected: string,
  change?: string | undefined,
  was?: string,
];

const table: readonly Row[] = [
  // The edits that other tools were measured with: they judged them differently or missed them.
  [
    "the ledger corrects a property to read-only",
    state,
    "requestState: {readOnly: true, type: string,",
    "corrected breaking minor",
  ],
  ["the ledger corrects a property to optional", required, "required: [shelfId]", "corrected compatible patch"],
  ["$ref leaves the path", reference, "/shelves/shelfRequests:", breaks, "renamed"],
  [
    "the ledger corrects a path that ends in $ref",
    reference,
    "/shelves/shelfRequests:",
    "corrected breaking minor",
    "renamed",
  ],
  ["an operationId is renamed", "operationId: createShelfRequest", "operationId: addShelfRequest", breaksTypes],
  ["an optional property to send is added", note, `${note}\n            colour: {type: string}`, fits, "added"],
  ["a returned property becomes nullable", "endDateTime: {", "endDateTime: {nullable: true, ", breaks],
  ["a description is reworded", "description: The shelf.", "description: Id of the shelf.", words],
  ["an example changes", "{shelfId: s1, requestType: Add}", "{shelfId: s1, requestType: 7}", words],
  // Properties that are sent.
  ["a property becomes required to send", required, "required: [shelfId, requestType, weight]", breaks],
  ["a property becomes optional to send", required, "required: [shelfId]", fits],
  ["a sent property is removed", `            ${note}\n`, "", breaks, "removed"],
  ["a sent property is renamed", note, note.replace("note:", "noteText:"), breaks, "renamed"],
  ["a sent property gets another type", "weight: {type: integer,", "weight: {type: string,", breaks],
  ["a whole number to send becomes any number", "weight: {type: integer,", "weight: {type: number,", fitsWire],
  ["a sent property becomes read-only", state, "requestState: {readOnly: true, type: string,", breaks],
  ["a sent property is no longer nullable", note, note.replace("nullable: true, ", ""), breaks],
  ["a sent property becomes nullable", "weight: {", "weight: {nullable: true, ", fits],
  ["a known value to send is added", "[Add, Remove]", "[Add, Remove, Update]", fits],
  ["a known value to send is removed", "[Add, Remove]", "[Add]", "breaking compatible minor"],
  ["an allowed value to send is removed", "[small, large]", "[small]", breaks],
  ["maxLength of a sent property shrinks", "maxLength: 40", "maxLength: 20", breaksWire],
  ["maxLength of a sent property grows", "maxLength: 40", "maxLength: 80", fitsWire],
  ["a sent property gets a format", "description: What to do.", "format: uuid, description: What to do.", breaksWire],
  // Properties that are returned.
  ["a returned property is added", remark, `${remark}\n            colour: {type: integer}`, fits, "added"],
  ["a returned property is removed", `            ${remark}\n`, "", breaks, "removed"],
  ["a returned property is no longer certain", "required: [state]", "required: []", breaks],
  ["a returned property becomes certain", "required: [state]", "required: [state, kind]", fits],
  ["a returned property is never null again", remark, remark.replace("nullable: true, ", ""), fits],
  ["a known value in a response is added", "[Done]", "[Done, Waiting]", fits],
  ["an allowed value in a response is added", "[plain]", "[plain, fancy]", breaks],
  ["a returned property loses its format", "format: date-time, ", "", breaksWire],
  // Responses.
  [
    "a response of success is added",
    "        4XX:",
    "        '204': {description: Taken.}\n        4XX:",
    breaks,
    "added",
  ],
  [
    "a response of failure is added",
    "        4XX:",
    "        5XX: {description: Failed.}\n        4XX:",
    fits,
    "added",
  ],
  ["a response of success is removed", "        '200':", "        '404':", breaks],
  ["a response code changes", "        '201':", "        '200':\n          x-was: created", breaks, "renamed"],
  ["a response header is removed", location, "            Other: {schema: {type: string}}\n", breaks],
  // Parameters, servers, security, names.
  [
    "an optional parameter is added",
    top,
    `        - {name: $skip, in: query, schema: {type: boolean}}\n${top}`,
    fits,
    "added",
  ],
  [
    "a required header is added",
    top,
    `        - {name: Prefer, in: header, required: true, schema: {type: boolean}}\n${top}`,
    breaks,
    "added",
  ],
  ["a parameter is removed", wholeTop, "", breaks, "removed"],
  ["the least value of a parameter rises", "minimum: 1", "minimum: 2", breaksWire],
  ["one more scope is required", scope, "- oauth2: [Shelf.ReadWrite.All, Shelf.Read.All]", breaksWire],
  ["a scope is no longer required", scope, "- oauth2: []", fitsWire],
  ["a server moves", "https://two.example/beta", "https://three.example/beta", breaksWire],
  ["a server is added", two, `  - {url: https://three.example/beta, x-cloud: third}\n${two}`, fits, "added"],
  [
    "an operation is marked as deprecated",
    "operationId: listThings",
    "operationId: listThings\n      deprecated: true",
    "none compatible patch",
  ],
  ["a server is removed", `${two}    x-cloud: other\n    description: Two.\n`, "", breaks, "removed"],
  ["an operation is removed", "/things:\n    get:", "/things:\n    x-was:", breaks],
  [
    "an operation is added",
    end,
    `  /racks:\n    get: {operationId: listRacks, responses: {'200': {description: Racks.}}}\n${end}`,
    fits,
    "added",
  ],
  [
    "an operation is added to a path",
    "  /shelves/{shelfId}/things:\n",
    "  /shelves/{shelfId}/things:\n    delete: {operationId: clear, parameters: [{name: shelfId, in: path, required: true, schema: {type: string}}], responses: {'204': {description: Gone.}}}\n",
    fits,
    "added",
  ],
  [
    "the scopes of an operation are stated as they are",
    listThings,
    `${listThings}\n      security: [{oauth2: [Shelf.ReadWrite.All]}]`,
    nothing,
  ],
  ["other scopes suffice", scope, eitherScope, fitsWire],
  ["other scopes no longer suffice", scope, scope, breaksWire, undefined, eitherScope],
  [
    "one of the alternatives requires one more scope",
    scope,
    eitherScope.replace("All]", "All, Shelf.Read.All]"),
    breaksWire,
    undefined,
    eitherScope,
  ],
  ["a request needs no token", scope, `${scope}\n  - {}`, fitsWire],
  ["a request without a token is refused", scope, scope, breaksWire, undefined, `${scope}\n  - {}`],
  [
    "one more scope is declared",
    "Read shelves.\n",
    "Read shelves.\n            Shelf.Own: Own shelves.\n",
    words,
    "added",
  ],
  ["tokens come from another address", "login.example/token", "login.example/v2/token", breaksWire],
  [
    "an operation has a server of its own",
    listThings,
    `${listThings}\n      servers: [{url: https://three.example}]`,
    breaksWire,
  ],
  [
    "an operation states the general servers",
    listThings,
    `${listThings}\n      servers: [{url: https://two.example/beta}, {url: https://one.example/beta}]`,
    nothing,
  ],
  [
    "a flow no longer offers a scope",
    readScope,
    otherFlow.replace("{Shelf.Read.All: Read shelves.}", "{}"),
    breaksWire,
    undefined,
    otherFlow,
  ],
  [
    "a flow offers one more scope",
    readScope,
    otherFlow,
    fitsWire,
    undefined,
    otherFlow.replace("{Shelf.Read.All: Read shelves.}", "{}"),
  ],
  ["a variable of a server takes one more value", two, variable("a, b"), fitsWire, undefined, variable("a")],
  ["a variable of a server takes one value less", two, variable("a"), breaksWire, undefined, variable("a, b")],
  ["the description of a variable is reworded", two, variable("a", "Word."), nothing, undefined, variable("a")],
  ["the description of a server is reworded", "description: Two.", "description: The second.", words],
  ["a summary and a tag change", "summary: Put a thing on a shelf.", "summary: Put it.\n      tags: [Shelves]", words],
  // Status ranges.
  ["a range of failures becomes one status", failure, "        '400':\n", fits, "renamed"],
  ["one failure becomes a range", failure, failure, fits, "renamed", "        '400':\n"],
  [
    "a range of failures is removed",
    failure,
    failure,
    fits,
    "removed",
    `        5XX: {description: Failed.}\n${failure}`,
  ],
  ["one of a range of failures is stated", failure, notFound("problem") + failure, fits, "added"],
  ["one of a range of failures has another body", failure, notFound("shelfRequest") + failure, breaks, "added"],
  ["one of a range of failures is no longer stated", failure, failure, fits, "removed", notFound("problem") + failure],
  [
    "a failure of any status becomes ranges",
    failure,
    `        5XX:\n${refused}${failure}`,
    fits,
    undefined,
    "        default:\n",
  ],
  ["a success becomes a range", "        '201':\n", "        2XX:\n", breaks, "renamed"],
  [
    "a range of successes becomes one status",
    "        '201':\n",
    "        '201':\n",
    fits,
    "renamed",
    "        2XX:\n",
  ],
  [
    "the name of a response header gets another case",
    "            Location:\n",
    "            location:\n",
    breaksTypes,
    "renamed",
  ],
  // Bodies and parameters.
  ["another media type is taken", body, textBody, fits],
  ["a media type is no longer taken", body, body, breaks, undefined, textBody],
  ["a range of media types is taken", json, anyJson, fits],
  ["a range of media types is no longer taken", json, json, breaks, undefined, anyJson],
  ["the name of a media type gets another case", json, json.replace("application/json", "Application/JSON"), nothing],
  ["the body becomes optional", body, body.replace("true", "false"), fits],
  ["the body becomes required", body, body, breaks, undefined, body.replace("true", "false")],
  ["a parameter becomes required", "in: query\n", "in: query\n          required: true\n", breaks],
  ["a parameter moves into a header", "in: query\n", "in: header\n", breaks],
  [
    "the default style of a parameter is stated",
    topSchema,
    `          style: form\n          explode: true\n${topSchema}`,
    nothing,
  ],
  [
    "a list is written in another style",
    topSchema,
    `          style: pipeDelimited\n${topList}`,
    breaksWire,
    undefined,
    topList,
  ],
  [
    "a parameter is written as JSON",
    topSchema,
    "          content: {application/json: {schema: {type: integer, minimum: 1}}}\n",
    breaksWire,
  ],
  ["a list is no longer exploded", topSchema, `          explode: false\n${topList}`, breaksWire, undefined, topList],
  ["a parameter may contain reserved characters", topSchema, `          allowReserved: true\n${topSchema}`, fitsWire],
  [
    "a parameter may no longer contain reserved characters",
    topSchema,
    topSchema,
    breaksWire,
    undefined,
    `          allowReserved: true\n${topSchema}`,
  ],
  ["a single value is no longer exploded", topSchema, `          explode: false\n${topSchema}`, nothing],
  ["other properties are no longer named", problem, problem, breaksTypes, undefined, otherProperties],
  [
    "other properties that were named are refused",
    problem,
    `${problem}      additionalProperties: false\n`,
    "compatible breaking minor",
    undefined,
    otherProperties,
  ],
  ["other properties are named", problem, otherProperties, "none compatible patch"],
  ["a security scheme is renamed", "    oauth2:\n", "    oauth:\n", words, "renamed"],
  ["a schema is renamed", "    problem:\n", "    trouble:\n", breaksTypes, "renamed"],
];

/** The contract after an edit. A component that is renamed keeps the references to it. */
function replaced(from: string, to: string): string {
  const text = edited(contract, from, to);
  if (to === "    oauth:\n") return text.replace("oauth2: [", "oauth: [");
  return to === "    trouble:\n" ? text.replaceAll("schemas/problem", "schemas/trouble") : text;
}

export const edits: readonly Edit[] = table.map(([edit, from, to, expected, change, was]) => ({
  edit,
  before: was === undefined ? contract : edited(contract, from, was),
  after: replaced(from, to),
  expected,
  change,
  corrected: expected.startsWith("corrected"),
}));
