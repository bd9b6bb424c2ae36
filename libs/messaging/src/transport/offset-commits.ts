import type { Logger } from '@nestjs/common';
import type { EachBatchPayload } from 'kafkajs';

const INTERVAL_MS = 1_000;

/** Tells Kafka what is resolved, off the critical path; a failure means a replay, which the inbox covers. */
export class OffsetCommits {
  /** Any payload reaches the live group: its functions close over kafkajs' runner, not over its batch. */
  group?: Pick<EachBatchPayload, 'uncommittedOffsets' | 'commitOffsetsIfNecessary'>;
  private timer?: NodeJS.Timeout;

  constructor(private readonly logger: Logger) {}

  start(): void {
    this.timer = setInterval(() => void this.commit(), INTERVAL_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Never rejects. */
  async commit(): Promise<void> {
    const offsets = this.group?.uncommittedOffsets(); // of partitions that this member owns now
    if (!offsets?.topics.length) return;
    // Without an argument kafkajs commits only when one of its own intervals is set.
    await this.group!.commitOffsetsIfNecessary(offsets).catch((error: Error) => {
      this.logger.debug(`offsets are committed later: ${error.message}`);
    });
  }
}
