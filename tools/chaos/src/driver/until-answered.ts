import { setTimeout as delay } from 'node:timers/promises';

/** What a request came to in the end. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const PATIENCE_MS = 10_000;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1_000;
/** Retry-After is obeyed up to here: a run is short. */
const LONGEST_RETRY_AFTER_MS = 3_000;
const TRY_AGAIN = new Set([408, 425, 429]);

/**
 * Repeats a request, which must be idempotent, until its answer is definite: neither a lost connection nor 5xx nor a 4xx
 * that asks to try again. Undefined when `signal` is aborted before.
 */
export async function untilAnswered(
  send: (signal: AbortSignal) => Promise<Response>,
  signal: AbortSignal,
): Promise<Answer | undefined> {
  for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
    const response = await attempt(send);
    if (response && 'body' in response) return response;
    await delay(Math.max(waitMs, response?.retryAfterMs ?? 0));
  }
  return undefined;
}

/** Undefined when no whole answer came. */
async function attempt(
  send: (signal: AbortSignal) => Promise<Response>,
): Promise<Answer | { readonly retryAfterMs: number } | undefined> {
  try {
    const response = await send(AbortSignal.timeout(PATIENCE_MS));
    const body: unknown = await response.json();
    if (response.status < 500 && !TRY_AGAIN.has(response.status)) return { status: response.status, body };
    const seconds = Number(response.headers.get('retry-after') ?? 0);
    return { retryAfterMs: Math.min(LONGEST_RETRY_AFTER_MS, seconds * 1_000 || 0) };
  } catch {
    return undefined;
  }
}
