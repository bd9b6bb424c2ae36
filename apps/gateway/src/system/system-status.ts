import { Injectable } from '@nestjs/common';
import { GatewaySettings } from '../config.js';
import { OwnCredentials } from '../upstreams/own-credentials.js';
import { upstreams, type Upstream } from '../upstreams/upstreams.js';
import { ConsumerLag, type LagReport } from './consumer-lag.js';
import { askHealth } from './service-health.js';
import type { ServiceStatusView, SystemView } from './system.view.js';

/** Whoever asks within this time gets the same look; below the second at which the live stream asks. */
const FRESH_MS = 900;

/** How every service and Kafka are. Looks only when it is asked, once for all who ask. */
@Injectable()
export class SystemStatus {
  private readonly since = new Map<string, Pick<ServiceStatusView, 'status' | 'since'>>();
  private looking?: Promise<SystemView>;
  private last?: { readonly at: number; readonly view: SystemView };

  constructor(
    private readonly settings: GatewaySettings,
    private readonly lag: ConsumerLag,
    private readonly credentials: OwnCredentials,
  ) {}

  /** Never rejects: what is not known is null. */
  async view(): Promise<SystemView> {
    if (this.last && performance.now() - this.last.at < FRESH_MS) return this.last.view;
    return (this.looking ??= this.look().finally(() => (this.looking = undefined)));
  }

  private async look(): Promise<SystemView> {
    const report = this.lag.report();
    const services = await Promise.all(upstreams.map((upstream) => this.statusOf(upstream, report)));
    const view = { at: new Date().toISOString(), services, kafka: (await report).kafka };
    this.last = { at: performance.now(), view };
    return view;
  }

  private async statusOf(upstream: Upstream, report: Promise<LagReport>): Promise<ServiceStatusView> {
    const { name, title } = upstream;
    const { status, reason, outbox, parked } = await askHealth(
      this.settings.urlOf(upstream),
      await this.credentials.headers(),
    );
    const before = this.since.get(name);
    const since = before?.status === status ? before.since : new Date().toISOString();
    this.since.set(name, { status, since });
    return { name, title, status, since, reason, lag: (await report).lag.get(name) ?? null, outbox, parked };
  }
}
