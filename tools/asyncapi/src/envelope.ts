import type { EventClass } from '@orderflow/contracts';
import { eventAccess } from '@orderflow/platform';

const uuid = { type: 'string', format: 'uuid' };
const exampleId = '0199f6a0-3c1e-7d8a-b5a3-0f6f3c1d2e4b';

/**
 * The headers of an event, as a schema and as an example: CloudEvents 1.0 in Kafka's binary content mode
 * (cloudevents/spec, bindings/kafka-protocol-binding.md), the version of the data's shape, and what it was caused by.
 */
export function envelopeOf({ type, version, topic }: EventClass, key: string) {
  const source = `/${writerOf(topic)}`;
  const properties = {
    ce_specversion: { type: 'string', const: '1.0' },
    ce_id: { ...uuid, description: 'Version 7. With ce_source it names the event: who has seen it is done with it.' },
    ce_source: { type: 'string', const: source, description: 'The service that publishes it.' },
    ce_type: { type: 'string', const: type },
    ce_time: { type: 'string', format: 'date-time', description: 'When it was published.' },
    ce_subject: { type: 'string', description: 'The same as the key.' },
    ce_dataschemaversion: { type: 'string', const: String(version), description: 'Of the shape of the data.' },
    'content-type': { type: 'string', const: 'application/json' },
    correlationid: { type: 'string', description: 'The same for all that follows from one request.' },
    causationid: { type: 'string', description: 'The ce_id of the event that caused it; none for a request.' },
    traceparent: { type: 'string', description: 'W3C Trace Context; there when the request is traced.' },
  };
  const optional = ['causationid', 'traceparent'];
  return {
    headers: {
      type: 'object',
      properties,
      required: Object.keys(properties).filter((name) => !optional.includes(name)),
    },
    headersExample: {
      ce_specversion: '1.0',
      ce_id: exampleId,
      ce_source: source,
      ce_type: type,
      ce_time: '2026-01-31T12:00:00.000Z',
      ce_subject: key,
      ce_dataschemaversion: String(version),
      'content-type': 'application/json',
      correlationid: exampleId,
    },
  };
}

const writerOf = (topic: string) =>
  Object.entries(eventAccess).find(([, { writes }]) => writes.some((one) => one === topic))![0];
