import { describe, expect, it } from '@jest/globals';
import { OrderCreated } from '../order/order-created.js';
import { jsonSchemaOf } from './json-schema.js';

describe('jsonSchemaOf', () => {
  it('writes nested and inherited fields in place', () => {
    expect(jsonSchemaOf(OrderCreated)).toMatchObject({
      required: ['orderId', 'customerId', 'items'],
      properties: {
        items: {
          type: 'array',
          maxItems: 100,
          items: {
            required: ['itemId', 'quantity'],
            properties: { itemId: { type: 'string' }, quantity: { maximum: 10_000 }, unitPrice: { type: 'integer' } },
          },
        },
      },
    });
  });
});
