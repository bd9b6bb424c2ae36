import { get } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { PartHealth } from '@orderflow/service';
import { GatewaySettings } from '../config.js';
import { upstreams } from './upstreams.js';

const TIMEOUT_MS = 1_000;

/** Asks every service whether it is ready. One that is not degrades the gateway, whose other routes go on. */
@Injectable()
export class UpstreamHealth {
  constructor(private readonly settings: GatewaySettings) {}

  async check(): Promise<Record<string, PartHealth>> {
    const checks = upstreams.map(async (upstream) => {
      const part = await readinessOf(`${this.settings.urlOf(upstream)}/health/ready`);
      return [upstream.name, part] as const;
    });
    return Object.fromEntries(await Promise.all(checks));
  }
}

function readinessOf(url: string): Promise<PartHealth> {
  return new Promise((resolve) => {
    const request = get(url, { signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      response.resume();
      const { statusCode } = response;
      resolve(statusCode === 200 ? { state: 'up' } : { state: 'degraded', reason: `${url} answers ${statusCode}` });
    });
    request.on('error', ({ name, message }) => {
      const reason = name === 'TimeoutError' || name === 'AbortError' ? `no answer within ${TIMEOUT_MS} ms` : message;
      resolve({ state: 'degraded', reason });
    });
  });
}
