import type { AccessPackageResourceRequest } from "../../contract/bodies.js";
import {
  type AccessPackageResourceRequestsError,
  type Attempt,
  isAuthenticationError,
  isGraphError,
  isOutcomeUnknownError,
  isRequestAbortedError,
  OutcomeUnknownError,
  RequestNotDeliveredError,
} from "../../errors/index.js";
import type { RetryOptions } from "../../options.js";
import { deliveryOf, isTransientForReads } from "../../responses/outcomes.js";
import { backOffInMs } from "../../time/back-off.js";
import type { Result } from "../../transport/to-error.js";
import { finalError } from "../final-error.js";
import type { AddResult, CatalogResource, ResourceToAdd } from "../types.js";

/** How an addition is to be done. */
export interface AdditionSettings {
  readonly isValidationOnly: boolean;
  readonly waitUntilVisible: boolean;
  readonly replicationTimeoutInMs: number;
  readonly visibilityTimeoutInMs: number;
  readonly pollIntervalInMs: number;
  readonly retry: Required<RetryOptions>;
}

/** An addition in doubt is sent again only after this many looks that did not see it, */
const fewestEmptyLooks = 3;
/** over at least this time. */
const shortestDoubtInMs = 7000;

type Ending = Pick<AddResult, "outcome" | "error" | "catalogResource">;

/**
 * One resource on its way into a catalog: decides what to do next from what came back, and does nothing itself.
 * So one by one and in bulk are the same, and no answer is judged in two places.
 */
export class Addition {
  /** What to do next: ask the service to add it, look it up, or read the list, which shows it in any spelling. */
  step: "send" | "look" | "list" = "send";
  /** When to do it, in milliseconds since 1970. */
  dueAt = 0;
  /** Present when nothing is left to do. */
  result: AddResult | undefined;
  readonly attempts: Attempt[] = [];
  readonly #settings: AdditionSettings;
  #isAccepted = false;
  #requestState: unknown;
  /** Why the last request to add it did not succeed; an abort is no reason of the service. */
  #lastError: AccessPackageResourceRequestsError | undefined;
  /** Whether an attempt may have added it without saying so; then no later refusal means that it was not added. */
  #mayBeAdded = false;
  /** Whether the service said that it has the resource already, in this catalog or another. */
  #isOnboarded = false;
  #replicationDeadline: number | undefined;
  #lookDeadline: number | undefined;
  #replicationWaits = 0;
  #polls = 0;
  /** When it got unknown whether the last request added it, and how many looks since then did not see it. */
  #doubtedAt = 0;
  #emptyLooks = 0;

  constructor(
    readonly index: number,
    readonly resource: ResourceToAdd,
    settings: AdditionSettings,
  ) {
    this.#settings = settings;
  }

  /** It was sent, in this run or an earlier one, and nothing says what became of it: look before sending it again. */
  resume(now: number): void {
    this.#mayBeAdded = true;
    this.#doubtedAt = now;
    this.#emptyLooks = 0;
    this.#look(now);
  }

  /** The service did not judge it, so the same step is done again. */
  onPutBack(error: AccessPackageResourceRequestsError): void {
    if (this.step === "send") this.#lastError = error;
  }

  onSent(response: Result<AccessPackageResourceRequest>, now: number): void {
    if ("data" in response) this.#onAccepted(response.data, now);
    else this.#onRefused(response.error, now);
  }

