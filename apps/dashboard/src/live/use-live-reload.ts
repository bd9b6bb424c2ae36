import { useEffect, useRef } from 'preact/hooks';
import { onEvents } from './live';
import type { EventBatch } from './live-events';

/**
 * Calls `reload` when live events concern the view, at once and then at most every `pauseMs`; the last of a burst is
 * never lost.
 */
export function useLiveReload(concerns: (events: EventBatch) => boolean, reload: () => void, pauseMs = 1_000): void {
  const latest = useRef({ concerns, reload });
  latest.current = { concerns, reload };
  useEffect(() => {
    let pause: ReturnType<typeof setTimeout> | undefined;
    let again = false;
    const act = (): void => {
      latest.current.reload();
      again = false;
      pause = setTimeout(() => {
        pause = undefined;
        if (again) act();
      }, pauseMs);
    };
    const stop = onEvents((events) => {
      if (!latest.current.concerns(events)) return;
      if (pause === undefined) act();
      else again = true;
    });
    return () => {
      stop();
      clearTimeout(pause);
    };
  }, [pauseMs]);
}
