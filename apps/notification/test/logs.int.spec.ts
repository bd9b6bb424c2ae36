import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contractOf } from '@orderflow/contracts';
import { CapturedLogs } from '@orderflow/service/testing';
import { eventually } from '@orderflow/testing';
import { v7 as uuid } from 'uuid';
import { orderOf } from './fixtures/events.js';
import { SmtpSink } from './fixtures/smtp-sink.js';
import { startTestBed, type TestBed } from './fixtures/test-bed.js';

const TOKEN = 'a-token-that-nobody-may-read';
const CONTENT = 'a content that nobody may read';

/** The service that knows the most of customers: their addresses, and what they are told. */
describe('the logs of notification', () => {
  const sink = new SmtpSink();
  const [requestId, badId] = [uuid(), uuid()];
  const refused = orderOf('REFUSED');
  let bed: TestBed;
  let logs: CapturedLogs;
  beforeAll(async () => {
    await sink.start();
    bed = await startTestBed({ SMTP_URL: sink.url });
    logs = CapturedLogs.from('notification');
    const told = orderOf('CUST-7');
    await bed.kafka.publish(refused.created, told.created, told.confirmed(200_000));
    await publishBad(told.created);
    await eventually(
      async () => (await bed.told('customerId=CUST-7')).filter(({ state }) => state !== 'PENDING').length === 3,
    );
    await eventually(async () => (await bed.told('customerId=REFUSED')).some(({ state }) => state === 'FAILED'));
    await eventually(async () => (await bed.database.query('SELECT FROM parked_event')).length === 1);
    await failingRequest();
    await bed.close();
  }, 60_000);
  afterAll(async () => {
    logs.stop();
    await sink.stop();
  });

  /** Data that violate their contract. */
  const publishBad = (event: object) => {
    const { topic, type, version } = contractOf(event);
    const headers = { ce_id: badId, ce_source: '/test', ce_type: type, ce_dataschemaversion: String(version) };
    return bed.kafka.send(topic, { key: uuid(), value: JSON.stringify({ orderId: CONTENT }), headers });
  };
  const failingRequest = async () => {
    await bed.database.query('ALTER TABLE notification RENAME TO lost');
    const headers = { 'x-request-id': requestId, authorization: `Bearer ${TOKEN}` };
    const { status } = await bed.get('/notifications?customerId=CUST-7', headers);
    expect(status).toBe(500);
  };

  it('are JSON, a line each, with time, level and service', () => {
    expect(logs.lines.length).toBeGreaterThan(1);
    for (const { time, level, service, msg } of logs.lines) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
      expect({ level, service, msg }).toEqual({
        level: expect.any(Number),
        service: 'notification',
        msg: expect.any(String),
      });
    }
    expect(logs.texts.every((text) => text.endsWith('\n') && text.indexOf('\n') === text.length - 1)).toBe(true);
  });

  it('name the order, the event and the request that a line is about', () => {
    expect(logs.lines).toContainEqual(
      expect.objectContaining({
        level: 40,
        eventId: badId,
        msg: 'ORDER_CREATED of order-events is a dead letter: CONTRACT_VIOLATION',
      }),
    );
    expect(logs.lines).toContainEqual(
      expect.objectContaining({ orderId: refused.orderId, msg: expect.stringMatching(/is FAILED .* EENVELOPE 550$/) }),
    );
    expect(logs.lines).toContainEqual(
      expect.objectContaining({ level: 50, requestId, msg: 'GET /notifications failed', err: expect.anything() }),
    );
  });

  it('hold no mail address, nothing of what a customer is told, no content of an event, no token', () => {
    const all = logs.texts.join('');
    expect(all).not.toMatch(/[\w.+-]+@[\w-]+\.\w/);
    expect(all).not.toMatch(/Your order/);
    expect(all).not.toContain(CONTENT);
    expect(all).not.toContain(TOKEN);
    expect(all).not.toContain('CUST-7');
  });
});
