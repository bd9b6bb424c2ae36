import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Topic } from '@orderflow/contracts';
import { documentedMetrics, promtoolSays, quickChecks, Scrape, ServiceBed } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { AppModule } from '../src/app.module.js';
import { TransactionSettings } from '../src/config.js';
import { PAYMENT_PROVIDER, type ImmediateProvider } from '../src/payments/provider/payment-provider.js';
import { cancelled, reserved } from './fixtures/events.js';

const ORDERS = 40;
/** What one of them costs, two laptops. */
const PRICE = 1_999.98;
const LUCKLESS = 'CUST-LUCKLESS';
const UNWANTED = 'CUST-UNWANTED';
const topic = Topic.InventoryEvents;

/** A third party that fails for one customer, until it is mended. */
class LapsingProvider implements ImmediateProvider {
  readonly kind = 'immediate';
  mended = false;

  charge({ customerId }: { readonly customerId: string }): { readonly kind: 'approved' } {
    if (customerId === LUCKLESS && !this.mended) throw new Error('The line is cut');
    return { kind: 'approved' };
  }

  refund(): void {
    // No money moves.
  }
}

describe('the metrics of transaction', () => {
  const provider = new LapsingProvider();
  let bed: ServiceBed;
  beforeAll(async () => {
    bed = await ServiceBed.start({
      name: 'transaction',
      module: AppModule,
      settings: TransactionSettings,
      environment: { RETRY_INITIAL_WAIT: '10ms', RETRY_MAX_WAIT: '50ms', RETRY_ATTEMPTS: '1000' },
      overrides: [quickChecks, [PAYMENT_PROVIDER, provider]],
    });
  }, 60_000);
  afterAll(() => bed.close(), 30_000);

  const scrape = () => Scrape.of(bed.first);
  /** A scrape in which a metric has the value. */
  const until = (name: string, labels: Record<string, string>, expected: number) =>
    eventually(async () => {
      const now = await scrape();
      const value = now.value(name, labels);
      if (value === undefined || Math.abs(value - expected) > 0.001) throw new Error(`${name} is ${value}`);
      return now;
    });

  it('are those of docs/metrics.md, and as Prometheus wants them', async () => {
    const { names, text } = await scrape();
    expect(names).toEqual(documentedMetrics('transaction'));
    expect(promtoolSays(text)).toBe('');
  });

  it('count what fails, and what is tried again', async () => {
    await bed.kafka.publish(reserved(uuid(), { customerId: LUCKLESS }));
    await until('orderflow_consumer_events_total', { topic, fate: 'parked' }, 1);
    await until('orderflow_parked_events', { state: 'retrying' }, 1);
    const failing = await scrape();
    expect(failing.value('orderflow_handler_duration_seconds_count', { topic, outcome: 'failed' })).toBeGreaterThan(0);
    expect(failing.value('orderflow_charged_amount_total')).toBe(0);

    provider.mended = true;
    await until('orderflow_retries_total', { topic, outcome: 'handled' }, 1);
    await until('orderflow_charged_amount_total', { currency: 'USD' }, PRICE);
    await until('orderflow_parked_events', { state: 'retrying' }, 0);
  });

  it('count each charge once, though its batch is rolled back at first', async () => {
    await refuseAtCommit(bed, UNWANTED);
    const others = Array.from({ length: ORDERS }, () => reserved(uuid()));
    await bed.kafka.publishMany([...others, reserved(uuid(), { customerId: UNWANTED })]);
    await until('orderflow_consumer_events_total', { topic, fate: 'parked' }, 2);
    await until('orderflow_consumer_events_total', { topic, fate: 'handled' }, ORDERS);
    await until('orderflow_charged_amount_total', { currency: 'USD' }, (1 + ORDERS) * PRICE);
  });

  it('count what customers get back', async () => {
    const orderId = uuid();
    await bed.kafka.publish(reserved(orderId));
    await until('orderflow_charged_amount_total', {}, (1 + ORDERS + 1) * PRICE);
    await bed.kafka.publish(cancelled(orderId));
    await until('orderflow_refunded_amount_total', { currency: 'USD' }, PRICE);
  });

  it('tell which invariants hold', async () => {
    const holding = await until('orderflow_invariant_violated', { invariant: 'totals-add-up' }, 0);
    expect(holding.labelValues('orderflow_invariant_violated', 'invariant')).toContain('totals-add-up');
    await bed.database.query(`UPDATE transaction SET total = total + 1 WHERE customer_id = '${LUCKLESS}'`);
    await until('orderflow_invariant_violated', { invariant: 'totals-add-up' }, 1);
  }, 30_000);
});

/** Lets every COMMIT fail that has changed a transaction of this customer: the batch is halved until its order is alone. */
async function refuseAtCommit({ database }: ServiceBed, customerId: string): Promise<void> {
  await database.query(`
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`);
  await database.query(`
    CREATE CONSTRAINT TRIGGER refused AFTER UPDATE ON transaction DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.customer_id = '${customerId}') EXECUTE FUNCTION refuse()`);
}
