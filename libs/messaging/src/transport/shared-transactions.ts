import type { ChunkProcessor } from '../unit-of-work/chunk-processor.js';
import type { Incoming } from '../unit-of-work/incoming.js';

/** Transactions of a topic at a time: while PostgreSQL works on one, the other is prepared. */
const AT_ONCE = 2;

interface Passenger {
  readonly chunk: readonly Incoming[];
  /** Called before each transaction; may throw `TryAgainLater`. */
  readonly begin: () => void;
  readonly alone: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** One topic's chunks, in the order in which they became ready. */
interface Line {
  readonly waiting: Passenger[];
  underWay: number;
}

/**
 * Lets chunks of several partitions of a topic share a transaction: what becomes ready while one is under way travels
 * with the next. A transaction costs its round trips and its flush whatever its size, so under load it is its number
 * that counts. Only within a topic: handlers of different topics may lock the same rows in different orders.
 */
export class SharedTransactions {
  private readonly lines = new Map<string, Line>();

  constructor(
    private readonly processor: Pick<ChunkProcessor, 'process'>,
    private readonly maxEvents: number,
  ) {}

  /** As `ChunkProcessor.process`; with `alone` in a transaction that no other chunk shares. */
  process(chunk: readonly Incoming[], alone: boolean, begin: () => void): Promise<void> {
    const { topic } = chunk[0]!.message;
    let line = this.lines.get(topic);
    if (!line) this.lines.set(topic, (line = { waiting: [], underWay: 0 }));
    return new Promise((resolve, reject) => {
      line.waiting.push({ chunk, begin, alone, resolve, reject });
      setImmediate(() => this.depart(line)); // the partitions of one fetch become ready in one turn
    });
  }

  private depart(line: Line): void {
    while (line.waiting.length > 0 && line.underWay < AT_ONCE) {
      line.underWay++;
      void this.travel(line.waiting.splice(0, this.fitting(line.waiting))).finally(() => {
        line.underWay--;
        this.depart(line);
      });
    }
  }

  /** How many of the first share the next transaction. */
  private fitting(waiting: readonly Passenger[]): number {
    let events = 0;
    const end = waiting.findIndex(({ chunk, alone }, at) => {
      events += chunk.length;
      return at > 0 && (alone || waiting[0]!.alone || events > this.maxEvents);
    });
    return end === -1 ? waiting.length : end;
  }

  private async travel(line: readonly Passenger[]): Promise<void> {
    const aboard = line.filter(isStillGoing);
    if (aboard.length === 0) return;
    const chunk = aboard.flatMap((passenger) => passenger.chunk);
    try {
      await this.processor.process(chunk, () => aboard.forEach(({ begin }) => begin()));
      for (const { resolve } of aboard) resolve();
    } catch (error) {
      for (const { reject } of aboard) reject(error);
    }
  }
}

/** One whose partition was given up while it waited must not keep the others from going. */
function isStillGoing({ begin, reject }: Passenger): boolean {
  try {
    begin();
    return true;
  } catch (error) {
    reject(error);
    return false;
  }
}
