import { contract, edited } from "./contract.js";

export interface Edit {
  readonly edit: string;
  readonly before: string;
  readonly after: string;
  /** Wire, TypeScript surface, and bump below 1.0. */
  readonly expected: string;
  /** Kind of the change, if the verdict does not show it. */
  readonly change: string | undefined;
  /** A ledger entry says that the service never changed. */
  readonly corrected: boolean;
}

const breaks = "breaking breaking minor";
const fits = "compatible compatible patch";
const breaksWire = "breaking none minor";
const fitsWire = "compatible none patch";
const breaksTypes = "none breaking minor";
const corrected = "corrected breaking minor";
const words = "none none patch";
const nothing = "none none none";

/** The contract with `to` instead of `from`. */
const put = (from: string, to: string): string => edited(contract, from, to);
const before = (text: string, place: string): string => put(place, text + place);
const after = (place: string, text: string): string => put(place, place + text);

const note = "note: {type: string, nullable: true, description: Words.}";
const remark = "remark: {type: string, nullable: true, description: Words back.}";
const state = "requestState: {type: string,";
const readOnlyState = "requestState: {readOnly: true, type: string,";
const location =
  "            Location:\n              description: Where it is.\n              schema: {type: string}\n";
const top = "        - name: $top\n";
const topSchema = "          schema: {type: integer, minimum: 1}\n";
const anyWeight = put("weight: {type: integer,", "weight: {type: number,");
const topList = "          schema: {type: array, items: {type: string}}\n";
/** The contract with more lines in the parameter `$top`, or with a list of this style as its schema. */
const withTop = (...lines: readonly string[]) => before(lines.map((line) => `          ${line}\n`).join(""), topSchema);
const withTopList = (style = "") => put(topSchema, style + topList);
const two = "  - url: https://two.example/beta\n";
const variable = (values: string, words = "Words.") =>
  put(two, `${two}    variables: {region: {default: a, enum: [${values}], description: ${words}}}\n`);
/** The contract with a schema that one of its operations can send to a callback. */
const withCalled = (text = contract, values = "[a]") =>
  `${text}    called: {type: object, properties: {kind: {type: string, enum: ${values}}}}\n`;
const withCallback = (schema = "problem", words = "Words.", values = "[a]") =>
  withCalled(
    withListThings(
      `callbacks: {done: {'{$request.query.url}': {post: {description: ${words}, requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/${schema}'}}}}, responses: {'204': {description: Taken.}}}}}}`,
    ),
    values,
  );
/** The contract with another name of the schema `problem`. */
const withTrouble = (text = contract) =>
  text.replace("    problem:\n", "    trouble:\n").replaceAll("schemas/problem", "schemas/trouble");
const withCalledBack = (values: string) => withCallback("called", "Words.", values);
const required = "required: [shelfId, requestType]";
const [reference, collection] = ["/shelves/shelfRequests/$ref:", "/shelves/shelfRequests:"];
const things = "  /shelves/{shelfId}/things:\n";
const scope = "- oauth2: [Shelf.ReadWrite.All]";
const eitherScope = `${scope}\n  - oauth2: [Shelf.Read.All]`;
const success = "        '201':\n";
const failure = "        4XX:\n";
const withFailed = before("        5XX: {description: Failed.}\n", failure);
const notFound = (schema: string) =>
  `        '404': {description: No., content: {application/json: {schema: {$ref: '#/components/schemas/${schema}'}}}}\n`;
const withListThings = (line: string) => after("operationId: listThings", `\n      ${line}`);
const body = "        required: true\n        content:\n";
const textBody = `${body}          text/plain: {schema: {type: string}}\n`;
const optionalBody = body.replace("true", "false");
const problem = "    problem:\n      type: object\n";
const otherProperties = `${problem}      additionalProperties: true\n`;
const refused =
  "          description: Refused.\n          content: {application/json: {schema: {$ref: '#/components/schemas/problem'}}}\n";
