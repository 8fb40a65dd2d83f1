export interface Edit {
  readonly edit: string;
  readonly from: string;
  readonly to: string;
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

const note = "note: {type: string, nullable: true, description: Words.}";
const remark = "remark: {type: string, nullable: true, description: Words back.}";
const state = "requestState: {type: string,";
const location =
  "            Location:\n              description: Where it is.\n              schema: {type: string}\n";
const top = "        - name: $top\n";
const wholeTop = `${top}          in: query\n          schema: {type: integer, minimum: 1}\n`;
const two = "  - url: https://two.example/beta\n";
const required = "required: [shelfId, requestType]";
const reference = "/shelves/shelfRequests/$ref:";
const scope = "- oauth2: [Shelf.ReadWrite.All]";

const table: readonly (readonly [edit: string, from: string, to: string, expected: string, change?: string])[] = [
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
  ["a schema is renamed", "    problem:\n", "    trouble:\n", breaksTypes, "renamed"],
];

export const edits: readonly Edit[] = table.map(([edit, from, to, expected, change]) => ({
  edit,
  from,
  to,
  expected,
  change,
  corrected: expected.startsWith("corrected"),
}));
