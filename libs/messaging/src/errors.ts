/** Thrown by a handler that knows that trying again cannot help: the event becomes a dead letter at once. */
export class NonRetryableError extends Error {
  override readonly name: string = 'NonRetryableError';
  /** A stable code to find and group dead letters by. */
  readonly code: string;
  constructor(message: string, options: ErrorOptions & { readonly code?: string } = {}) {
    super(message, options);
    this.code = options.code ?? 'NON_RETRYABLE';
  }
}

/** Nothing is wrong with the events: the same chunk is to be tried again later. */
export class TryAgainLater extends Error {
  override readonly name = 'TryAgainLater';
}
