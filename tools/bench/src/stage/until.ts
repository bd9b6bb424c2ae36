import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  readonly everyMs?: number;
  readonly forMs?: number;
}

/** Resolves when `holds` does. @throws Error that says what did not come true in time. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  what: string,
  { everyMs = 25, forMs = 120_000 }: Patience = {},
): Promise<void> {
  const deadline = Date.now() + forMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`after ${forMs / 1000} s it is not so that ${what}`);
    await delay(everyMs);
  }
}
