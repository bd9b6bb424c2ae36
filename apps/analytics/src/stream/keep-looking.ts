import type { Logger } from '@nestjs/common';
import { catchError, defer, EMPTY, from, repeat, share, tap, timer, type Observable } from 'rxjs';

/** Slow looks take a tenth of the time, so that they do not add to what makes them slow; but no client waits for long. */
const PAUSE_PER_LOOK = 9;
const MAX_PAUSE_MS = 2_000;

export interface Looking {
  /** Between two looks at least, in milliseconds. */
  readonly everyMs: number;
  /** Told once of the same trouble: what is looked for comes later. */
  readonly logger: Logger;
}

/**
 * What the looks find, again and again while anyone listens, once for all who do. `begin` makes the look for those who
 * listen after nobody did. A look that fails finds nothing; the next one comes all the same.
 */
export function keepLooking<Found>(begin: () => () => Promise<Found>, { everyMs, logger }: Looking): Observable<Found> {
  let trouble: string | undefined;
  const found = (look: () => Promise<Found>) =>
    from(look()).pipe(
      tap(() => (trouble = undefined)),
      catchError((error: Error) => {
        if (error.message !== trouble) logger.warn(`Streamed later: ${error.message}`);
        trouble = error.message;
        return EMPTY;
      }),
    );
  return defer(() => {
    const look = begin();
    let begun: number;
    // Counted from the end of a look, so that a slow one is not followed by a fast one.
    const pause = () => timer(Math.max(everyMs, Math.min((performance.now() - begun) * PAUSE_PER_LOOK, MAX_PAUSE_MS)));
    return defer(() => {
      begun = performance.now();
      return found(look);
    }).pipe(repeat({ delay: pause }));
  }).pipe(share());
}
