export interface Edit {
  readonly edit: string;
  readonly from: string;
  readonly to: string;
  /** Wire, TypeScript surface, and bump below 1.0. */
  readonly expected: readonly [wire: string, types: string, bump: string];
  /** What the change is found to be, where that is not plain from the verdict. */
  readonly change?: "added" | "removed" | "renamed";
  /** A ledger entry says that the service never changed. */
  readonly corrected?: true;
}

const note = "note: {type: string, nullable: true, description: Words.}";
const remark = "remark: {type: string, nullable: true, description: Words back.}";
const state = "requestState: {type: string, description: How it went.}";

export const edits: readonly Edit[] = [
  // The edits measured in other tools, which called them something else or nothing.
  {
    edit: "a sendable property turns out to be read-only, told by the ledger",
    from: state,
    to: state.replace("{", "{readOnly: true, "),
    expected: ["corrected", "breaking", "minor"],
    corrected: true,
  },
  {
    edit: "a required property turns out to be optional to send, told by the ledger",
    from: "required: [shelfId, requestType]",
    to: "required: [shelfId]",
    expected: ["corrected", "compatible", "patch"],
    corrected: true,
  },
  {
    edit: "$ref leaves the path",
    from: "/shelves/shelfRequests/$ref:",
    to: "/shelves/shelfRequests:",
    expected: ["breaking", "breaking", "minor"],
    change: "renamed",
  },
  {
    edit: "$ref leaves the path, told by the ledger",
    from: "/shelves/shelfRequests/$ref:",
    to: "/shelves/shelfRequests:",
    expected: ["corrected", "breaking", "minor"],
    change: "renamed",
    corrected: true,
  },
  {
    edit: "an operationId is renamed",
    from: "operationId: createShelfRequest",
    to: "operationId: addShelfRequest",
    expected: ["none", "breaking", "minor"],
  },
  {
    edit: "an optional property to send is added",
    from: note,
    to: `${note}\n            colour: {type: string}`,
    expected: ["compatible", "compatible", "patch"],
    change: "added",
  },
  {
    edit: "an answered property becomes nullable",
    from: "endDateTime: {type: string,",
    to: "endDateTime: {type: string, nullable: true,",
    expected: ["breaking", "breaking", "minor"],
  },
  {
    edit: "a description is reworded",
    from: "description: The shelf.",
    to: "description: Id of the shelf.",
    expected: ["none", "none", "patch"],
  },
  {
    edit: "an example changes",
    from: "{shelfId: s1, requestType: Add}",
    to: "{shelfId: s1, requestType: 7}",
    expected: ["none", "none", "patch"],
  },
  // Properties that are sent.
  {
    edit: "a property becomes required to send",
    from: "required: [shelfId, requestType]",
    to: "required: [shelfId, requestType, weight]",
    expected: ["breaking", "breaking", "minor"],
  },
  {
    edit: "a property becomes optional to send",
    from: "required: [shelfId, requestType]",
    to: "required: [shelfId]",
    expected: ["compatible", "compatible", "patch"],
  },
  {
    edit: "a sent property is removed",
    from: `            ${note}\n`,
    to: "",
    expected: ["breaking", "breaking", "minor"],
    change: "removed",
  },
  {
    edit: "a sent property is renamed",
    from: note,
    to: note.replace("note", "noteText"),
    expected: ["breaking", "breaking", "minor"],
    change: "renamed",
  },
  {
    edit: "a sent property gets another type",
    from: "weight: {type: integer,",
    to: "weight: {type: string,",
    expected: ["breaking", "breaking", "minor"],
  },
  {
    edit: "a whole number to send becomes any number",
    from: "weight: {type: integer,",
    to: "weight: {type: number,",
    expected: ["compatible", "none", "patch"],
  },
  {
    edit: "a sent property becomes read-only",
    from: state,
    to: state.replace("{", "{readOnly: true, "),
    expected: ["breaking", "breaking", "minor"],
  },
  {
    edit: "a sent property is no longer nullable",
    from: note,
    to: note.replace("nullable: true, ", ""),
    expected: ["breaking", "breaking", "minor"],
  },
  {
    edit: "a sent property becomes nullable",
    from: "weight: {type: integer,",
    to: "weight: {type: integer, nullable: true,",
    expected: ["compatible", "compatible", "patch"],
  },
  {
    edit: "a known value to send is added",
    from: "[Add, Remove]",
    to: "[Add, Remove, Update]",
    expected: ["compatible", "compatible", "patch"],
  },
  {
    edit: "a known value to send is removed",
    from: "[Add, Remove]",
    to: "[Add]",
    expected: ["breaking", "compatible", "minor"],
  },
  {
    edit: "an allowed value to send is removed",
    from: "[small, large]",
    to: "[small]",
    expected: ["breaking", "breaking", "minor"],
  },
  {
    edit: "maxLength of a sent property shrinks",
    from: "maxLength: 40",
    to: "maxLength: 20",
    expected: ["breaking", "none", "minor"],
  },
  {
    edit: "maxLength of a sent property grows",
    from: "maxLength: 40",
    to: "maxLength: 80",
    expected: ["compatible", "none", "patch"],
  },
  {
    edit: "a sent property gets a format",
    from: "description: What to do.",
    to: "format: uuid, description: What to do.",
    expected: ["breaking", "none", "minor"],
  },
  // Properties that are answered.
  {
    edit: "an answered property is added",
    from: remark,
    to: `${remark}\n            colour: {type: integer}`,
    expected: ["compatible", "compatible", "patch"],
    change: "added",
  },
  {
    edit: "an answered property is removed",
    from: `            ${remark}\n`,
    to: "",
    expected: ["breaking", "breaking", "minor"],
    change: "removed",
  },
  {
    edit: "an answered property is no longer certain",
    from: "required: [state]",
    to: "required: []",
    expected: ["breaking", "breaking", "minor"],
  },
  {
    edit: "an answered property becomes certain",
    from: "required: [state]",
    to: "required: [state, kind]",
    expected: ["compatible", "compatible", "patch"],
  },
  {
    edit: "an answered property is never null again",
    from: remark,
    to: remark.replace("nullable: true, ", ""),
    expected: ["compatible", "compatible", "patch"],
  },
  {
    edit: "a known value in an answer is added",
    from: "[Done]",
    to: "[Done, Waiting]",
    expected: ["compatible", "compatible", "patch"],
  },
  {
    edit: "an allowed value in an answer is added",
    from: "[plain]",
    to: "[plain, fancy]",
    expected: ["breaking", "breaking", "minor"],
  },
  {
    edit: "an answered property loses its format",
    from: "format: date-time, ",
    to: "",
    expected: ["breaking", "none", "minor"],
  },
  // Responses.
  {
    edit: "a response of success is added",
    from: "        4XX:",
    to: "        '204': {description: Taken.}\n        4XX:",
    expected: ["breaking", "breaking", "minor"],
    change: "added",
  },
  {
    edit: "a response of failure is added",
    from: "        4XX:",
    to: "        5XX: {description: Failed.}\n        4XX:",
    expected: ["compatible", "compatible", "patch"],
    change: "added",
  },
  {
    edit: "a response of success is removed",
    from: "        '200':",
    to: "        '404':",
    expected: ["breaking", "breaking", "minor"],
  },
  {
    edit: "a response code changes",
    from: "        '201':",
    to: "        '200':\n          x-was: created",
    expected: ["breaking", "breaking", "minor"],
    change: "renamed",
  },
  {
    edit: "a response header is removed",
    from: "            Location:\n              description: Where it is.\n              schema: {type: string}\n",
    to: "            Other: {schema: {type: string}}\n",
    expected: ["breaking", "breaking", "minor"],
  },
  // Parameters, servers, security, names.
  {
    edit: "an optional parameter is added",
    from: "        - name: $top",
    to: "        - {name: $skip, in: query, schema: {type: boolean}}\n        - name: $top",
    expected: ["compatible", "compatible", "patch"],
    change: "added",
  },
  {
    edit: "a required header is added",
    from: "        - name: $top",
    to: "        - {name: Prefer, in: header, required: true, schema: {type: boolean}}\n        - name: $top",
    expected: ["breaking", "breaking", "minor"],
    change: "added",
  },
  {
    edit: "a parameter is removed",
    from: "        - name: $top\n          in: query\n          schema: {type: integer, minimum: 1}\n",
    to: "",
    expected: ["breaking", "breaking", "minor"],
    change: "removed",
  },
  {
    edit: "the least value of a parameter rises",
    from: "minimum: 1",
    to: "minimum: 2",
    expected: ["breaking", "none", "minor"],
  },
  {
    edit: "one more scope is asked for",
    from: "- oauth2: [Shelf.ReadWrite.All]",
    to: "- oauth2: [Shelf.ReadWrite.All, Shelf.Read.All]",
    expected: ["breaking", "none", "minor"],
  },
  {
    edit: "a scope is no longer asked for",
    from: "- oauth2: [Shelf.ReadWrite.All]",
    to: "- oauth2: []",
    expected: ["compatible", "none", "patch"],
  },
  {
    edit: "a server moves",
    from: "https://two.example/beta",
    to: "https://three.example/beta",
    expected: ["breaking", "none", "minor"],
  },
  {
    edit: "a server is added",
    from: "  - url: https://two.example/beta",
    to: "  - {url: https://three.example/beta, x-cloud: third}\n  - url: https://two.example/beta",
    expected: ["compatible", "compatible", "patch"],
    change: "added",
  },
  {
    edit: "an operation is marked as deprecated",
    from: "operationId: listThings",
    to: "operationId: listThings\n      deprecated: true",
    expected: ["none", "compatible", "patch"],
  },
  {
    edit: "a server is removed",
    from: "  - url: https://two.example/beta\n    x-cloud: other\n    description: Two.\n",
    to: "",
    expected: ["breaking", "breaking", "minor"],
    change: "removed",
  },
  {
    edit: "an operation is removed",
    from: "  /shelves/{shelfId}/things:\n    get:",
    to: "  /shelves/{shelfId}/things:\n    x-was:",
    expected: ["breaking", "breaking", "minor"],
  },
  {
    edit: "a schema is renamed",
    from: "    problem:\n",
    to: "    trouble:\n",
    expected: ["none", "breaking", "minor"],
    change: "renamed",
  },
];
