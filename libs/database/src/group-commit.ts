import { isInfrastructureError } from './errors.js';

export interface GroupCommitOptions<Item, Result> {
  /**
   * Writes the items in one transaction and answers a result for each, in their order. It may be called again with
   * items whose COMMIT answer was lost, so it must be idempotent by ids that the items bring along.
   */
  readonly write: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** The most items of one transaction. */
  readonly maxBatch: number;
  /** The most items that wait; one more is refused with `QueueFull`. */
  readonly maxQueue: number;
}

/** Too many items wait already: try again later. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
  constructor(readonly waiting: number) {
    super(`${waiting} writes are waiting already`);
  }
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

const ATTEMPTS = 4;
const BACKOFF_MS = 50;

/**
 * Many small writes share one transaction and so one flush of the disk: while one transaction commits, the next fills.
 * A lone write waits for nobody. Resolves only after the COMMIT.
 */
export class GroupCommit<Item, Result> {
  private readonly queue: Waiting<Item, Result>[] = [];
  private flushing?: Promise<void>;

  constructor(private readonly options: GroupCommitOptions<Item, Result>) {}

  submit(item: Item): Promise<Result> {
    if (this.queue.length >= this.options.maxQueue) return Promise.reject(new QueueFull(this.queue.length));
    return new Promise((resolve, reject) => {
      this.queue.push({ item, resolve, reject });
      this.flushing ??= this.flush();
    });
  }

  /** Resolves when everything that was submitted is settled. */
  async drain(): Promise<void> {
    await this.flushing;
  }

  private async flush(): Promise<void> {
    await Promise.resolve(); // what is submitted in the same turn travels together
    while (this.queue.length > 0) await this.writeOrSplit(this.queue.splice(0, this.options.maxBatch));
    this.flushing = undefined;
  }

  /** A write that fails for its data's sake fails alone: its fellow travellers are written without it. */
  private async writeOrSplit(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.writeWithRetries(batch.map(({ item }) => item));
      batch.forEach(({ resolve }, at) => resolve(results[at]!));
    } catch (error) {
      if (batch.length === 1 || isInfrastructureError(error)) {
        for (const { reject } of batch) reject(error);
        return;
      }
      const middle = batch.length >> 1;
      await this.writeOrSplit(batch.slice(0, middle));
      await this.writeOrSplit(batch.slice(middle));
    }
  }

  private async writeWithRetries(items: readonly Item[]): Promise<readonly Result[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.options.write(items);
      } catch (error) {
        if (attempt === ATTEMPTS || !isInfrastructureError(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, BACKOFF_MS * 2 ** attempt));
      }
    }
  }
}
