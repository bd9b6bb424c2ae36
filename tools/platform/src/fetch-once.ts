import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { type Observer, timed } from './observer.js';

/**
 * Fills a directory by `fetch`, once; later calls return at once. It appears when it is complete, so that a start that
 * is ended in between leaves nothing half done.
 */
export async function fetchOnce(
  title: string,
  home: string,
  observer: Observer,
  fetch: (draft: string) => Promise<void>,
): Promise<void> {
  if (existsSync(home)) return;
  const draft = `${home}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  try {
    await timed(observer, `Fetched ${title}`, () => fetch(draft));
    // A start beside this one may have been faster: its copy is as good.
    await rename(draft, home).catch((error: unknown) => {
      if (!existsSync(home)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
