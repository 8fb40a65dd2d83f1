export const exitCodes = { ok: 0, findings: 1, usage: 2, stale: 3, environment: 5, interrupted: 130 } as const;

/** A mistake of the user's that ends the command with one message and the exit code of its kind. */
export class ReviewFailure extends Error {
  constructor(
    readonly kind: keyof typeof exitCodes,
    message: string,
  ) {
    super(message);
    this.name = "ReviewFailure";
  }
}
