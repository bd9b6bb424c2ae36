import type { Environment, InvariantsView } from '@orderflow/service';
import { FakeService } from './fake-service.js';

/** The services by their names, and the settings that say where they are. */
const SETTINGS = {
  'order-api': 'ORDER_API_URL',
  inventory: 'INVENTORY_URL',
  notification: 'NOTIFICATION_URL',
  analytics: 'ANALYTICS_URL',
  transaction: 'TRANSACTION_URL',
} as const;
type Name = keyof typeof SETTINGS;
export const NAMES = Object.keys(SETTINGS) as Name[];

/** What the services count when nothing is wrong. */
const FIGURES: Partial<Record<Name, Record<string, number>>> = {
  'order-api': { acceptedOrders: 3, confirmedOrders: 2 },
  inventory: { soldUnits: 4 },
  transaction: { processedCents: 500, refundedCents: 100 },
  analytics: { revenueCents: 400, orders: 3, confirmed: 2, units: 4 },
};

/** All services, which tell how their invariants stand. */
export class FakeSystem {
  /** What a service tells in place of what it tells when it is well; undefined: it has trouble. */
  says: Partial<Record<Name, (well: InvariantsView) => InvariantsView | undefined>> = {};

  private constructor(readonly services: ReadonlyMap<Name, FakeService>) {}

  static async start(): Promise<FakeSystem> {
    const started = NAMES.map(async (name) => [name, await FakeService.start()] as const);
    return new FakeSystem(new Map(await Promise.all(started)));
  }

  get urls(): Environment {
    return Object.fromEntries([...this.services].map(([name, { url }]) => [SETTINGS[name], url]));
  }

  /** All are well, and have been asked nothing. */
  reset(): void {
    this.says = {};
    for (const [name, service] of this.services) {
      service.reset();
      service.answer = (_request, response) => {
        const view = (this.says[name] ?? ((same) => same))(well(name));
        if (view) return response.end(JSON.stringify(view));
        return response.writeHead(503).end('{"detail":"The database does not answer"}');
      };
    }
  }

  async stop(): Promise<void> {
    await Promise.all([...this.services.values()].map((service) => service.stop()));
  }
}

/** Its figures are counted at this very moment. */
const well = (service: Name): InvariantsView => ({
  service,
  state: 'holds',
  since: '2026-01-01T00:00:00.000Z',
  invariants: [
    {
      name: 'sound',
      title: `${service} is sound`,
      state: 'holds',
      since: '2026-01-01T00:00:00.000Z',
      checkedAt: '2026-01-01T00:00:01.000Z',
      tookMs: 1,
      violations: [],
      count: 0,
      reason: null,
    },
  ],
  figures: FIGURES[service] ?? {},
  figuresAt: new Date().toISOString(),
  underWay: { outbox: 0, retrying: 0, dead: 0, consumer: null },
});
