/** What went wrong, in one line, and what the person at the terminal can do about it. */
export class ActionableError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'ActionableError';
  }
}
