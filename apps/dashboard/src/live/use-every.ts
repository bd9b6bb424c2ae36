import { useEffect, useRef } from 'preact/hooks';
import { frozen } from './live';

/** Calls `act` every `ms` while the view is on the screen: not in a hidden tab, not while it is frozen. */
export function useEvery(ms: number, act: () => void, enabled = true): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!enabled) return;
    const timer = setInterval(() => {
      if (!document.hidden && !frozen.value) latest.current();
    }, ms);
    return () => clearInterval(timer);
  }, [ms, enabled]);
}