  onLooked(response: Result<CatalogResource | undefined>, now: number): void {
    const error = "error" in response ? response.error : undefined;
    // Counted from the first look, which in bulk may come long after it was due.
    this.#lookDeadline ??= now + this.#settings.visibilityTimeoutInMs;
    const isOver = now >= this.#lookDeadline;
    if ("data" in response && response.data) {
      this.#end({ outcome: this.#isAccepted ? "added" : "alreadyPresent", catalogResource: response.data });
    } else if (error && isRequestAbortedError(error) && error.reason === "aborted") {
      this.stop(error);
    } else if (isOver && this.step === "look" && !error && !this.#isAccepted) {
      this.step = "list";
    } else if (isOver) {
      this.stop(this.#lastError ?? error);
    } else if (error && isLasting(error)) {
      this.stop(error);
    } else {
      // A look whose response is lost says nothing about the catalog.
      if (!error) this.#emptyLooks += 1;
      this.step = !error && this.#maySendAgain(now) ? "send" : "look";
      this.dueAt = this.step === "send" ? now : now + this.#nextPoll();
    }
  }

  /** Ends it where it stands. What failed or is unknown has an error that says the same. */
  stop(given?: AccessPackageResourceRequestsError): AddResult {
    const isDelivered = deliveryOf(this.#requestState) === "delivered";
    if (this.#isAccepted) return this.#end({ outcome: isDelivered ? "added" : "accepted" });
    const { attempts } = this;
    const error =
      given ?? new OutcomeUnknownError("It was sent before, and the catalog does not list it.", { attempts });
    const isUnknown = this.#mayBeAdded || this.#isOnboarded || error.outcome === "unknown";
    const ending = { outcome: isUnknown ? "unknown" : "notCreated", attempts, lastError: this.#lastError } as const;
    return this.#end({ outcome: isUnknown ? "unknown" : "failed", error: finalError(error, ending) });
  }

  #onAccepted(request: AccessPackageResourceRequest, now: number): void {
    this.#requestState = request.requestState;
    this.#isAccepted = deliveryOf(request.requestState) !== "notDelivered";
    const { attempts } = this;
    if (!this.#isAccepted) this.stop(new RequestNotDeliveredError(request, { outcome: "notCreated", attempts }));
    else if (this.#settings.isValidationOnly) this.#end({ outcome: "validated" });
    else if (this.#settings.waitUntilVisible) this.#lookAnew(now);
    else this.stop();
  }

  #onRefused(error: AccessPackageResourceRequestsError, now: number): void {
    if (!isRequestAbortedError(error)) this.#lastError = error;
    const code = isGraphError(error) || isOutcomeUnknownError(error) ? error.code : undefined;
    if (code === "ResourceAlreadyOnboarded") {
      this.#isOnboarded = true;
      this.#lookAnew(now);
    } else if (isOutcomeUnknownError(error) && !this.#settings.isValidationOnly) {
      this.resume(now);
    } else if (code !== "ResourceNotFoundInOriginSystem" || !this.#waitForReplication(now)) {
      this.stop(error);
    }
  }

  #waitForReplication(now: number): boolean {
    this.#replicationDeadline ??= now + this.#settings.replicationTimeoutInMs;
    this.dueAt = now + backOffInMs(this.#settings.retry, this.#replicationWaits++);
    return this.dueAt < this.#replicationDeadline;
  }

  /** A list may lag behind, so one look that does not see it is no proof that it was not added. */
  #maySendAgain(now: number): boolean {
    const isOpen = this.#mayBeAdded && !this.#isAccepted && !this.#isOnboarded;
    return isOpen && this.#emptyLooks >= fewestEmptyLooks && now - this.#doubtedAt >= shortestDoubtInMs;
  }

  #look(now: number): void {
    this.step = "look";
    this.dueAt = now;
    this.#polls = 0;
  }

  /** The service has it now, so the time until it is visible begins. */
  #lookAnew(now: number): void {
    this.#lookDeadline = undefined;
    this.#look(now);
  }

  #nextPoll(): number {
    const { pollIntervalInMs } = this.#settings;
    return Math.min(pollIntervalInMs * 2 ** this.#polls++, pollIntervalInMs * 10);
  }

  #end(ending: Ending): AddResult {
    const requestState = this.#requestState;
    const result = {
      index: this.index,
      resource: this.resource,
      ...ending,
      ...(typeof requestState === "string" && { requestState }),
      attempts: this.attempts,
    };
    this.result = result;
    return result;
  }
}

/** Whether looking again would only be refused again. */
function isLasting(error: AccessPackageResourceRequestsError): boolean {
  return isAuthenticationError(error) || (isGraphError(error) && !isTransientForReads(error.status));
}
