import { type ProcessSpec } from '@orderflow/platform';
import { type Stage } from '../stage/stage.js';
import { type Ledger } from './ledger.js';
import { type Part } from './parts.js';

/** Who enters a measurement, as the reports call it. */
export interface Entrant {
  /** In options and results, such as `stock-nest`. */
  readonly name: string;
  readonly title: string;
  /** Whether what it has accepted outlives its processes. */
  readonly durable: boolean;
}

/** A whole system that takes orders and settles them, a process for each part. */
export interface Contender extends Entrant {
  /** How a part is run on this stage; who is measured with several replicas tells them apart by their number, from 0. */
  spec(part: Part, stage: Stage, replica: number): ProcessSpec;
  /** A path that answers 200 once the part serves. */
  readonly readyPath: string;
  /** The consumer group of a part. */
  groupOf(part: Part, stage: Stage): string;
  /** Tells what it has done on this stage. */
  ledgerOf(stage: Stage): Ledger;
}

/** Reads a contender's books, whether or not it runs. */
export async function withLedger<Result>(
  contender: Contender,
  stage: Stage,
  use: (ledger: Ledger) => Promise<Result>,
): Promise<Result> {
  const ledger = contender.ledgerOf(stage);
  try {
    return await use(ledger);
  } finally {
    await ledger.close();
  }
}
