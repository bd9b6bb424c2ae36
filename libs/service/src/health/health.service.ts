import { Inject, Injectable } from '@nestjs/common';
import { Draining } from '../boot/draining.js';
import { ServiceIdentity } from '../identity.js';
import type { HealthCheck, PartHealth } from './part-health.js';

export const HEALTH_CHECKS = Symbol('HEALTH_CHECKS');

export interface HealthReport {
  readonly status: 'ok' | 'degraded' | 'down';
  readonly service: string;
  readonly parts: Readonly<Record<string, PartHealth>>;
}

/**
 * Gathers how the service's parts are. Its own page and not @nestjs/terminus: that has no part that is degraded and
 * yet alive, no time limit of a check, and answers a failure as an exception, which here becomes problem details.
 */
@Injectable()
export class HealthService {
  constructor(
    private readonly identity: ServiceIdentity,
    private readonly draining: Draining,
    @Inject(HEALTH_CHECKS) private readonly checks: readonly HealthCheck[],
  ) {}

  /** A check that takes longer than `timeoutMs` counts as failed. */
  async report(timeoutMs: number): Promise<HealthReport> {
    const found = await Promise.all(this.checks.map((check) => within(timeoutMs, check)));
    const parts = Object.fromEntries(found.flatMap((some) => Object.entries(some)));
    if (this.draining.begun) parts.process = { state: 'down', reason: 'The service is shutting down' };
    return { status: statusOf(parts), service: this.identity.name, parts };
  }
}

function statusOf(parts: Readonly<Record<string, PartHealth>>): HealthReport['status'] {
  const states = new Set(Object.values(parts).map(({ state }) => state));
  if (states.has('down')) return 'down';
  return states.has('degraded') ? 'degraded' : 'ok';
}

async function within(timeoutMs: number, health: HealthCheck): Promise<Readonly<Record<string, PartHealth>>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([health.check(), tooLate]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { [health.constructor.name]: { state: 'down', reason } };
  } finally {
    clearTimeout(timer);
  }
}
