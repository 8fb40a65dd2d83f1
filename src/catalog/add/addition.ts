import {
  type AccessPackageResourceRequestsError,
  type Attempt,
  isRequestAbortedError,
  OutcomeUnknownError,
} from "../../errors/index.js";
import { backOffInMs } from "../../time/back-off.js";
import type { Result } from "../../transport/to-error.js";
import type { Change } from "../../versions/version.js";
import type { AddResult, ListedResource, ResourceToAdd } from "../any-version.js";
import { finalError } from "../errors.js";
import type { AdditionSettings } from "../options.js";
import { type Event, eventOfLookUp, eventOfSend } from "./event.js";

/** An addition in doubt is sent again only after this many look-ups that do not see it, */
const fewestEmptyLookUps = 3;
/** over at least this time. */
const shortestDoubtInMs = 7000;

type State =
  | "sending"
  /** Refused, because the origin is not replicated yet. It is sent again. */
  | "waitingForOrigin"
  /** Accepted. It is looked up until the catalog lists it. */
  | "lookingAfterAccepted"
  /** Perhaps added. It is looked up until the catalog lists it, or until it may be sent again. */
  | "lookingInDoubt"
  | "done";

/**
 * One resource on its way into a catalog. It decides from each response what to do next and sends nothing itself, so
 * `addResource` and `addResources` decide in the same way. `#next` contains all transitions between its states.
 */
export class Addition {
  /** When to do the next step, in the time of `monotonicNow`. */
  dueAt = 0;
  /** Present when nothing is left to do. */
  result: AddResult | undefined;
  readonly attempts: Attempt[] = [];
  readonly #settings: AdditionSettings;
  #state: State = "sending";
  /** What the service said about the change, once it accepted the request. */
  #change: Change | undefined;
  /** The last error of a request to add it, other than an abort. */
  #lastError: AccessPackageResourceRequestsError | undefined;
  /** Whether an earlier request may have added it. Then no later refusal means that it was not added. */
  #mayBeAdded = false;
  /** Whether the service said that a catalog has it, this one or another. Then it is not sent again. */
  #isOnboarded = false;
  #replicationDeadline: number | undefined;
  #replicationWaits = 0;
  #visibilityDeadline: number | undefined;
  /** The look-ups since the state began: how many waits between them, and how many succeeded without seeing it. */
  #lookUps = { since: 0, waits: 0, empty: 0 };
  #readsList = false;

  constructor(
    readonly index: number,
    readonly resource: ResourceToAdd,
    settings: AdditionSettings,
  ) {
    this.#settings = settings;
  }

