import { catalogue, type EventClass, jsonSchemaOf } from '@orderflow/contracts';
import { topics } from '@orderflow/platform';
import { envelopeOf } from './envelope.js';
import { exampleOf, summaryOf } from './contract-files.js';
import { byTopic, type ServiceEvents, services } from './services.js';

/** Of all bindings: https://github.com/asyncapi/bindings/tree/master/kafka */
const KAFKA_BINDING = '0.5.0';

const nameOf = ({ type, version }: EventClass) => `${type}.v${version}`;
const ref = (...path: string[]) => ({ $ref: `#/${path.join('/')}` });

/**
 * The AsyncAPI 3 document of the whole system, as data: its channels are the topics, its messages the contracts, its
 * operations what each service sends and receives.
 */
export function asyncApiDocument() {
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Orderflow events',
      version: '1.0.0',
      description: DESCRIPTION,
      license: { name: 'MIT' },
      tags: services.map(({ name, title }) => ({ name, description: title })),
    },
    defaultContentType: 'application/json',
    servers: {
      local: {
        host: '127.0.0.1:9092',
        protocol: 'kafka',
        description: 'Kafka of `npm start`; elsewhere the setting KAFKA_BROKERS.',
      },
    },
    channels: Object.fromEntries(byTopic(catalogue).map(([topic, events]) => [topic, channel(topic, events)])),
    operations: Object.fromEntries(services.flatMap(operations)),
    components: { messages: Object.fromEntries(catalogue.map((event) => [nameOf(event), message(event)])) },
  };
}

const DESCRIPTION = `The facts that the services of Orderflow tell each other through Kafka.

* Events are CloudEvents 1.0 in Kafka's binary content mode: attributes in headers, data as JSON in the value.
* Delivery is at least once: a consumer goes by \`ce_id\` with \`ce_source\`, and takes an event it has seen for done.
* The key is the order id. Events of one key are in order within a topic; between topics there is no order.
* A version of an event gains optional fields at most; a consumer ignores fields that it does not know.
* Amounts are whole cents.`;

function channel(topic: string, events: readonly EventClass[]) {
  const { numPartitions, configEntries = [] } = topics.find((one) => one.topic === topic)!;
  const config = Object.fromEntries(configEntries.map(({ name, value }) => [name, Number(value)]));
  return {
    address: topic,
    title: topic,
    description: `Key: the order id. Setting KAFKA_NAMESPACE, if any, goes before the name.`,
    messages: Object.fromEntries(events.map((event) => [nameOf(event), ref('components', 'messages', nameOf(event))])),
    bindings: {
      kafka: {
        topic,
        partitions: numPartitions,
        topicConfiguration: { 'retention.ms': config['retention.ms'] },
        bindingVersion: KAFKA_BINDING,
      },
    },
  };
}

/** One operation a service, direction and topic. */
function operations(service: ServiceEvents): [id: string, operation: object][] {
  const one = (action: 'send' | 'receive', topic: string, events: readonly EventClass[]): [string, object] => [
    `${service.name}.${action}.${topic}`,
    {
      action,
      title: `${service.title} ${action === 'send' ? 'publishes' : 'handles'} ${topic}`,
      channel: ref('channels', topic),
      messages: events.map((event) => ref('channels', topic, 'messages', nameOf(event))),
      tags: [{ name: service.name }],
      bindings: { kafka: { ...identityOf(service, action), bindingVersion: KAFKA_BINDING } },
    },
  ];
  return [
    ...byTopic(service.sends).map(([topic, events]) => one('send', topic, events)),
    ...byTopic(service.receives).map(([topic, events]) => one('receive', topic, events)),
  ];
}

function identityOf({ name }: ServiceEvents, action: 'send' | 'receive') {
  const id = { type: 'string', enum: [name] };
  return action === 'send' ? { clientId: id } : { clientId: id, groupId: id };
}

function message(event: EventClass) {
  const { $schema: _dialect, $id: _id, ...payload } = jsonSchemaOf(event);
  const example = exampleOf(event);
  const { headers, headersExample } = envelopeOf(event, String(example[event.key]));
  const { [event.key]: key } = payload.properties as Record<string, object>;
  return {
    name: event.type,
    title: event.type,
    summary: summaryOf(event),
    headers,
    payload,
    correlationId: { location: '$message.header#/correlationid' },
    bindings: { kafka: { key, bindingVersion: KAFKA_BINDING } },
    examples: [{ name: 'example', summary: 'With every field', headers: headersExample, payload: example }],
  };
}
