import { follow } from './follow.js';
import { WARN, parseLogLine } from './log-line.js';

const QUIET_MS = 10_000;

/** Tells the warnings and failures of a log from its beginning on, a repeated one at most every ten seconds. */
export async function surfaceWarnings(
  file: string,
  signal: AbortSignal,
  tell: (message: string) => void,
): Promise<void> {
  const told = new Map<string, number>();
  await follow(
    file,
    signal,
    (line) => {
      const parsed = parseLogLine(line);
      if (!parsed || parsed.level < WARN) return;
      const now = Date.now();
      if (now - (told.get(parsed.message) ?? 0) < QUIET_MS) return;
      told.set(parsed.message, now);
      tell(parsed.message);
    },
    0,
  );
}
