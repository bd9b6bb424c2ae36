import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@orderflow/testing';
import { DeliveryRepository } from '../src/deliveries/delivery.repository.js';
import type { NotificationView } from '../src/notifications/notification.dto.js';
import { orderOf } from './fixtures/events.js';
import { SmtpSink } from './fixtures/smtp-sink.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

jest.setTimeout(60_000);

describe('email by SMTP', () => {
  const sink = new SmtpSink();
  let bed: TestBed;
  beforeAll(async () => {
    await sink.start();
    bed = await startTestBed({ SMTP_URL: sink.url, MAIL_FROM: 'Shop <shop@example.org>' });
  });
  beforeEach(() => {
    sink.mails.length = 0;
  });
  afterAll(async () => {
    await bed.close();
    await sink.stop();
  });

  const told = (orderId: string, until: (notification: NotificationView) => boolean) =>
    eventually(async () => (await bed.told(`orderId=${orderId}`)).find(until));

  it('arrives, and its Message-ID is made of the id of its row', async () => {
    const { orderId, confirmed } = orderOf('CUST-7');
    await bed.kafka.publish(confirmed(5_000));
    const { id } = await told(orderId, ({ state }) => state === 'SENT');
    expect(sink.mails).toMatchObject([
      { messageId: `<${id}@notification.orderflow>`, from: 'shop@example.org', to: ['CUST-7@example.com'] },
    ]);
    expect(sink.mails[0]!.source).toContain('Your order of $50.00 has been confirmed!');
    expect(sink.mails[0]!.source).toContain('Subject: Order confirmed');
  });

  it('is sent again under the same Message-ID when the process could not record that it was sent', async () => {
    const settle = jest.spyOn(bed.first.app.get(DeliveryRepository), 'settle');
    settle.mockRejectedValueOnce(new Error('the process is gone'));
    const { orderId, created } = orderOf();
    await bed.kafka.publish(created);
    const { attempts } = await told(orderId, ({ state }) => state === 'SENT');
    settle.mockRestore();
    expect(attempts).toBe(2);
    expect(sink.mails).toHaveLength(2);
    expect(new Set(sink.mails.map(({ messageId }) => messageId)).size).toBe(1);
  });

  it('waits while the server is down, and nothing else does', async () => {
    await sink.stop();
    const { orderId, confirmed } = orderOf();
    await bed.kafka.publish(confirmed(200_000));
    await told(orderId, ({ channel, state }) => channel === 'SMS' && state === 'KEPT');
    const waiting = await told(orderId, ({ channel, attempts }) => channel === 'EMAIL' && attempts >= 2);
    expect(waiting).toMatchObject({ state: 'PENDING', deliveredAt: null, error: expect.stringMatching(/./) });

    await sink.start();
    const sent = await told(orderId, ({ channel, state }) => channel === 'EMAIL' && state === 'SENT');
    expect(sent.error).toBeNull();
    expect(sink.mails).toHaveLength(1);
  });

  it('is given up when the server refuses its recipient for good', async () => {
    const [refused, other] = [orderOf('REFUSED'), orderOf()];
    await bed.kafka.publish(refused.created, other.created);
    const failed = await told(refused.orderId, ({ state }) => state === 'FAILED');
    expect(failed).toMatchObject({
      attempts: 1,
      deliveredAt: null,
      error: expect.stringContaining('no such user'),
    });
    await told(other.orderId, ({ state }) => state === 'SENT');
  });

  it('goes to one recipient, whatever the customer is called', async () => {
    const { orderId, created } = orderOf('a@evil.test, b\r\nBcc: c');
    await bed.kafka.publish(created);
    await told(orderId, ({ state }) => state === 'SENT');
    expect(sink.mails.map(({ to }) => to)).toEqual([['a%40evil.test%2C%20b%0D%0ABcc%3A%20c@example.com']]);
  });
});
