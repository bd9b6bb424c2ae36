import { setMaxListeners } from 'node:events';

const SAME_KEYSTROKE_MS = 500;

/**
 * Aborted by the first Ctrl-C (or SIGTERM, SIGHUP), so that the run can end in order; a second one ends the process at
 * once. npm passes a Ctrl-C on that the process has had from the terminal already: that is not a second.
 */
export function interruption(): AbortSignal {
  const ending = new AbortController();
  setMaxListeners(0, ending.signal); // each request that waits listens
  let first = 0;
  const onSignal = () => {
    if (!ending.signal.aborted) {
      first = Date.now();
      ending.abort();
    } else if (Date.now() - first > SAME_KEYSTROKE_MS) process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return ending.signal;
}
