import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { documentedMetrics, Scrape } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { orderOf } from './fixtures/events.js';
import { SmtpSink } from './fixtures/smtp-sink.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

describe('the metrics of notification', () => {
  const sink = new SmtpSink();
  let bed: TestBed;
  beforeAll(async () => {
    await sink.start();
    bed = await startTestBed({ SMTP_URL: sink.url });
  }, 60_000);
  afterAll(async () => {
    await bed.close();
    await sink.stop();
  });

  const counted = (channel: string, outcome: string) => async () =>
    (await Scrape.of(bed.first)).value('orderflow_notifications_total', { channel, outcome });

  it('are those of docs/metrics.md', async () => {
    expect((await Scrape.of(bed.first)).names).toEqual(documentedMetrics('notification'));
  });

  it('count what came of each attempt to deliver, by channel', async () => {
    await bed.kafka.publish(orderOf().confirmed(200_000), orderOf('REFUSED').created);
    expect(await eventually(counted('email', 'sent'))).toBe(1);
    expect(await eventually(counted('sms', 'kept'))).toBe(1);
    expect(await eventually(counted('email', 'failed'))).toBe(1);
  });
});
