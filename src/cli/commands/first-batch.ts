import type { AddResult, ResourceToAdd } from "../../catalog/any-version.js";
import { type AccessPackageResourceRequestsError, type GraphError, isGraphError } from "../../errors/index.js";
import { isKnownCode } from "../../responses/hints.js";
import { isHopeless } from "../exit-codes.js";

/** Codes of refusals that depend on the tenant or the caller, not on the resource. */
const codesForAll = ["NoGovernanceSku", "invalid_grant"];

/**
 * Holds back the other resources until the first batch has its responses. If the service would refuse all of them for the
 * same reason, the others are not sent.
 */
export class FirstBatch {
  /** The refusal that the others would also get. */
  refusal: AccessPackageResourceRequestsError | undefined;
  #isOpen = false;
  #onOpen = (): void => undefined;
  #released = 0;
  /** How many resources had been released when the first response came. Later ones are not judged. */
  #awaited: number | undefined;
  #finished = 0;
  #results = 0;
  /** The last refusal that may apply to all resources. */
  #common: GraphError | undefined;
  #hasOther = false;

  /** @param readCatalog Rejects if the catalog cannot be read. */
  constructor(
    private readonly resources: readonly ResourceToAdd[],
    private readonly size: number,
    private readonly readCatalog: () => Promise<unknown>,
  ) {}

  /** Yields the resources. Those after the first batch wait until they may be sent. */
  async *release(): AsyncGenerator<ResourceToAdd, void, undefined> {
    for (const resource of this.resources) {
      const isHeld = this.#awaited !== undefined || this.#released - this.#finished >= this.size;
      if (isHeld && !this.#isOpen)
        await new Promise<void>((resolve) => {
          this.#onOpen = resolve;
        });
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
    if (error && outcome === "failed" && isHopeless(error)) this.refusal = error;
    else if (isGraphError(error) && mayApplyToAll(error)) this.#common = error;
    else if (attempts.length > 0) this.#hasOther = true;
    if (this.refusal || this.#results !== this.#awaited) return;
    if (!this.#hasOther && (await this.#appliesToAll())) this.refusal = this.#common;
    else this.#open();
  }

  #open(): void {
    this.#isOpen = true;
    this.#onOpen();
  }

  async #appliesToAll(): Promise<boolean> {
    if (!this.#common || this.#released === this.resources.length) return false;
    if (!mayBeOfBody(this.#common)) return true;
    const error: unknown = await this.readCatalog().catch((reason) => reason);
    if (!isGraphError(error) || error.status !== 404) return false;
    // It says what is wrong, which the refusal of a body does not.
    this.#common = error;
    return true;
  }
}

/** Whether a missing permission, licence or catalog may be the reason for a refusal. */
function mayApplyToAll(error: GraphError): boolean {
  const isForbidden = error.status === 403 && !isKnownCode(error.code);
  return isForbidden || codesForAll.includes(error.code) || mayBeOfBody(error);
}

/** Whether a missing catalog or a wrong body may be the reason. The service refuses both the same way. */
function mayBeOfBody({ status, code }: GraphError): boolean {
  return code === "InvalidModel" || (status === 404 && !isKnownCode(code));
}