const json = `${body}          application/json:\n`;
const anyJson = json.replace("json", "*");
const readScope = "            Shelf.Read.All: Read shelves.\n";
const offered = "{Shelf.Read.All: Read shelves.}";
const otherFlow = (scopes: string) =>
  put(
    readScope,
    `${readScope}        authorizationCode:\n          authorizationUrl: https://login.example\n          tokenUrl: https://login.example/token\n          scopes: ${scopes}\n`,
  );
const twoScopes = otherFlow("{Shelf.Read.All: Read shelves., Shelf.Own: Own.}");
const end = "components:\n  securitySchemes:\n";
const clear = "operationId: clear, parameters: [{name: shelfId, in: path, required: true, schema: {type: string}}]";

/** An edit, its verdict (with the kind of the change if needed), and the contract after and before it. */
type Row = readonly [
  edit: string,
  expected: string | readonly [verdict: string, change: string],
  after: string,
  before?: string,
];

const table: readonly Row[] = [
  // The edits used to measure other tools, which judged them differently or missed them.
  ["the ledger corrects a property to read-only", corrected, put(state, readOnlyState)],
  ["the ledger corrects a property to optional", "corrected compatible patch", put(required, "required: [shelfId]")],
  ["$ref leaves the path", [breaks, "renamed"], put(reference, collection)],
  ["the ledger corrects a path that ends in $ref", [corrected, "renamed"], put(reference, collection)],
  ["an operationId is renamed", breaksTypes, put("operationId: createShelfRequest", "operationId: addShelfRequest")],
  ["an optional property to send is added", [fits, "added"], after(note, "\n            colour: {type: string}")],
  ["a returned property becomes nullable", breaks, after("endDateTime: {", "nullable: true, ")],
  ["a description is reworded", words, put("description: The shelf.", "description: Id of the shelf.")],
  ["an example changes", words, put("{shelfId: s1, requestType: Add}", "{shelfId: s1, requestType: 7}")],
  // Properties that are sent.
  ["a property becomes required to send", breaks, put(required, "required: [shelfId, requestType, weight]")],
  ["a property becomes optional to send", fits, put(required, "required: [shelfId]")],
  ["a sent property is removed", [breaks, "removed"], put(`            ${note}\n`, "")],
  ["a sent property is renamed", [breaks, "renamed"], put(note, note.replace("note:", "noteText:"))],
  ["a sent property gets another type", breaks, put("weight: {type: integer,", "weight: {type: string,")],
  ["a whole number to send becomes any number", fitsWire, anyWeight],
  ["any number to send becomes a whole one", breaksWire, contract, anyWeight],
  ["a sent property becomes read-only", breaks, put(state, readOnlyState)],
  ["a sent property is no longer nullable", breaks, put(note, note.replace("nullable: true, ", ""))],
  ["a sent property becomes nullable", fits, after("weight: {", "nullable: true, ")],
  ["a known value to send is added", fits, put("[Add, Remove]", "[Add, Remove, Update]")],
  ["a known value to send is removed", "breaking compatible minor", put("[Add, Remove]", "[Add]")],
  ["an allowed value to send is removed", breaks, put("[small, large]", "[small]")],
  ["maxLength of a sent property shrinks", breaksWire, put("maxLength: 40", "maxLength: 20")],
  ["maxLength of a sent property grows", fitsWire, put("maxLength: 40", "maxLength: 80")],
  ["a sent property gets a format", breaksWire, before("format: uuid, ", "description: What to do.")],
  // Properties that are returned.
  ["a returned property is added", [fits, "added"], after(remark, "\n            colour: {type: integer}")],
  ["a returned property is removed", [breaks, "removed"], put(`            ${remark}\n`, "")],
  ["a returned property is no longer certain", breaks, put("required: [state]", "required: []")],
  ["a returned property becomes certain", fits, put("required: [state]", "required: [state, kind]")],
  ["a returned property is never null again", fits, put(remark, remark.replace("nullable: true, ", ""))],
  ["a known value in a response is added", fits, put("[Done]", "[Done, Waiting]")],
  ["an allowed value in a response is added", breaks, put("[plain]", "[plain, fancy]")],
  ["a returned property loses its format", breaksWire, put("format: date-time, ", "")],
  // Responses.
  ["a response of success is added", [breaks, "added"], before("        '204': {description: Taken.}\n", failure)],
  ["a response of failure is added", [fits, "added"], withFailed],
  ["a response of success is removed", breaks, put("        '200':", "        '404':")],
  ["a response code changes", [breaks, "renamed"], put(success, "        '200':\n          x-was: created\n")],
  ["a response header is removed", breaks, put(location, "            Other: {schema: {type: string}}\n")],
  // Parameters, servers, security, names.
  [
    "an optional parameter is added",
    [fits, "added"],
    before("        - {name: $skip, in: query, schema: {type: boolean}}\n", top),
  ],
  [
    "a required header is added",
    [breaks, "added"],
    before("        - {name: Prefer, in: header, required: true, schema: {type: boolean}}\n", top),
  ],
  ["a parameter is removed", [breaks, "removed"], put(`${top}          in: query\n${topSchema}`, "")],
  ["the least value of a parameter rises", breaksWire, put("minimum: 1", "minimum: 2")],
  ["one more scope is required", breaksWire, put(scope, "- oauth2: [Shelf.ReadWrite.All, Shelf.Read.All]")],
  ["a scope is no longer required", fitsWire, put(scope, "- oauth2: []")],
  ["a server moves", breaksWire, put("https://two.example/beta", "https://three.example/beta")],
  ["a server is added", [fits, "added"], before("  - {url: https://three.example/beta, x-cloud: third}\n", two)],
  ["an operation is marked as deprecated", "none compatible patch", withListThings("deprecated: true")],
  ["a server is removed", [breaks, "removed"], put(`${two}    x-cloud: other\n    description: Two.\n`, "")],
  ["an operation is removed", breaks, put("/things:\n    get:", "/things:\n    x-was:")],
  [
    "an operation is added",
    [fits, "added"],
    before("  /racks:\n    get: {operationId: listRacks, responses: {'200': {description: Racks.}}}\n", end),
  ],
  [
    "an operation is added to a path",
    [fits, "added"],
    after(things, `    delete: {${clear}, responses: {'204': {description: Gone.}}}\n`),
  ],
  [
    "the scopes of an operation are stated as they are",
    nothing,
    withListThings("security: [{oauth2: [Shelf.ReadWrite.All]}]"),
  ],
  ["other scopes suffice", fitsWire, put(scope, eitherScope)],
  ["other scopes no longer suffice", breaksWire, contract, put(scope, eitherScope)],
  [
    "one of the alternatives requires one more scope",
    breaksWire,
    put(scope, eitherScope.replace("All]", "All, Shelf.Read.All]")),
    put(scope, eitherScope),
  ],
  ["a request needs no token", fitsWire, after(scope, "\n  - {}")],
  ["a request without a token is refused", breaksWire, contract, after(scope, "\n  - {}")],
  ["one more scope is declared", [words, "added"], after("Read shelves.\n", "            Shelf.Own: Own shelves.\n")],
  ["tokens come from another address", breaksWire, put("login.example/token", "login.example/v2/token")],
  ["an operation has a server of its own", breaksWire, withListThings("servers: [{url: https://three.example}]")],
  [
    "an operation states the general servers",
    nothing,
    withListThings("servers: [{url: https://two.example/beta}, {url: https://one.example/beta}]"),
  ],
  ["a flow no longer offers a scope", breaksWire, otherFlow("{}"), otherFlow(offered)],
  ["a flow is removed", [breaksWire, "changed"], contract, twoScopes],
  ["a flow is added", [fitsWire, "changed"], twoScopes],
  ["a flow offers one more scope", fitsWire, otherFlow(offered), otherFlow("{}")],
  ["a variable of a server takes one more value", fitsWire, variable("a, b"), variable("a")],
  ["a variable of a server takes one value less", breaksWire, variable("a"), variable("a, b")],
  ["the description of a variable is reworded", nothing, variable("a", "Word."), variable("a")],
  ["the description of a server is reworded", words, put("description: Two.", "description: The second.")],
  [
    "a summary and a tag change",
    words,
    put("summary: Put a thing on a shelf.", "summary: Put it.\n      tags: [Shelves]"),
  ],
  // Callbacks and links.
  ["a callback is added", fitsWire, withCallback(), withCalled()],
  ["a callback is removed", breaksWire, withCalled(), withCallback()],
  ["a callback sends something else", breaksWire, withCallback("shelfRequest"), withCallback()],
  ["a callback is reworded", nothing, withCallback("problem", "Calls."), withCallback()],
  ["the service sends a new value to a callback", breaks, withCalledBack("[a, b]"), withCalledBack("[a]")],
  ["a schema that a callback sends is renamed", [breaksTypes, "renamed"], withTrouble(withCallback()), withCallback()],
  ["a response links to another operation", words, after(success, "          links: {next: {operationId: a}}\n")],
  // Status ranges.
  ["a range of failures becomes one status", [fits, "renamed"], put(failure, "        '400':\n")],
  ["one failure becomes a range", [fits, "renamed"], contract, put(failure, "        '400':\n")],
  ["a range of failures is removed", [fits, "removed"], contract, withFailed],
  ["one of a range of failures is stated", [fits, "added"], before(notFound("problem"), failure)],
  ["one of a range of failures has another body", [breaks, "added"], before(notFound("shelfRequest"), failure)],
  ["one of a range of failures is no longer stated", [fits, "removed"], contract, before(notFound("problem"), failure)],
  [
    "a failure of any status becomes ranges",
    fits,
    put(failure, `        5XX:\n${refused}${failure}`),
    put(failure, "        default:\n"),
  ],
  ["a success becomes a range", [breaks, "renamed"], put(success, "        2XX:\n")],
  ["a range of successes becomes one status", [fits, "renamed"], contract, put(success, "        2XX:\n")],
  ["the name of a response header gets another case", [breaksTypes, "renamed"], put("Location:\n", "location:\n")],
  // Bodies and parameters.
  ["another media type is taken", fits, put(body, textBody)],
  ["a media type is no longer taken", breaks, contract, put(body, textBody)],
  ["a range of media types is taken", fits, put(json, anyJson)],
  ["a range of media types is no longer taken", breaks, contract, put(json, anyJson)],
  [
    "the name of a media type gets another case",
    nothing,
    put(json, json.replace("application/json", "Application/JSON")),
  ],
  ["the body becomes optional", fits, put(body, optionalBody)],
  ["the body becomes required", breaks, contract, put(body, optionalBody)],
  ["a parameter becomes required", breaks, after("in: query\n", "          required: true\n")],
  ["a parameter moves into a header", breaks, put("in: query\n", "in: header\n")],
  ["the default style of a parameter is stated", nothing, withTop("style: form", "explode: true")],
  ["a list is written in another style", breaksWire, withTopList("          style: pipeDelimited\n"), withTopList()],
  [
    "a parameter is written as JSON",
    breaksWire,
    put(topSchema, "          content: {application/json: {schema: {type: integer, minimum: 1}}}\n"),
  ],
  ["a list is no longer exploded", breaksWire, withTopList("          explode: false\n"), withTopList()],
  ["a parameter may contain reserved characters", fitsWire, withTop("allowReserved: true")],
  ["a parameter may no longer contain reserved characters", breaksWire, contract, withTop("allowReserved: true")],
  ["a single value is no longer exploded", nothing, withTop("explode: false")],
  ["other properties are no longer named", breaksTypes, contract, put(problem, otherProperties)],
  [
    "other properties that were named are refused",
    "compatible breaking minor",
    after(problem, "      additionalProperties: false\n"),
    put(problem, otherProperties),
  ],
  ["other properties are named", "none compatible patch", put(problem, otherProperties)],
  [
    "a security scheme is renamed",
    [words, "renamed"],
    put("    oauth2:\n", "    oauth:\n").replace("oauth2: [", "oauth: ["),
  ],
  ["a schema is renamed", [breaksTypes, "renamed"], withTrouble()],
];

export const edits: readonly Edit[] = table.map(([edit, expected, after, before = contract]) => {
  const [verdict, change] = typeof expected === "string" ? [expected] : expected;
  return { edit, before, after, expected: verdict, change, corrected: verdict.startsWith("corrected") };
});
