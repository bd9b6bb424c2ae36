import { Injectable } from '@nestjs/common';
import { KafkaTransport, Relay } from '@orderflow/messaging';
import { Metrics } from './metrics.js';

/** Whether this process takes part: in its consumer group, and in publishing the outbox. */
@Injectable()
export class StandingMetrics {
  constructor(metrics: Metrics, transport: KafkaTransport, relay: Relay) {
    const joined = metrics.gauge({
      name: 'orderflow_consumer_joined',
      help: 'Whether this process is a member of its consumer group and hears from Kafka',
    });
    const leading = metrics.gauge({
      name: 'orderflow_relay_leading',
      help: 'Whether this process is the one that publishes the outbox',
    });
    metrics.beforeScrape(() => {
      joined.set(transport.state === 'joined' ? 1 : 0);
      leading.set(relay.leading ? 1 : 0);
    });
  }
}
