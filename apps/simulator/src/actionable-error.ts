/** What went wrong, and the way out. `exitCode` 2: the command line is wrong, and nothing was sent. */
export class ActionableError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}
