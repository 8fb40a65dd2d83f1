import type { OperationContract } from "../../../generated/beta/contract.js";

/** Where a request goes: an operation of the contract, a path of it asked with another method, or nowhere. */
export type Route = FoundRoute | { readonly operationId?: never; readonly allowed: readonly string[] };

export interface FoundRoute {
  readonly operationId: string;
  readonly operation: OperationContract;
  /** Of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** `path` is relative to the service root and still percent-encoded. */
export function findRoute(
  operations: Readonly<Record<string, OperationContract>>,
  method: string,
  path: string,
): Route {
  const segments = decodeSegments(path);
  const allowed: string[] = [];
  for (const [operationId, operation] of Object.entries(operations)) {
    const parameters = matchSegments(operation.path.split("/"), segments);
    if (parameters === undefined) continue;
    if (operation.method === method) return { operationId, operation, parameters };
    allowed.push(operation.method);
  }
  return { allowed };
}

/** Decoded one by one, because `%2F` inside a segment does not part it. */
function decodeSegments(path: string): readonly string[] {
  try {
    return path.split("/").map(decodeURIComponent);
  } catch {
    return [];
  }
}

function matchSegments(
  template: readonly string[],
  segments: readonly string[],
): Readonly<Record<string, string>> | undefined {
  if (template.length !== segments.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const expected = template[index];
    const name = expected?.match(/^\{(.+)\}$/)?.[1];
    if (name !== undefined && segment !== "") parameters[name] = segment;
    else if (segment !== expected) return undefined;
  }
  return parameters;
}
