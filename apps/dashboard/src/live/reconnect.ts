const FIRST_MS = 500;
const LONGEST_MS = 10_000;

/** How long to wait before the nth new connection (0 the first): doubling from half a second to ten. */
export const delayBefore = (attempt: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt);

/** A connection that says nothing for so long is dead, and is opened anew: the gateway's heart beats every 15 s. */
export const SILENCE_MS = 30_000;

/** So long without a connection, or without an answer to a new one, and what the page shows is called stale. */
export const STALE_MS = 5_000;

export interface ConnectionFacts {
  readonly connected: boolean;
  /** When something came or the connection opened, in milliseconds since 1970. */
  readonly lastHeardAt: number;
}

export const isStale = ({ connected, lastHeardAt }: ConnectionFacts, now: number): boolean =>
  now - lastHeardAt > STALE_MS + (connected ? SILENCE_MS : 0);
