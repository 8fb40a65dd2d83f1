import type { AddResult, ResourceToAdd } from "../../catalog/any-version.js";
import { type AccessPackageResourceRequestsError, type GraphError, isGraphError } from "../../errors/index.js";
import { isKnownCode } from "../../responses/hints.js";
import { isHopeless } from "../exit-codes.js";

/** Codes that mean the tenant or the caller, whatever the resource is. */
const codesForAll = ["NoGovernanceSku", "invalid_grant"];

/**
 * Holds the other resources back until the first batch has its responses, so that only few of them meet a refusal that
 * all of them would meet.
 */
export class FirstBatch {
  /** The refusal that the others would meet, too. */
  refusal: AccessPackageResourceRequestsError | undefined;
  #isOpen = false;
  #letGo: () => void = () => undefined;
  readonly #opened = new Promise<void>((resolve) => {
    this.#letGo = resolve;
  });
  #released = 0;
  /** How many resources had been released when the first response came. */
  #awaited: number | undefined;
  #finished = 0;
  #results = 0;
  #hasOtherResult = false;
  #refusalsInARow = 0;
  #last: AccessPackageResourceRequestsError | undefined;

  /** @param readCatalog Rejects if the catalog cannot be read. */
  constructor(
    private readonly resources: readonly ResourceToAdd[],
    private readonly size: number,
    private readonly readCatalog: () => Promise<unknown>,
  ) {}

  /** The resources, the later ones only once they may be sent. */
  async *release(): AsyncGenerator<ResourceToAdd, void, undefined> {
    for (const resource of this.resources) {
      if (!this.#isOpen && this.#released - this.#finished >= this.size) await this.#opened;
      this.#released += 1;
      yield resource;
    }
  }

  readonly onAttempt = (): void => {
    this.#awaited ??= this.#released;
  };

  /** @param done How many resources are finished. Those that wait for something do not hold the others back. */
  onProgress(done: number): void {
    this.#finished = done;
    if (this.#awaited !== undefined && done < this.#awaited) this.#open();
  }

  async onResult({ outcome, error, attempts }: AddResult): Promise<void> {
    this.#results += 1;
    // Without a token there is no attempt.
    if (isHopeless(error)) this.onAttempt();
    if (outcome === "failed" && error && mayConcernAll(error)) {
      this.#last = error;
      this.#refusalsInARow += 1;
    } else if (attempts.length > 0 && outcome !== "unknown") {
      this.#hasOtherResult = true;
      this.#refusalsInARow = 0;
    }
    if (this.#isOpen) {
      const hasEnded = this.#refusalsInARow >= this.size || this.#results === this.resources.length;
      if (hasEnded && isHopeless(error)) this.refusal = error;
    } else if (this.#awaited !== undefined && this.#results >= this.#awaited) {
      if (!this.#hasOtherResult && (await this.#concernsAll())) this.refusal = this.#last;
      else this.#open();
    }
  }

  #open(): void {
    this.#isOpen = true;
    this.#letGo();
  }

  async #concernsAll(): Promise<boolean> {
    const error = this.#last;
    if (isHopeless(error)) return true;
    if (!isGraphError(error) || this.#released === this.resources.length) return false;
    if (!isOfBodyOrCatalog(error)) return true;
    return this.readCatalog().then(
      () => false,
      (reason) => isGraphError(reason) && reason.status === 404,
    );
  }
}

/** Whether a refusal may be one of every resource: for want of a sign-in, a permission, a licence or the catalog. */
function mayConcernAll(error: AccessPackageResourceRequestsError): boolean {
  if (!isGraphError(error)) return isHopeless(error);
  const { status, code } = error;
  const hasOwnReason = isKnownCode(code) && !codesForAll.includes(code);
  return isOfBodyOrCatalog(error) || isHopeless(error) || (status === 403 ? !hasOwnReason : codesForAll.includes(code));
}

/** Whether it does not say which: the service refuses a body that it does not understand like an unknown catalog. */
function isOfBodyOrCatalog({ status, code }: GraphError): boolean {
  return code === "InvalidModel" || (status === 404 && !isKnownCode(code));
}
