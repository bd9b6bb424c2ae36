import { batch, computed, effect, signal, untracked } from '@preact/signals';
import type { Summary } from '../api/analytics';
import type { System } from '../api/system';
import { askForToken, refusal, token } from '../api/token';
import { now } from '../ui/now';
import type { Audit, EventBatch } from './live-events';
import { isStale } from './reconnect';
import { Stream } from './stream';

/** What happened since the beginning; null until it is known. */
export const summary = signal<Summary | null>(null);
export const system = signal<System | null>(null);
export const audit = signal<Audit | null>(null);
/** The latest batch of events; `onEvents` misses none. */
export const events = signal<EventBatch | null>(null);
export const connected = signal(false);
/** The person has stopped the view (space); the stream goes on, what comes is shown at the end of the freeze. */
export const frozen = signal(false);

const lastHeardAt = signal(Date.now());
/** What is shown may be old: there is no connection, or it is silent. Not where somebody must sign in to get one. */
export const stale = computed(
  () =>
    (refusal.value === null || connected.value) &&
    isStale({ connected: connected.value, lastHeardAt: lastHeardAt.value }, now.value),
);

type Listener = (events: EventBatch) => void;
const listeners = new Set<Listener>();

/** Calls for each batch of events until the returned function is called; not while the view is frozen. */
export function onEvents(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Shown at the end of a freeze: the last of each. */
const kept = new Map<string, () => void>();

function show(name: string, apply: () => void): void {
  if (frozen.value) kept.set(name, apply);
  else apply();
}

export function toggleFrozen(): void {
  batch(() => {
    frozen.value = !frozen.value;
    if (frozen.value) return;
    for (const apply of kept.values()) apply();
    kept.clear();
  });
}

function spread(happened: EventBatch): void {
  if (frozen.value) return;
  events.value = happened;
  for (const listener of listeners) listener(happened);
}

const stream = new Stream('/live', {
  on: {
    summary: (data) => show('summary', () => (summary.value = data as Summary)),
    system: (data) => show('system', () => (system.value = data as System)),
    audit: (data) => show('audit', () => (audit.value = data as Audit)),
    events: (data) => spread(data as EventBatch),
  },
  heard: () => (lastHeardAt.value = Date.now()),
  connected: (is) => (connected.value = is),
  refused: (reason) => void askForToken(reason),
});

/** What one person may see another may not. */
function forget(): void {
  kept.clear();
  batch(() => {
    for (const shown of [summary, system, audit, events]) shown.value = null;
  });
}

/** Listens while the tab is visible, as whoever has signed in last: a hidden page costs the system nothing. */
export function startLive(): void {
  const follow = (): void => {
    if (document.hidden) return stream.close();
    lastHeardAt.value = Date.now();
    stream.open();
  };
  document.addEventListener('visibilitychange', follow);
  effect(() => {
    void token.value;
    untracked(() => {
      forget();
      follow();
    });
  });
}
