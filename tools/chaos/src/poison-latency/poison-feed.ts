import { catalogue, Topic } from '@orderflow/contracts';
import type { Producer } from 'kafkajs';
import { poisonOf } from '../faults/poison.js';

/** An order leaves two messages on its own topic and one on each of the others: so does its poison. */
const TOPICS = [Topic.OrderEvents, Topic.InventoryEvents, Topic.OrderEvents, Topic.TransactionEvents];

/** Messages that nobody can handle: all kinds of the poison fault in turn, on all topics. */
export class PoisonFeed {
  private sent = 0;

  constructor(private readonly producer: Producer) {}

  async sendNext(): Promise<void> {
    const topic = TOPICS[this.sent % TOPICS.length]!;
    const kinds = poisonOf(catalogue.find((event) => event.topic === topic)!.type);
    const message = kinds[this.sent % kinds.length]!;
    this.sent += 1;
    await this.producer.send({ topic, messages: [message] });
  }
}
