import type { KafkaMessage } from 'kafkajs';
import type { PartitionSource } from './partition-source.js';

/** A partition while it is read message by message, in one direction. */
export abstract class PartitionCursor {
  /** The next one last. */
  protected ready: KafkaMessage[] = [];

  constructor(
    protected readonly source: PartitionSource,
    protected at: number,
  ) {}

  get partition(): number {
    return this.source.range.partition;
  }

  /** Where to go on: forwards at this offset, backwards below it. */
  get position(): number {
    return this.at;
  }

  /** The message that `take` answers; undefined when there is none, or it is not fetched yet. */
  get next(): KafkaMessage | undefined {
    return this.ready.at(-1);
  }

  get isAtEnd(): boolean {
    return this.ready.length === 0 && this.at === this.limit;
  }

  take(): KafkaMessage {
    const message = this.ready.pop()!;
    this.at = this.positionAfter(message);
    return message;
  }

  /** Fetches more, once it has nothing ready; there may be gaps, so that even then it may have nothing. */
  abstract refill(): Promise<void>;
  /** Where it ends. */
  protected abstract get limit(): number;
  protected abstract positionAfter(message: KafkaMessage): number;
}

export class ForwardCursor extends PartitionCursor {
  protected override get limit(): number {
    return this.source.range.end;
  }

  override async refill(): Promise<void> {
    const { messages, next } = await this.source.fetch(this.at);
    this.ready = messages.toReversed();
    if (messages.length === 0) this.at = Math.min(next, this.limit);
  }

  protected override positionAfter({ offset }: KafkaMessage): number {
    return Number(offset) + 1;
  }
}

const [FIRST_WINDOW, LARGEST_WINDOW] = [32, 1_024];
const WINDOW_BYTES = 4 * 1024 * 1024;

/** Kafka reads forwards only: this fetches a window of offsets, and then the one before it, twice as large. */
export class BackwardCursor extends PartitionCursor {
  private window = FIRST_WINDOW;

  protected override get limit(): number {
    return this.source.range.begin;
  }

  override async refill(): Promise<void> {
    const from = Math.max(this.limit, this.at - this.window);
    const kept: KafkaMessage[] = [];
    let bytes = 0;
    let cut = false;
    for (let offset = from; offset < this.at;) {
      const { messages, next } = await this.source.fetch(offset);
      for (const message of messages) {
        if (Number(message.offset) >= this.at) break;
        kept.push(message);
        bytes += sizeOf(message);
        for (; bytes > WINDOW_BYTES && kept.length > 1; cut = true) bytes -= sizeOf(kept.shift()!);
      }
      offset = next;
    }
    this.ready = kept;
    // What was cut is fetched again, in a window that fits.
    this.window = cut ? kept.length : Math.min(this.window * 2, LARGEST_WINDOW);
    if (kept.length === 0) this.at = from;
  }

  protected override positionAfter({ offset }: KafkaMessage): number {
    return Number(offset);
  }
}

/** The bytes of a message's key and value. */
export const sizeOf = ({ key, value }: KafkaMessage): number => (key?.length ?? 0) + (value?.length ?? 0);
