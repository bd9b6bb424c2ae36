import { signal } from '@preact/signals';

/** Milliseconds since 1970, once a second while the tab is visible: what "12 s ago" is counted from. */
export const now = signal(Date.now());

export function startClock(): void {
  setInterval(() => {
    if (!document.hidden) now.value = Date.now();
  }, 1_000);
}