  /** What to do next: send the request, look the resource up, or read the list, which shows it in any spelling. */
  get step(): "send" | "look" | "list" {
    if (this.#state !== "lookingAfterAccepted" && this.#state !== "lookingInDoubt") return "send";
    return this.#readsList ? "list" : "look";
  }

  /** Whether it is sent again because the service does not know its origin yet. */
  get waitsForOrigin(): boolean {
    return this.#state === "waitingForOrigin";
  }

  /** Begins with a look-up, because an earlier run sent it and the outcome is unknown. */
  resume(now: number): void {
    this.#mayBeAdded = true;
    this.#state = this.#look("lookingInDoubt", now);
  }

  /** The service did not process the step, so the same step is done again. */
  onPutBack(error: AccessPackageResourceRequestsError): void {
    if (this.step === "send") this.#lastError = error;
  }

  onSent(response: Result<Change>, now: number): void {
    if ("data" in response) this.#change = response.data;
    else if (!isRequestAbortedError(response.error)) this.#lastError = response.error;
    this.#state = this.#next(eventOfSend(response, this.attempts), now);
  }

  onLooked(response: Result<ListedResource | undefined>, now: number): void {
    this.#state = this.#next(eventOfLookUp(response), now);
  }

  /** The step failed, whichever it was. */
  onError(error: AccessPackageResourceRequestsError, now: number): void {
    if (this.step === "send") this.onSent({ error }, now);
    else this.onLooked({ error }, now);
  }

  /** Ends it where it stands: as accepted if the service accepted it, otherwise with this error. */
  stop(error: AccessPackageResourceRequestsError): void {
    this.#state = this.#stopped(error);
  }

  #next(event: Event, now: number): State {
    const { isValidationOnly, waitUntilVisible } = this.#settings;
    switch (event.name) {
      case "accepted":
        this.#visibilityDeadline = undefined;
        if (isValidationOnly) return this.#done({ outcome: "validated" });
        return waitUntilVisible ? this.#look("lookingAfterAccepted", now) : this.#accepted();
      case "alreadyOnboarded":
        this.#isOnboarded = true;
        this.#visibilityDeadline = undefined;
        return this.#look("lookingInDoubt", now);
      case "outcomeUnknown":
        if (isValidationOnly) return this.#stopped(event.error);
        this.#mayBeAdded = true;
        return this.#look("lookingInDoubt", now);
      case "originNotFound":
        return this.#hasTimeToReplicate(now) ? "waitingForOrigin" : this.#stopped(event.error);
      case "failed":
        return this.#stopped(event.error);
      case "listed": {
        const outcome = this.#state === "lookingAfterAccepted" ? "added" : "alreadyPresent";
        return this.#done({ outcome, catalogResource: event.catalogResource });
      }
      case "notListed":
        this.#lookUps.empty += 1;
        if (this.#hasTimeToLook(now)) return this.#maySendAgain(now) ? "sending" : this.#lookLater(now);
        if (this.#state === "lookingAfterAccepted" || this.#readsList) return this.#stopped(this.#lastError);
        this.#readsList = true;
        return "lookingInDoubt";
      case "lookUpFailed":
      case "lookUpRefused":
        if (!this.#hasTimeToLook(now)) return this.#stopped(this.#lastError ?? event.error);
        return event.name === "lookUpFailed" ? this.#lookLater(now) : this.#stopped(event.error);
    }
  }

  #look(state: "lookingAfterAccepted" | "lookingInDoubt", now: number): State {
    this.#lookUps = { since: now, waits: 0, empty: 0 };
    return state;
  }

  #lookLater(now: number): State {
    const { pollIntervalInMs } = this.#settings;
    this.dueAt = now + Math.min(pollIntervalInMs * 2 ** this.#lookUps.waits++, pollIntervalInMs * 10);
    return this.#state;
  }

  /** A list may lag behind, so one look-up that does not see the resource does not prove that it was not added. */
  #maySendAgain(now: number): boolean {
    const { since, empty } = this.#lookUps;
    const mayBeAbsent = this.#state === "lookingInDoubt" && !this.#isOnboarded;
    return mayBeAbsent && empty >= fewestEmptyLookUps && now - since >= shortestDoubtInMs;
  }

  /** Counted from the first look-up, which in bulk may come long after it was due. */
  #hasTimeToLook(now: number): boolean {
    this.#visibilityDeadline ??= now + this.#settings.visibilityTimeoutInMs;
    return now < this.#visibilityDeadline;
  }

  #hasTimeToReplicate(now: number): boolean {
    this.#replicationDeadline ??= now + this.#settings.replicationTimeoutInMs;
    this.dueAt = now + backOffInMs(this.#settings.retry, this.#replicationWaits++);
    return this.dueAt < this.#replicationDeadline;
  }

  #accepted(): State {
    return this.#done({ outcome: this.#change?.delivery === "delivered" ? "added" : "accepted" });
  }

  #stopped(given: AccessPackageResourceRequestsError | undefined): State {
    if (this.#state === "lookingAfterAccepted") return this.#accepted();
    const { attempts } = this;
    const message = "An earlier run sent the resource, and the catalog does not list it.";
    const error = given ?? new OutcomeUnknownError(message, { attempts });
    const isUnknown = this.#mayBeAdded || this.#isOnboarded || error.outcome === "unknown";
    const outcome = isUnknown ? "unknown" : "notCreated";
    const final = finalError(error, { outcome, attempts, lastError: this.#lastError });
    return this.#done({ outcome: isUnknown ? "unknown" : "failed", error: final });
  }

  #done(end: Pick<AddResult, "outcome" | "error" | "catalogResource">): State {
    const { index, resource, attempts } = this;
    const requestState = this.#change?.requestState;
    this.result = { index, resource, ...end, ...(requestState !== undefined && { requestState }), attempts };
    return "done";
  }
}
