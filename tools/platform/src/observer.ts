/** What a start tells while it runs; the command line prints it. */
export interface Observer {
  /** A step is finished. */
  done(step: string, milliseconds: number): void;
  /** Something that the person should know: another port was taken, an orphan was ended. */
  note(line: string): void;
  /** A step of known length is under way; `fraction` runs from 0 to 1. */
  progress(step: string, fraction: number): void;
}

/** Runs one step and tells its time; `name` may depend on what the step found. */
export async function timed<Result>(
  observer: Observer,
  name: string | ((result: Result) => string),
  step: () => Promise<Result>,
): Promise<Result> {
  const start = performance.now();
  const result = await step();
  observer.done(typeof name === 'string' ? name : name(result), performance.now() - start);
  return result;
}
