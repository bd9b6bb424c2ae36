import { signal } from '@preact/signals';
import { placeOrder } from '../api/orders';
import { problemOf } from '../api/problem';
import { idempotencyKey } from '../ui/idempotency-key';
import { toast } from '../ui/toasts';
import { loadCatalogue, type CatalogueItem } from './catalogue';
import { Pacer } from './pacer';
import { randomOrder } from './random-order';

const TICK_MS = 100;
/** Stock runs out while orders come. */
const CATALOGUE_MS = 10_000;
/** A browser sends six requests to a host at a time; the others would only pile up in it. */
const MOST_IN_FLIGHT = 100;

export interface LoadCounts {
  readonly accepted: number;
  readonly failed: number;
  /** Not sent, for too many were under way. */
  readonly skipped: number;
}

const NOTHING: LoadCounts = { accepted: 0, failed: 0, skipped: 0 };

export const loadRunning = signal(false);
/** Orders a second, 1 to 50. */
export const loadRate = signal(20);
export const loadCounts = signal<LoadCounts>(NOTHING);
export const lastLoadError = signal<string | null>(null);

let stop: (() => void) | undefined;

/** Sends random orders, whatever becomes of the earlier ones, until it is stopped; rests while the tab is hidden. */
export async function startLoad(): Promise<void> {
  if (loadRunning.value) return;
  loadRunning.value = true;
  loadCounts.value = NOTHING;
  lastLoadError.value = null;
  try {
    send(await loadCatalogue());
  } catch (error) {
    loadRunning.value = false;
    toast(problemOf(error).message, 'bad');
  }
}

export function stopLoad(): void {
  stop?.();
  stop = undefined;
  loadRunning.value = false;
}

function send(first: readonly CatalogueItem[]): void {
  let catalogue = first;
  let inFlight = 0;
  const pacer = new Pacer();
  const tick = setInterval(() => {
    const due = pacer.due(loadRate.value, performance.now(), !document.hidden);
    for (let order = 0; order < due; order += 1) sendOne();
  }, TICK_MS);
  const refresh = setInterval(() => {
    if (!document.hidden) loadCatalogue().then((items) => (catalogue = items), keepTheOld);
  }, CATALOGUE_MS);
  stop = () => {
    clearInterval(tick);
    clearInterval(refresh);
  };

  function sendOne(): void {
    const order = randomOrder(catalogue);
    if (!order || inFlight >= MOST_IN_FLIGHT) return count('skipped');
    inFlight += 1;
    placeOrder(order, idempotencyKey())
      .then(
        () => count('accepted'),
        (error: unknown) => {
          lastLoadError.value = problemOf(error).message;
          count('failed');
        },
      )
      .finally(() => (inFlight -= 1));
  }
}

const count = (what: keyof LoadCounts): void => {
  loadCounts.value = { ...loadCounts.value, [what]: loadCounts.value[what] + 1 };
};

const keepTheOld = (): void => undefined;
