const SAME_KEYSTROKE_MS = 500;

/**
 * The first Ctrl-C (or SIGTERM, SIGHUP) aborts the signal, so that the command can end in order; a second one ends the
 * process at once. npm passes a Ctrl-C on that the process has had from the terminal already: that is not a second.
 */
export function endOnSignal(): AbortController {
  const ending = new AbortController();
  let first = 0;
  const onSignal = () => {
    if (!ending.signal.aborted) {
      first = Date.now();
      ending.abort();
    } else if (Date.now() - first > SAME_KEYSTROKE_MS) process.exit(130);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return ending;
}

export function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
