import { Injectable } from '@nestjs/common';
import type { InvariantsView, ProblemDetails } from '@orderflow/service';
import { GatewaySettings } from '../config.js';
import { OwnCredentials } from '../upstreams/own-credentials.js';
import { upstreams, type Upstream } from '../upstreams/upstreams.js';
import type { Word } from './system-rule.js';

const TIMEOUT_MS = 2_000;

/** Asks every service how its invariants stand, as an operator. */
@Injectable()
export class ServiceWords {
  constructor(
    private readonly settings: GatewaySettings,
    private readonly credentials: OwnCredentials,
  ) {}

  /** By the services' names. Never rejects: who does not answer is silent, with the reason. */
  async ask(): Promise<ReadonlyMap<string, Word>> {
    const words = await Promise.all(upstreams.map((upstream) => this.wordOf(upstream)));
    return new Map(words.map((word) => [word.service, word]));
  }

  private async wordOf(upstream: Upstream): Promise<Word> {
    const service = upstream.name;
    try {
      const response = await fetch(`${this.settings.urlOf(upstream)}/invariants`, {
        headers: await this.credentials.headers(),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const body: unknown = await response.json();
      if (!response.ok) return { service, silence: `it answers ${response.status}: ${detailOf(body)}` };
      return isInvariants(body) ? { ...body, service } : { service, silence: 'its answer is not understood' };
    } catch (error) {
      return { service, silence: reasonOf(error) };
    }
  }
}

const isInvariants = (body: unknown): body is InvariantsView =>
  typeof body === 'object' && body !== null && 'invariants' in body && Array.isArray(body.invariants);

const detailOf = (body: unknown): string => (body as Partial<ProblemDetails> | null)?.detail ?? 'without a reason';

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${TIMEOUT_MS} ms`;
  return error.cause instanceof Error ? error.cause.message : error.message;
}
