import { readRows } from "../../scripts/contract/rows/read.js";
import { readYaml } from "../../scripts/contract/yaml.js";

/** A small contract, similar to the real one, that tests edit. */
export const contract = `openapi: 3.0.3
info:
  title: Add shelfRequests
  version: 0.1.0
  description: Requests that put a thing on a shelf.
servers:
  - url: https://one.example/beta
    x-cloud: global
    description: One.
  - url: https://two.example/beta
    x-cloud: other
    description: Two.
security:
  - oauth2: [Shelf.ReadWrite.All]
paths:
  /shelves/shelfRequests/$ref:
    post:
      operationId: createShelfRequest
      summary: Put a thing on a shelf.
      parameters:
        - name: client-request-id
          in: header
          description: The caller's id.
          schema: {type: string, maxLength: 36}
        - name: $top
          in: query
          schema: {type: integer, minimum: 1}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/shelfRequest'}
            examples:
              add:
                value: {shelfId: s1, requestType: Add}
      responses:
        '201':
          description: Taken.
          headers:
            Location:
              description: Where it is.
              schema: {type: string}
          content:
            application/json:
              schema: {$ref: '#/components/schemas/shelfRequestAnswer'}
        4XX:
          description: Refused.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/problem'}
  /shelves/{shelfId}/things:
    get:
      operationId: listThings
      parameters:
        - name: shelfId
          in: path
          required: true
          schema: {type: string}
      responses:
        '200':
          description: The things.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/problem'}
components:
  securitySchemes:
    oauth2:
      type: oauth2
      flows:
        clientCredentials:
          tokenUrl: https://login.example/token
          scopes:
            Shelf.ReadWrite.All: Read and write shelves.
            Shelf.Read.All: Read shelves.
  schemas:
    entity:
      type: object
      required: [id]
      properties:
        id: {type: string, readOnly: true, description: Given by the service.}
    shelfRequest:
      allOf:
        - $ref: '#/components/schemas/entity'
        - type: object
          required: [shelfId, requestType]
          properties:
            shelfId: {type: string, maxLength: 40, description: The shelf.}
            requestType: {type: string, x-extensible-enum: [Add, Remove], description: What to do.}
            requestState: {type: string, description: How it went.}
            weight: {type: integer, description: Grams.}
            size: {type: string, enum: [small, large], description: How big.}
            note: {type: string, nullable: true, description: Words.}
    shelfRequestAnswer:
      allOf:
        - $ref: '#/components/schemas/entity'
        - type: object
          required: [state]
          properties:
            state: {type: string, x-extensible-enum: [Done], description: Where it stands.}
            endDateTime: {type: string, format: date-time, description: When it ends.}
            remark: {type: string, nullable: true, description: Words back.}
            kind: {type: string, enum: [plain], description: Which kind.}
    problem:
      type: object
      required: [code]
      properties:
        code: {type: string, description: Which problem.}
        note: {type: string, description: More about it.}
`;

export const rowsOf = (text: string) => readRows(readYaml(text, "spec/beta/openapi.yaml"));

/** The text after one edit. Throws unless `from` is in the text exactly once. */
export function edited(text: string, from: string, to: string): string {
  const parts = text.split(from);
  if (parts.length !== 2) throw new Error(`"${from}" is ${parts.length - 1} times in the text.`);
  return parts.join(to);
}
