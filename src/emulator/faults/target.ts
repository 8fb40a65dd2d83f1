import type { FaultAction, FaultKind } from "../fault-kinds.js";
import type { RecordedRequest, RequestLevel } from "../log.js";
import type { OperationId } from "../service/bodies.js";

/** Which request a fault strikes. Everything given must hold; with nothing given, the next its kind can strike. */
export interface FaultTarget {
  readonly operationId?: OperationId;
  readonly level?: RequestLevel;
  /** Whether a request may be struck. Default: every one. */
  readonly match?: (request: RecordedRequest) => boolean;
}

/** One fault: what it does, and whom it strikes. */
export type Fault = FaultAction & FaultTarget;

const connection: readonly RequestLevel[] = ["single", "batch"];
const change: readonly RequestLevel[] = ["single", "member"];
const everywhere: readonly RequestLevel[] = ["single", "batch", "member"];
const member: readonly RequestLevel[] = ["member"];

const levels: Readonly<Record<FaultKind, readonly RequestLevel[]>> = {
  latency: everywhere,
  throttle: everywhere,
  status: everywhere,
  reset: connection,
  stall: connection,
  resetAfterHeaders: connection,
  truncated: connection,
  malformed: connection,
  body: connection,
  repeatedResponse: connection,
  slowBody: connection,
  stalledBody: connection,
  endlessBody: connection,
  replicationLag: change,
  visibilityLag: change,
  requestState: change,
  claims: connection,
  missingResponse: member,
  duplicateResponse: member,
  statusAsString: member,
  strangeResponse: member,
};

export const faultKinds = Object.keys(levels) as readonly FaultKind[];

/** Whether a fault of this kind and target can strike the request. */
export function strikes(kind: FaultKind, target: FaultTarget, request: RecordedRequest): boolean {
  const operationId =
    target.operationId ?? (levels[kind] === change ? "createAccessPackageResourceRequest" : undefined);
  return (
    levels[kind].includes(request.level) &&
    (operationId === undefined || operationId === request.operationId) &&
    (target.level === undefined || target.level === request.level) &&
    (target.match === undefined || target.match(request))
  );
}
