/** Kafka is away, or does not answer in time; nothing was read. */
export class KafkaUnavailable extends Error {
  override readonly name = 'KafkaUnavailable';
}

export class UnknownTopic extends Error {
  override readonly name = 'UnknownTopic';

  constructor(readonly topic: string) {
    super(`There is no topic ${topic}`);
  }
}

export class UnknownPartition extends Error {
  override readonly name = 'UnknownPartition';

  /** `count`: how many the topic has, from 0 on. */
  constructor(
    readonly topic: string,
    readonly partition: number,
    readonly count: number,
  ) {
    super(`${topic} has no partition ${partition}`);
  }
}
