import { describe, expect, it } from '@jest/globals';
import { OrderCancelled, OrderCreated } from '@orderflow/contracts';
import type { Handler } from './handler.js';
import { readMessage, type Message } from './incoming.js';

const handler = (...events: Handler['events']): Handler => ({
  topic: 'order-events',
  name: 'reserve',
  events,
  batch: true,
  call: () => Promise.resolve(),
});
const reserve = handler(OrderCreated);
const data = {
  orderId: '0198f0c4-7f5e-7000-8000-000000000001',
  customerId: 'C-1',
  items: [{ itemId: 'A', quantity: 1 }],
};
const headers = { ce_id: '1', ce_source: '/order-api', ce_type: 'ORDER_CREATED', ce_dataschemaversion: '1' };
const message = (changes: Partial<Message> = {}): Message => ({
  topic: 'order-events',
  partition: 3,
  offset: '7',
  key: Buffer.from('k'),
  value: Buffer.from(JSON.stringify(data)),
  headers,
  timestamp: '0',
  ...changes,
});
const lane = Buffer.from('k').toString('hex');

describe('readMessage', () => {
  it('reads an event as an instance of its class, with the handlers that want it', () => {
    const incoming = readMessage(message(), [handler(OrderCancelled), reserve, handler(OrderCancelled, OrderCreated)]);
    expect(incoming).toMatchObject({ id: '1', source: '/order-api', type: 'ORDER_CREATED', lane });
    expect(incoming.dead).toBeUndefined();
    expect(incoming.event).toBeInstanceOf(OrderCreated);
    expect(incoming.event).toEqual(data);
    expect(incoming.handlers).toHaveLength(2);
  });

  it.each([
    ['no type', message({ headers: { ce_id: '1' } }), 'NO_TYPE_OR_ID', null],
    ['no id', message({ headers: { ce_type: 'ORDER_CREATED' } }), 'NO_TYPE_OR_ID', null],
    ['no headers at all', message({ headers: undefined }), 'NO_TYPE_OR_ID', null],
    ['null headers', message({ headers: { ce_id: null, ce_type: null } }), 'NO_TYPE_OR_ID', null],
    ['no JSON', message({ value: Buffer.from('{') }), 'NOT_JSON', null],
    ['bytes that are no UTF-8', message({ value: Buffer.from([0x22, 0xff, 0x22]) }), 'NOT_JSON', null],
    ['a tombstone', message({ value: null }), 'TOMBSTONE', null],
    ['data that violate the contract', message({ value: Buffer.from('{}') }), 'CONTRACT_VIOLATION', lane],
    ['a numeric-looking text', message({ value: Buffer.from('17') }), 'CONTRACT_VIOLATION', lane],
    ['an unknown version', message({ headers: { ...headers, ce_dataschemaversion: '9' } }), 'UNKNOWN_VERSION', lane],
    [
      'a version that is none',
      message({ headers: { ...headers, ce_dataschemaversion: 'x' } }),
      'UNKNOWN_VERSION',
      lane,
    ],
  ])('is dead: %s', (_, given, code, expectedLane) => {
    const incoming = readMessage(given, [reserve]);
    expect(incoming.dead?.code).toBe(code);
    expect(incoming.lane).toBe(expectedLane);
    expect(incoming.handlers).toEqual([]);
    expect(incoming.message).toBe(given);
  });

  it('skips a type that nobody here handles, whatever its data are', () => {
    const incoming = readMessage(message({ value: Buffer.from('{') }), [handler(OrderCancelled)]);
    expect(incoming).toMatchObject({ handlers: [], lane });
    expect(incoming.dead).toBeUndefined();
  });

  it('takes its place in Kafka for the id of a message without one', () => {
    expect(readMessage(message({ headers: {} }), [])).toMatchObject({ source: '', id: 'order-events:3:7' });
  });

  it('gives a message without a key no lane', () => {
    expect(readMessage(message({ key: null }), [reserve]).lane).toBeNull();
  });

  it('tells keys apart that differ in bytes that are no text', () => {
    const lanes = [0xfe, 0xff].map((byte) => readMessage(message({ key: Buffer.from([byte]) }), [reserve]).lane);
    expect(new Set(lanes).size).toBe(2);
  });

  it('keeps a field named __proto__ from becoming the prototype', () => {
    const value = Buffer.from(JSON.stringify(data).replace('{', '{"__proto__":{"polluted":true},'));
    const { event } = readMessage(message({ value }), [reserve]);
    expect(event).toBeInstanceOf(OrderCreated);
    expect((event as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
