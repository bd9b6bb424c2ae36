import { get, type OutgoingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import type { PartHealth } from '@orderflow/service';
import { codeOf } from '../upstreams/upstream-problem.js';

/** A service takes 2 s at most to ask its own parts. */
const TIMEOUT_MS = 2_500;

/** What a service says of itself. */
export interface ServiceHealth {
  /** `unreachable`: it says nothing, or what is not understood. */
  readonly status: 'ok' | 'degraded' | 'down' | 'unreachable';
  /** Why it is not `ok`. */
  readonly reason: string | null;
  /** Events that wait for Kafka. */
  readonly outbox: number | null;
  readonly parked: { readonly retrying: number; readonly dead: number } | null;
}

/** What `GET /health` answers, with 503 when it is down. */
interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly parts: Readonly<Record<string, PartHealth>>;
}

/** Asks a service how it is, with these headers. Never rejects. */
export async function askHealth(url: string, headers: OutgoingHttpHeaders): Promise<ServiceHealth> {
  try {
    return healthOf(JSON.parse(await bodyOf(`${url}/health`, headers)) as HealthReport);
  } catch (error) {
    return { status: 'unreachable', reason: reasonOf(error as Error), outbox: null, parked: null };
  }
}

function bodyOf(url: string, headers: OutgoingHttpHeaders): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      text(response).then(resolve, reject);
    }).on('error', reject);
  });
}

/** @throws TypeError when it is no such report */
function healthOf({ status, parts }: HealthReport): ServiceHealth {
  const worst = status === 'ok' ? undefined : Object.entries(parts).find(([, { state }]) => state === status);
  const { retrying, dead } = parts.parking?.details ?? {};
  return {
    status,
    reason: worst ? `${worst[0]}: ${worst[1].reason ?? worst[1].state}` : null,
    outbox: countOf(parts.outbox?.details?.depth),
    parked: typeof retrying === 'number' && typeof dead === 'number' ? { retrying, dead } : null,
  };
}

const countOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

const reasonOf = (error: Error): string =>
  error.name === 'AbortError' || error.name === 'TimeoutError' ? `no answer within ${TIMEOUT_MS} ms` : codeOf(error);
