import { describe, expect, it } from '@jest/globals';
import { eventOf, OrderCreated } from '@orderflow/contracts';
import { HTTP, Kafka, type CloudEvent, type KafkaMessage } from 'cloudevents';
import { attributesOf, causeFrom, toOutgoing } from './cloud-event.js';
import { ContractViolation } from './contract-validator.js';

const orderId = '0198f0c4-7f5e-7000-8000-000000000001';
const created = eventOf(OrderCreated, { orderId, customerId: 'C-1', items: [{ itemId: 'A', quantity: 1 }] });

describe('toOutgoing', () => {
  it("makes a message that the CloudEvents project's own SDK reads as a valid event", () => {
    const { key, value, headers } = toOutgoing(created, '/order-api', () => ({
      causationId: 'cause',
      correlationId: 'all',
    }));
    const message = {
      key: key!.toString(),
      value,
      headers,
      body: value!.toString(),
      timestamp: '',
    } as unknown as KafkaMessage;
    const event = Kafka.toEvent(message) as CloudEvent<OrderCreated>;
    expect(event.validate()).toBe(true);
    expect(event).toMatchObject({
      specversion: '1.0',
      id: headers.ce_id,
      source: '/order-api',
      type: 'ORDER_CREATED',
      time: headers.ce_time,
      subject: orderId,
      dataschemaversion: '1',
      datacontenttype: 'application/json',
      data: { ...created },
    });
    expect(HTTP.isEvent(message as never)).toBe(false); // Kafka's binary mode, not HTTP's
  });

  it("has the key of the event's contract and the topic of its class", () => {
    expect(toOutgoing(created, '/order-api')).toMatchObject({ topic: 'order-events', key: Buffer.from(orderId) });
  });

  it('begins a correlation of its own when nothing caused it', () => {
    const { headers } = toOutgoing(created, '/order-api');
    expect(headers.correlationid).toBe(headers.ce_id);
    expect(headers).not.toHaveProperty('causationid');
    expect(headers).not.toHaveProperty('traceparent');
  });

  it('refuses to publish what violates its contract', () => {
    expect(() => toOutgoing({ ...created, constructor: OrderCreated, items: [] }, '/order-api')).toThrow(
      ContractViolation,
    );
  });

  it('refuses an object that is no event', () => {
    expect(() => toOutgoing({ orderId }, '/order-api')).toThrow(TypeError);
  });
});

describe('attributesOf', () => {
  it.each([
    ['an empty id', { ce_id: '' }],
    ['an id of 256 characters', { ce_id: 'x'.repeat(256) }],
    ['an id with U+0000', { ce_id: 'a\0b' }],
  ])('takes %s for none: the inbox could not hold it', (_, headers) => {
    expect(attributesOf(headers).id).toBeUndefined();
  });

  it('reads what is there, and version 1 where none is said', () => {
    const headers = { ce_id: Buffer.from('1'), ce_type: Buffer.from('T'), ce_source: Buffer.from('/s') };
    expect(attributesOf(headers)).toEqual({ id: '1', type: 'T', source: '/s', version: 1 });
    expect(attributesOf({ ...headers, ce_dataschemaversion: Buffer.from('2') }).version).toBe(2);
  });
});

describe('causeFrom', () => {
  it('hands the correlation on and names the event as the cause', () => {
    const headers = { ce_id: Buffer.from('1'), correlationid: Buffer.from('0'), traceparent: Buffer.from('00-a-b-01') };
    expect(causeFrom(headers)).toEqual({ causationId: '1', correlationId: '0', traceparent: '00-a-b-01' });
  });

  it('begins a correlation with an event that has none', () => {
    expect(causeFrom({ ce_id: '1' }).correlationId).toBe('1');
  });
});
