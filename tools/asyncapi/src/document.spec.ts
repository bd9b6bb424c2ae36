import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type AsyncAPIDocumentInterface, type Diagnostic, Parser } from '@asyncapi/parser';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { ASYNCAPI_FILE } from './asyncapi-file.js';
import { asyncApiDocument } from './document.js';

const text = readFileSync(ASYNCAPI_FILE, 'utf8');
const document = asyncApiDocument();

it('the committed document is the generated one', () => {
  const command = 'After a change of contracts or handlers: npm run contracts:asyncapi';
  expect({ command, document: parse(text) as unknown }).toEqual({ command, document });
});

describe('the committed document', () => {
  let parsed: AsyncAPIDocumentInterface;
  let diagnostics: Diagnostic[];
  beforeAll(async () => {
    const result = await new Parser().parse(text);
    parsed = result.document!;
    diagnostics = result.diagnostics;
  });

  it('is valid AsyncAPI without a remark of the official parser', () => {
    expect(diagnostics.map(({ code, message, path }) => ({ code, message, path: path.join('.') }))).toEqual([]);
  });

  it('says who sends and who receives an event', () => {
    const operationsWith = (id: string) =>
      parsed
        .operations()
        .filter((operation) =>
          operation
            .messages()
            .all()
            .some((message) => message.id() === id),
        )
        .map((operation) => operation.id());
    // A new consumer may receive it too.
    expect(operationsWith('INVENTORY_RELEASED.v1')).toEqual(
      expect.arrayContaining([
        'analytics.receive.inventory-events',
        'inventory.send.inventory-events',
        'order-api.receive.inventory-events',
      ]),
    );
    expect(operationsWith('ORDER_CREATED.v1')).toEqual(
      expect.arrayContaining([
        'analytics.receive.order-events',
        'inventory.receive.order-events',
        'notification.receive.order-events',
        'order-api.send.order-events',
      ]),
    );
  });

  it.each(Object.entries(document.components.messages))('has an example of %s that fulfils it', (_name, message) => {
    const ajv = addFormats.default(new Ajv({ strict: true }));
    for (const { headers, payload } of message.examples) {
      expect([ajv.validate(message.headers, headers), ajv.errors]).toEqual([true, null]);
      expect([ajv.validate(message.payload, payload), ajv.errors]).toEqual([true, null]);
      expect(ajv.validate(message.bindings.kafka.key!, headers.ce_subject)).toBe(true);
    }
  });
});
