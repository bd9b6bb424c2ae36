import type pg from 'pg';

/** What the client sends from here on in this turn of the event loop leaves in one write: a write costs more than most statements. */
export function gatherWrites({ connection: { stream } }: Pick<pg.Client, 'connection'>): void {
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}
